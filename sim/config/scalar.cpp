#include "sim/config/scalar.h"

#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace ventral::config {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::string_view without_sign(std::string_view text) {
    return !text.empty() && (text[0] == '+' || text[0] == '-') ? text.substr(1) : text;
}

std::size_t count_digits(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    return static_cast<std::size_t>(end - text.begin());
}

bool is_integer_text(std::string_view text) {
    const std::string_view digits = without_sign(text);
    return !digits.empty() && count_digits(digits) == digits.size();
}

/// [-+]? ( [0-9]+ ( \. [0-9]* )? | \. [0-9]+ ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal_text(std::string_view text) {
    text = without_sign(text);
    const std::size_t whole = count_digits(text);
    text.remove_prefix(whole);
    std::size_t fraction = 0;
    if (!text.empty() && text[0] == '.') {
        text.remove_prefix(1);
        fraction = count_digits(text);
        text.remove_prefix(fraction);
    }
    if (whole + fraction == 0) {
        return false;
    }
    if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
        return is_integer_text(text.substr(1));
    }
    return text.empty();
}

bool has_leading_zero(std::string_view text) {
    const std::string_view digits = without_sign(text);
    return digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]);
}

bool is_based_integer(std::string_view text) {
    const std::string_view digits = without_sign(text);
    return digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'o') &&
           std::all_of(digits.begin() + 2, digits.end(), [](char letter) {
               return is_digit(letter) || (letter >= 'a' && letter <= 'f') ||
                      (letter >= 'A' && letter <= 'F');
           });
}

template <std::size_t N>
bool is_any_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_infinity(std::string_view text) {
    return is_any_of(without_sign(text), std::array<std::string_view, 3>{".inf", ".Inf", ".INF"});
}

/// The text with a comma, underscores or a unit taken out, if that leaves a number; else empty.
std::string number_without(std::string_view text, char letter, std::string_view replacement) {
    std::string changed;
    for (const char c : text) {
        if (c == letter) {
            changed += replacement;
        } else {
            changed += c;
        }
    }
    return changed != text && is_decimal_text(changed) ? changed : "";
}

/// "10" for "10 ms" or "10ms".
std::string number_before_unit(std::string_view text) {
    const std::size_t start = text.empty() || is_digit(text[0]) || text[0] == '.' ? 0 : 1;
    const std::size_t length = text.find_first_not_of("0123456789.", start);
    if (length == std::string_view::npos || !is_decimal_text(text.substr(0, length))) {
        return "";
    }
    return std::string(text.substr(0, length));
}

std::string hint_for_text(const Node& node) {
    const std::string& text = node.scalar_text();
    if (node.is_quoted()) {
        return is_decimal_text(text) ? "remove the quotes" : "";
    }
    if (const std::string changed = number_without(text, ',', "."); !changed.empty()) {
        return "the decimal sign is a point: " + changed;
    }
    if (const std::string changed = number_without(text, '_', ""); !changed.empty()) {
        return "write it without underscores: " + changed;
    }
    if (const std::string number = number_before_unit(text); !number.empty()) {
        return "the unit belongs in the key, the value is " + number + " alone";
    }
    return "";
}

std::string hint_for_leading_zero(std::string_view text) {
    const std::string_view digits = without_sign(text);
    std::size_t first = 0;
    while (first + 1 < digits.size() && digits[first] == '0' && is_digit(digits[first + 1])) {
        ++first;
    }
    const std::string sign = text[0] == '-' ? "-" : "";
    return base::str("numbers are decimal; write ", sign, digits.substr(first));
}

std::string got(const Node& node, const char* expected) {
    return base::str("expected ", expected, ", got ", kind_text(node));
}

std::string nothing_hint(const Node& node) {
    return node.is_null() ? "write a value, or leave the key out to take its default" : "";
}

/// Faults that numbers and integers share: another kind, quotes, leading zeros, other bases.
std::optional<ScalarFault> common_number_fault(const Node& node, const char* expected) {
    const std::string& text = node.scalar_text();
    if (scalar_type(node) == ScalarType::Text) {
        return ScalarFault{got(node, expected), hint_for_text(node)};
    }
    if (!node.is_scalar() || scalar_type(node) != ScalarType::Number) {
        return ScalarFault{got(node, expected), nothing_hint(node)};
    }
    if (is_based_integer(text)) {
        return ScalarFault{base::str("expected ", expected, " in decimal digits"), ""};
    }
    if (has_leading_zero(text)) {
        return ScalarFault{"a number must not begin with a zero", hint_for_leading_zero(text)};
    }
    return std::nullopt;
}

