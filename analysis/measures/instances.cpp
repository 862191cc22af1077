#include "analysis/measures/instances.h"

#include <algorithm>
#include <map>

namespace ventral::analysis {

namespace {

constexpr const char* kSiteFactor = "site";

/// All units as one, with a further factor that tells them apart.
UnitResponses join_units(const std::vector<UnitResponses>& units) {
    UnitResponses joined;
    joined.unit = "all units";
    joined.is_part = true;
    joined.times_ms = units.front().times_ms;
    joined.factors = units.front().factors;
    joined.factors.push_back({kSiteFactor, "", "recorded unit", {}, {}});
    for (base::Axis& axis : joined.factors) {
        axis.values.clear();
        axis.labels.clear();
    }
    for (const UnitResponses& unit : units) {
        for (std::size_t f = 0; f < unit.factors.size(); ++f) {
            base::Axis& axis = joined.factors[f];
            axis.values.insert(axis.values.end(), unit.factors[f].values.begin(),
                               unit.factors[f].values.end());
            axis.labels.insert(axis.labels.end(), unit.factors[f].labels.begin(),
                               unit.factors[f].labels.end());
        }
        std::vector<std::string>& sites = joined.factors.back().labels;
        sites.insert(sites.end(), unit.rates.size(), unit.unit);
        joined.rates.insert(joined.rates.end(), unit.rates.begin(), unit.rates.end());
        joined.conditions.insert(joined.conditions.end(), unit.conditions.begin(),
                                 unit.conditions.end());
    }
    return joined;
}

/// The conditions of every combination of levels of the factors, in order of appearance.
std::vector<Instance> split_over(const UnitResponses& responses,
                                 const std::vector<std::string>& over) {
    std::vector<base::Axis> axes;
    for (const std::string& factor : over) {
        axes.push_back(find_factor(responses, factor));
    }
    std::vector<std::string> order;
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        std::string label;
        bool has_levels = true;
        for (const base::Axis& axis : axes) {
            const std::string level = level_text(axis, i);
            has_levels = has_levels && !level.empty();
            label += ", " + axis.name + "=" + level;
        }
        if (has_levels) {
            if (groups.find(label) == groups.end()) {
                order.push_back(label);
            }
            groups[label].push_back(i);
        }
    }
    std::vector<Instance> instances;
    for (const std::string& label : order) {
        instances.push_back(
            {responses.unit + label, select_conditions(responses, groups.at(label))});
    }
    return instances;
}

}  // namespace

std::vector<Instance> make_instances(const Measure& measure,
                                     const std::vector<UnitResponses>& units) {
    std::vector<UnitResponses> chosen;
    for (const UnitResponses& unit : units) {
        chosen.push_back(select_conditions(unit, measure.where));
    }
    if (measure.pool && !chosen.empty()) {
        chosen = {join_units(chosen)};
    }
    std::vector<Instance> instances;
    for (const UnitResponses& unit : chosen) {
        if (measure.over.empty()) {
            instances.push_back({unit.unit, unit});
        } else {
            const std::vector<Instance> parts = split_over(unit, measure.over);
            instances.insert(instances.end(), parts.begin(), parts.end());
        }
    }
    return instances;
}

}  // namespace ventral::analysis
