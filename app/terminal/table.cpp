#include "app/terminal/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace ventral::app {

namespace {

/// Characters, not bytes, of UTF-8.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
    }));
}

std::string pad(const std::string& text, std::size_t width, bool to_right) {
    const std::string blanks(width - std::min(width, width_of(text)), ' ');
    return to_right ? blanks + text : text + blanks;
}

void append_line(std::string& out,
                 const TextGrid& table,
                 const std::vector<std::size_t>& widths,
                 const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t c = 0; c < fields.size(); ++c) {
        line += (c > 0 ? "  " : "") + pad(fields[c], widths[c], table.columns[c].is_number);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
}

}  // namespace

std::string format_table(const TextGrid& table) {
    std::vector<std::size_t> widths;
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::size_t width = width_of(table.columns[c].title);
        for (const auto& row : table.rows) {
            width = std::max(width, c < row.size() ? width_of(row[c]) : 0);
        }
        widths.push_back(width);
        titles.push_back(table.columns[c].title);
        rules.emplace_back(width, '-');
    }
    std::string out;
    append_line(out, table, widths, titles);
    append_line(out, table, widths, rules);
    for (const auto& row : table.rows) {
        append_line(out, table, widths, row);
    }
    return out;
}

std::string format_fixed(double value, int digits) {
    if (!std::isfinite(value)) {
        return "-";
    }
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

}  // namespace ventral::app
