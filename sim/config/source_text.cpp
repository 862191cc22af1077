#include "sim/config/source_text.h"

#include "sim/base/text.h"
#include "sim/config/raise.h"

#include <algorithm>

namespace ventral::config {
namespace {

/// Length of the UTF-8 character at the beginning of the text, or 0 if there is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) {
            return 0;
        }
    }
    const bool is_overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool is_beyond = (first == 0xed && byte(1) >= 0xa0) || (first == 0xf4 && byte(1) >= 0x90);
    return is_overlong || is_beyond ? 0 : length;
}

bool is_control(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && letter != '\n' && letter != '\r' && letter != '\t') || byte == 0x7f;
}

std::string hex_byte(char letter) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(letter);
    return base::str("0x", digits[byte >> 4U], digits[byte & 0xfU]);
}

}  // namespace

void fail_in_file(const Mark& mark, const std::string& what, const std::string& hint) {
    raise_at({mark.file ? *mark.file : "", mark.line, mark.column, ""}, what, "", "", hint);
}

void check_source_text(std::string_view text, const std::string& name, const Limits& limits) {
    Mark mark{std::make_shared<const std::string>(name), 0, 0};
    if (text.size() > limits.max_bytes) {
        fail_in_file(mark, base::str("the file is longer than ", limits.max_bytes, " bytes"),
                     "a file of this kind is text; keep large arrays in files of their own");
    }
    mark.line = 1;
    mark.column = 1;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text.substr(i));
        if (length == 0 || is_control(text[i])) {
            fail_in_file(mark, base::str("the byte ", hex_byte(text[i]), " is not text in UTF-8"),
                         "save the file as UTF-8; is it a YAML file at all?");
        }
        if (text[i] == '\n') {
            ++mark.line;
            mark.column = 0;
        }
        ++mark.column;
        i += length;
    }
}

std::string whole_letters(std::string_view text) {
    std::string whole;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            whole += '\xc2';
        }
        const std::size_t taken = std::max<std::size_t>(length, 1);
        whole += text.substr(0, taken);
        text.remove_prefix(taken);
    }
    return whole;
}

std::string_view line_of(std::string_view text, int line) {
    std::size_t begin = 0;
    for (int i = 0; i < line; ++i) {
        begin = text.find('\n', begin);
        if (begin == std::string_view::npos) {
            return {};
        }
        ++begin;
    }
    text = text.substr(begin);
    text = text.substr(0, text.find('\n'));
    return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
}

Mark MarkCounter::at(int position, int line, int byte_column) {
    const std::size_t target =
        std::min(static_cast<std::size_t>(std::max(position, 0)), text_.size());
    if (line != line_ || target < position_) {
        line_ = line;
        column_ = 0;
        position_ = target - std::min(target, static_cast<std::size_t>(std::max(byte_column, 0)));
    }
    for (; position_ < target; ++position_) {
        column_ += (static_cast<unsigned char>(text_[position_]) & 0xc0U) != 0x80U ? 1 : 0;
    }
    return {file_, line + 1, column_ + 1};
}

bool is_quote_closed(std::string_view text, std::size_t position) {
    const auto skip_to = [&](const char* letters, bool until) {
        position = until ? text.find_first_of(letters, position)
                         : text.find_first_not_of(letters, position);
        position = std::min(position, text.size());
    };
    while (position < text.size() && (text[position] == '&' || text[position] == '!')) {
        skip_to(" \t\r\n", true);
        skip_to(" \t\r\n", false);
    }
    if (position >= text.size() || (text[position] != '"' && text[position] != '\'')) {
        return true;
    }
    const char quote = text[position];
    for (std::size_t i = position + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') {
                return true;
            }
            ++i;
        }
    }
    return false;
}

}  // namespace ventral::config
