#include "app/experiment/level_axis.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace ventral::app {

namespace {

std::optional<double> parse_number(const std::string& text) {
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return is_whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// "degree" of "grating.diameter_deg"; "1" if the key ends in no unit.
std::string unit_of_key(const std::string& key) {
    static const std::vector<std::pair<std::string, std::string>> kUnits{{"_deg_per_s", "degree/s"},
                                                                         {"_deg", "degree"},
                                                                         {"_ms", "ms"},
                                                                         {"_cpd", "1/degree"},
                                                                         {"_hz", "Hz"}};
    for (const auto& [suffix, unit] : kUnits) {
        if (key.ends_with(suffix)) {
            return unit;
        }
    }
    return "1";
}

}  // namespace

base::Axis level_axis(const std::string& name,
                      const std::string& key,
                      const std::vector<std::string>& texts) {
    base::Axis axis{name, unit_of_key(key), "factor " + name, {}, {}};
    for (const std::string& text : texts) {
        if (const auto value = parse_number(text)) {
            axis.values.push_back(*value);
        }
    }
    if (axis.values.size() != texts.size()) {
        return {name, "", "factor " + name, {}, texts};
    }
    return axis;
}

}  // namespace ventral::app
