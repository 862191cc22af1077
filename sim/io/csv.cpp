#include "sim/io/csv.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <charconv>

namespace ventral::io {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string field = "\"";
    for (const char c : text) {
        field += c;
        if (c == '"') {
            field += c;
        }
    }
    return field + '"';
}

std::string shortest(float value) {
    char buffer[32];
    const auto result = std::to_chars(buffer, buffer + sizeof(buffer), value);
    return {buffer, result.ptr};
}

}  // namespace

std::string csv_field(const CsvCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return quoted(*text);
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        return base::format_number(*number);
    }
    return shortest(std::get<float>(cell));
}

std::string csv_line(const std::vector<CsvCell>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            line += ',';
        }
        line += csv_field(cells[i]);
    }
    return line + "\r\n";
}

void write_csv(const std::string& path, const CsvTable& table, bool force) {
    std::string content = csv_line({table.header.begin(), table.header.end()});
    for (const std::vector<CsvCell>& row : table.rows) {
        if (row.size() != table.header.size()) {
            throw base::IoError("cannot write", path,
                                base::str("a row has ", row.size(), " fields, the header has ",
                                          table.header.size()));
        }
        content += csv_line(row);
    }
    write_file(path, content, force);
}

}  // namespace ventral::io
