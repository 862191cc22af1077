#include "app/experiment/units.h"

#include "sim/config/write.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;

Level level_of(const UnitEntry& unit) {
    Level level{unit.name, {}};
    level.assignments.emplace_back("place_on.population", config::make_text(unit.population));
    if (!unit.select.is_null()) {
        level.assignments.emplace_back("place_on.select", unit.select);
    }
    level.assignments.emplace_back("place_on.at_deg",
                                   config::make_sequence({config::make_number(unit.at_deg[0]),
                                                          config::make_number(unit.at_deg[1])}));
    level.assignments.emplace_back("place_on.rotation_deg", config::make_number(unit.rotation_deg));
    return level;
}

}  // namespace

std::vector<Factor> unit_factor(const std::vector<UnitEntry>& units) {
    if (units.empty()) {
        return {};
    }
    Factor factor{kUnitFactor, {}, {{kUnitFactor, "", "factor unit", {}, {}}}};
    for (const UnitEntry& unit : units) {
        factor.levels.push_back(level_of(unit));
        factor.coordinates.front().labels.push_back(unit.name);
    }
    return {factor};
}

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
        sites.push_back({unit.name, unit.population, unit.select, unit.at_deg, unit.inputs});
        for (const SiteEntry& site : experiment.record.sites) {
            if (site.name == unit.name) {
                root.fail_at("units", "a unit and a site are both called '" + unit.name + "'",
                             "different names");
            }
        }
    }
    experiment.record.sites.insert(experiment.record.sites.begin(), sites.begin(), sites.end());
    std::vector<Factor> factors = unit_factor(experiment.units);
    experiment.factors.insert(experiment.factors.begin(), factors.begin(), factors.end());
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
