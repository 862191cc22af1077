#include "app/sweep/vary.h"

#include "app/terminal/number_text.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/config/override.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ventral::app {

namespace {

/// Parts between separators that stand in no brackets and no quotes.
std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    int depth = 0;
    char quote = '\0';
    for (const char letter : text) {
        if (quote != '\0') {
            quote = letter == quote ? '\0' : quote;
        } else if (letter == '\'' || letter == '"') {
            quote = letter;
        } else if (letter == '[' || letter == '{') {
            ++depth;
        } else if (letter == ']' || letter == '}') {
            --depth;
        } else if (letter == separator && depth == 0) {
            parts.emplace_back();
            continue;
        }
        parts.back() += letter;
    }
    return parts;
}

double read_number(const std::string& text, const std::string& whole) {
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value)) {
        refuse_vary("an end of a range is a number", whole, kVaryForms);
    }
    return value;
}

std::size_t read_count(const std::string& text, const std::string& whole) {
    std::size_t value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || value < 2 ||
        value > kMostPoints) {
        refuse_vary("a range has from 2 to 1000000 values", whole, kVaryForms);
    }
    return value;
}

void add_steps(VaryAxis& axis, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        axis.levels.push_back(
            axis.value_at(static_cast<double>(i) / static_cast<double>(count - 1)));
    }
}

/// "range:0:1:5" and its like; false for a list.
bool read_range(const std::string& text, const std::string& whole, VaryAxis& axis) {
    const std::vector<std::string> parts = split(text, ':');
    const std::string& word = parts.front();
    const bool has_steps = word == "range" || word == "log";
    if (parts.size() < 2 || (!has_steps && word != "random" && word != "sobol")) {
        return false;
    }
    const bool is_whole = has_steps ? parts.size() == 4
                                    : parts.size() == 3 || (parts.size() == 4 && parts[3] == "log");
    if (!is_whole) {
        refuse_vary("not a range", whole, kVaryForms);
    }
    axis.from = read_number(parts[1], whole);
    axis.to = read_number(parts[2], whole);
    axis.is_log = word == "log" || (!has_steps && parts.size() == 4);
    if (axis.from == axis.to || (axis.is_log && (axis.from <= 0 || axis.to <= 0))) {
        refuse_vary("the ends of the range do not fit", whole,
                    axis.is_log ? "two numbers above 0 that differ" : "two numbers that differ");
    }
    if (has_steps) {
        add_steps(axis, read_count(parts[3], whole));
    } else {
        axis.kind = word == "random" ? VaryKind::Random : VaryKind::Sobol;
    }
    return true;
}

}  // namespace

void refuse_vary(const std::string& what,
                 const std::string& got,
                 const std::string& allowed,
                 const std::string& where) {
    throw base::ConfigError({.what = what, .file = where, .got = got, .allowed = allowed});
}

std::string VaryAxis::value_at(double share) const {
    const double value = is_log ? from * std::pow(to / from, share) : from + share * (to - from);
    return format_significant(value, 6);
}

VaryAxis parse_vary(const std::string& text) {
    const config::Assignment assignment = config::parse_assignment(text);
    VaryAxis axis;
    axis.path = assignment.path;
    if (!read_range(assignment.value_text, text, axis)) {
        axis.levels = split(assignment.value_text, ',');
        for (std::size_t i = 0; i < axis.levels.size(); ++i) {
            if (axis.levels[i].empty()) {
                refuse_vary("a value of the list is empty", text, kVaryForms);
            }
            if (std::find(axis.levels.begin(), axis.levels.begin() + static_cast<long>(i),
                          axis.levels[i]) != axis.levels.begin() + static_cast<long>(i)) {
                refuse_vary("a value stands twice", text, "each value once");
            }
        }
    }
    return axis;
}

std::vector<std::uint64_t> parse_seeds(const std::string& text) {
    const auto fail = [&] {
        refuse_vary("not a list of seeds", text, "1,2,7 or 1:50, each seed once", "--seeds");
    };
    const auto read = [&](const std::string& word) {
        std::uint64_t value = 0;
        const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
        if (end.ec != std::errc() || end.ptr != word.data() + word.size()) {
            fail();
        }
        return value;
    };
    std::vector<std::uint64_t> seeds;
    for (const std::string& part : split(text, ',')) {
        const std::vector<std::string> ends = split(part, ':');
        const std::uint64_t first = read(ends.front());
        const std::uint64_t last = read(ends.back());
        if (ends.size() > 2 || last < first || last - first >= kMostPoints) {
            fail();
        }
        for (std::uint64_t seed = first;; ++seed) {
            seeds.push_back(seed);
            if (seed == last) {
                break;
            }
        }
    }
    std::vector<std::uint64_t> sorted = seeds;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        fail();
    }
    return seeds;
}

}  // namespace ventral::app
