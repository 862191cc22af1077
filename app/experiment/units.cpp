#include "app/experiment/units.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;

/// Sets place_on; values keep the place where the unit was written.
Level level_of(const UnitEntry& unit, const Node& node) {
    Level level{unit.name, {}};
    for (const char* key : {"population", "select", "at_deg", "rotation_deg"}) {
        if (const auto value = node.find(key)) {
            level.assignments.emplace_back(std::string("place_on.") + key, *value);
        }
    }
    return level;
}

Factor make_unit_factor(const std::vector<UnitEntry>& units, const Node& node) {
    Factor factor{kUnitFactor, {}, {{kUnitFactor, "", "factor unit", {}, {}}}};
    for (const UnitEntry& unit : units) {
        factor.levels.push_back(level_of(unit, node.at(unit.name)));
        factor.coordinates.front().labels.push_back(unit.name);
    }
    return factor;
}

}  // namespace

void expand_units(Experiment& experiment, const Node& root) {
    if (experiment.units.empty()) {
        return;
    }
    if (experiment.place_on) {
        root.fail_at("place_on", "units say where the display is placed", "units, or place_on");
    }
    const auto is_unit = [](const Factor& factor) { return factor.name == kUnitFactor; };
    if (std::any_of(experiment.factors.begin(), experiment.factors.end(), is_unit)) {
        root.fail_at("factors", "the name 'unit' is taken by units", "another name");
    }
    std::vector<SiteEntry> sites;
    for (const UnitEntry& unit : experiment.units) {
        sites.push_back({unit.name, unit.population, unit.select, unit.at_deg, unit.inputs, {}});
        for (const SiteEntry& site : experiment.record.sites) {
            if (site.name == unit.name) {
                root.fail_at("units", "a unit and a site are both called '" + unit.name + "'",
                             "different names");
            }
        }
    }
    experiment.record.sites.insert(experiment.record.sites.begin(), sites.begin(), sites.end());
    experiment.factors.insert(experiment.factors.begin(),
                              make_unit_factor(experiment.units, root.at("units")));
}

Experiment collapse_units(Experiment experiment) {
    if (!experiment.units.empty()) {
        const auto num_units = static_cast<std::ptrdiff_t>(experiment.units.size());
        auto& sites = experiment.record.sites;
        sites.erase(sites.begin(), sites.begin() + num_units);
        experiment.factors.erase(experiment.factors.begin());
    }
    return experiment;
}

}  // namespace ventral::app