template <class I>
std::optional<ScalarFault> parse_digits(const Node& node, const char* too_large, I& value) {
    if (auto fault = common_number_fault(node, "an integer")) {
        return fault;
    }
    const std::string& text = node.scalar_text();
    if (!is_integer_text(text)) {
        double number = 0;
        std::string hint;
        if (!parse_number(node, false, number) && number == std::floor(number) &&
            std::abs(number) < 1e15) {
            hint = base::str("write ", static_cast<std::int64_t>(number));
        }
        return ScalarFault{"expected an integer, got a number", hint};
    }
    const std::string_view digits = text[0] == '+' ? std::string_view(text).substr(1) : text;
    I parsed = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) {
        return ScalarFault{too_large, ""};
    }
    value = parsed;
    return std::nullopt;
}

}  // namespace

ScalarType plain_type(std::string_view text) {
    constexpr std::array<std::string_view, 5> nulls = {"", "~", "null", "Null", "NULL"};
    constexpr std::array<std::string_view, 6> booleans = {"true",  "True",  "TRUE",
                                                          "false", "False", "FALSE"};
    constexpr std::array<std::string_view, 3> not_numbers = {".nan", ".NaN", ".NAN"};
    if (is_any_of(text, nulls)) {
        return ScalarType::Null;
    }
    if (is_any_of(text, booleans)) {
        return ScalarType::Boolean;
    }
    if (is_infinity(text)) {
        return ScalarType::Infinity;
    }
    if (is_any_of(text, not_numbers)) {
        return ScalarType::NotANumber;
    }
    return is_decimal_text(text) || is_based_integer(text) ? ScalarType::Number : ScalarType::Text;
}

ScalarType scalar_type(const Node& node) {
    if (!node.is_scalar()) {
        return ScalarType::Null;
    }
    return node.is_quoted() ? ScalarType::Text : plain_type(node.scalar_text());
}

std::string kind_text(const Node& node) {
    switch (node.kind()) {
        case NodeKind::Null:
            return "nothing";
        case NodeKind::Sequence:
            return "a list";
        case NodeKind::Map:
            return "a map";
        case NodeKind::Scalar:
            break;
    }
    switch (scalar_type(node)) {
        case ScalarType::Boolean:
            return "a boolean";
        case ScalarType::Number:
            return "a number";
        case ScalarType::Infinity:
            return "infinity";
        case ScalarType::NotANumber:
            return "not-a-number";
        case ScalarType::Null:
        case ScalarType::Text:
            break;
    }
    return "text";
}

std::optional<ScalarFault> parse_number(const Node& node, bool allow_infinity, double& value) {
    const std::string& text = node.scalar_text();
    const ScalarType type = scalar_type(node);
    if (type == ScalarType::Infinity && allow_infinity) {
        value = text[0] == '-' ? -HUGE_VAL : HUGE_VAL;
        return std::nullopt;
    }
    if (type == ScalarType::Infinity || type == ScalarType::NotANumber) {
        return ScalarFault{"expected a finite number, got " + kind_text(node), ""};
    }
    if (auto fault = common_number_fault(node, "a number")) {
        return fault;
    }
    const std::string_view digits = text[0] == '+' ? std::string_view(text).substr(1) : text;
    double parsed = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
    if (result.ec != std::errc()) {
        return ScalarFault{"the number is beyond the range of double precision", ""};
    }
    value = parsed;
    return std::nullopt;
}

std::optional<ScalarFault> parse_integer(const Node& node, std::int64_t& value) {
    return parse_digits(node, "the integer does not fit into 64 bits", value);
}

std::optional<ScalarFault> parse_unsigned(const Node& node, std::uint64_t& value) {
    if (scalar_type(node) == ScalarType::Number && node.scalar_text()[0] == '-') {
        return ScalarFault{"the integer must not be negative", ""};
    }
    return parse_digits(node, "the integer does not fit into 64 bits", value);
}

std::optional<ScalarFault> parse_boolean(const Node& node, bool& value) {
    const std::string& text = node.scalar_text();
    if (!node.is_quoted() && (text == "true" || text == "false")) {
        value = text == "true";
        return std::nullopt;
    }
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    constexpr std::array<std::string_view, 5> yes = {"true", "yes", "on", "y", "1"};
    constexpr std::array<std::string_view, 5> no = {"false", "no", "off", "n", "0"};
    std::string hint = nothing_hint(node);
    if (is_any_of(lower, yes)) {
        hint = "write true";
    } else if (is_any_of(lower, no)) {
        hint = "write false";
    }
    return ScalarFault{got(node, "true or false"), hint};
}

std::optional<ScalarFault> parse_text(const Node& node, std::string& value) {
    if (node.is_scalar() && scalar_type(node) == ScalarType::Text) {
        value = node.scalar_text();
        return std::nullopt;
    }
    const std::string hint =
        node.is_scalar() ? "put it in quotes if it is meant as text: \"" + node.scalar_text() + "\""
                         : nothing_hint(node);
    return ScalarFault{got(node, "text"), hint};
}

}  // namespace ventral::config
