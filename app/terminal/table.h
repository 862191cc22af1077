#pragma once

/// Tables of text in columns, for stdout.

#include <string>
#include <vector>

namespace ventral::app {

/// A column's heading and whether its fields are numbers, which stand to the right.
struct Column {
    std::string title;
    bool is_number = false;
};

/// Rows of fields; a row that is empty becomes a blank line.
struct TextGrid {
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

/// The table with two blanks between columns and a line under the headings.
std::string format_table(const TextGrid& table);

/// "12.3", or "-" for what is not finite.
std::string format_fixed(double value, int digits);

}  // namespace ventral::app
