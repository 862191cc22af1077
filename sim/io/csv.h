#pragma once

/// Comma-separated tables (RFC 4180): quoted where needed, numbers by the shortest text that
/// reads back as the same number.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ventral::io {

/// One field. A float is written by the shortest text of a float.
using CsvCell = std::variant<std::string, double, float>;

/// The field's text, in double quotes if it holds a comma, a quote or a line break.
std::string csv_field(const CsvCell& cell);

/// One record with its line end "\r\n".
std::string csv_line(const std::vector<CsvCell>& cells);

/// A table in memory.
struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::vector<CsvCell>> rows;  ///< each as long as the header
};

/// Writes the table under a temporary name that is renamed at the end.
void write_csv(const std::string& path, const CsvTable& table, bool force);

}  // namespace ventral::io
