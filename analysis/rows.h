#pragma once

/// Equally long rows of one block of numbers: [unit][time], [trial][bin], [condition][object].

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ventral::analysis {

/// A view; the numbers stay with their owner.
struct Rows {
    std::span<const double> values{};
    std::size_t length = 0;  ///< of one row

    std::size_t count() const { return length > 0 ? values.size() / length : 0; }
    std::span<const double> row(std::size_t i) const { return values.subspan(i * length, length); }
};

/// Mean over the rows that `chosen` lists (an index may appear more than once), column by column.
std::vector<double> mean_of_rows(const Rows& rows, std::span<const std::size_t> chosen);

/// Mean over all rows, column by column.
std::vector<double> mean_of_rows(const Rows& rows);

/// Throws base::ConfigError if the two lengths differ: "orientations and rates differ in length".
void require_equal_lengths(std::size_t a, std::size_t b, std::string_view what);

/// Throws base::ConfigError unless the values fill whole rows.
void require_whole_rows(const Rows& rows, std::string_view what);

/// True if every value is finite.
bool all_finite(std::span<const double> values);

}  // namespace ventral::analysis
