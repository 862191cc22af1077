#include "app/experiment/level_axis.h"

#include "sim/base/text.h"

#include <utility>

namespace ventral::app {

namespace {

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
        if (const auto value = base::parse_number(text)) {
            axis.values.push_back(*value);
        }
    }
    if (axis.values.size() != texts.size()) {
        return {name, "", "factor " + name, {}, texts};
    }
    return axis;
}

}  // namespace ventral::app
