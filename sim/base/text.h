#pragma once

/// Small text tools for messages.

#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::base {

/// Concatenates anything that can be streamed.
template <class... Parts>
std::string str(const Parts&... parts) {
    std::ostringstream out;
    (out << ... << parts);
    return out.str();
}

/// Shortest decimal text that reads back as the same double: "0.1", "16", "1e-07".
std::string format_number(double value);

/// The finite decimal number that the whole text writes ("-0.5", "1e3"), or nothing.
std::optional<double> parse_number(std::string_view text);

/// "a, b, c"
std::string join(const std::vector<std::string>& parts, std::string_view separator = ", ");

/// The candidate nearest to `name` by edit distance, or empty if none is near enough to be meant.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "did you mean 'x'?" or empty.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace ventral::base
