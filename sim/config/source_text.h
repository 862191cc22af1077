#pragma once

/// Checks on the bytes of a YAML file that the parser leaves out.

#include "sim/config/load.h"
#include "sim/config/node.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace ventral::config {

/// Throws base::ConfigError without a value.
[[noreturn]] void fail_in_file(const Mark& mark, const std::string& what, const std::string& hint);

/// Throws if the text is longer than the limit, no UTF-8, or holds control characters.
void check_source_text(std::string_view text, const std::string& name, const Limits& limits);

/// The text of a scalar in UTF-8. (The parser turns the escapes \N and \_ into single bytes.)
std::string whole_letters(std::string_view text);

/// Turns byte positions into marks whose columns count characters. Positions that grow along a line
/// cost the bytes between them, not the whole line each time.
class MarkCounter {
public:
    MarkCounter(std::string_view text, const std::string& name)
        : text_(text), file_(std::make_shared<const std::string>(name)) {}

    /// @param position byte in the text; @param line, byte_column of it, 0-based.
    Mark at(int position, int line, int byte_column);
    /// The file without a position.
    Mark file() const { return {file_, 0, 0}; }

private:
    std::string_view text_;
    std::shared_ptr<const std::string> file_;
    int line_ = -1;
    std::size_t position_ = 0;
    int column_ = 0;
};

/// The line at that 0-based index without its end.
std::string_view line_of(std::string_view text, int line);

/// True if the quoted scalar that begins at this byte is closed before the text ends. (The parser
/// takes an open quote at the end of a file for closed.)
bool is_quote_closed(std::string_view text, std::size_t position);

}  // namespace ventral::config
