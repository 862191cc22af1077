#pragma once

/// What was measured at one point of a sweep, read from its table.

#include "sim/io/csv_read.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// Columns that go into the sweep's table.
inline constexpr std::array<const char*, 9> kMeasuredColumns{
    "measure", "quantity", "variant", "value", "unit", "low", "high", "count", "reason"};
inline constexpr std::size_t kMeasureColumn = 0;
inline constexpr std::size_t kQuantityColumn = 1;
inline constexpr std::size_t kVariantColumn = 2;
inline constexpr std::size_t kValueColumn = 3;
inline constexpr std::size_t kUnitColumn = 4;

/// A number, or NaN for an empty text; false if it is neither.
bool read_number(const std::string& text, double& value);

class PointMeasures {
public:
    /// base::IoError if the table lacks a column.
    explicit PointMeasures(const std::string& path);
    std::size_t size() const { return table_.rows.size(); }
    /// @param column index into kMeasuredColumns
    const std::string& text(std::size_t row, std::size_t column) const {
        return table_.rows[row][columns_[column]];
    }
    double number(std::size_t row, std::size_t column) const;

private:
    std::string path_;
    io::CsvText table_;
    std::vector<std::size_t> columns_;
};

}  // namespace ventral::app
