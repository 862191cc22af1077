#pragma once

/// Reads comma-separated tables (RFC 4180).

#include <string>
#include <vector>

namespace ventral::io {

/// A table as text. Every row is as long as the header.
struct CsvText {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<int> lines;  ///< 1-based line at which each row begins
};

/// Reads a table with a header line. Fields may be quoted, and then hold commas, doubled quotes and
/// line breaks; a byte-order mark, blank lines and "\r" are skipped. base::IoError names the line
/// of an open quote, of a row that is not as long as the header, or of a column that stands twice.
CsvText read_csv(const std::string& path);

}  // namespace ventral::io
