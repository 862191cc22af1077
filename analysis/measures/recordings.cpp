#include "analysis/measures/recordings.h"

#include "analysis/averages.h"
#include "analysis/procedures/condition_filter.h"
#include "analysis/rows.h"
#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

/// The factor that tells to which unit of a closed loop a condition was shown.
constexpr const char* kUnitFactor = "unit";
constexpr std::string_view kPreferred = "preferred_";

/// What the site prefers on the axes of its channels.
config::Named<std::string> preferences(const io::View& view, std::size_t site) {
    config::Named<std::string> preferred;
    for (const io::Coordinate& coordinate : view.coordinates) {
        const std::string& name = coordinate.values.name;
        if (name.starts_with(kPreferred)) {
            preferred.emplace_back(name.substr(kPreferred.size()),
                                   level_text(coordinate.values, site));
        }
    }
    return preferred;
}

/// The mean over trials of one condition, [site][time]. @param cell its first trial.
std::vector<std::vector<double>> mean_courses(const io::Cube& cube,
                                              const io::View& view,
                                              io::Cell cell,
                                              std::size_t num_trials) {
    std::vector<float> rates;
    for (; cell.trial < num_trials; ++cell.trial) {
        const std::vector<float> trial = cube.read(cell);
        rates.insert(rates.end(), trial.begin(), trial.end());
    }
    const std::size_t num_sites = view.frame_size();
    std::vector<std::vector<double>> courses;
    for (std::size_t site = 0; site < num_sites; ++site) {
        const std::vector<double> trials = unit_time_course(rates, num_sites, site);
        courses.push_back(mean_of_rows({.values = trials, .length = view.time.size()}));
    }
    return courses;
}

/// Leaves out what a stopped run did not finish: conditions without any value.
UnitResponses finished_only(const UnitResponses& responses) {
    std::vector<std::size_t> finished;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        const std::vector<double>& rates = responses.rates[i];
        if (std::any_of(rates.begin(), rates.end(), [](double r) { return std::isfinite(r); })) {
            finished.push_back(i);
        }
    }
    return finished.size() == responses.rates.size() ? responses
                                                     : select_conditions(responses, finished);
}

bool is_unit(const io::ResultLayout& layout, const std::string& site) {
    for (const base::Axis& factor : layout.factors) {
        if (factor.name == kUnitFactor) {
            return std::find(factor.labels.begin(), factor.labels.end(), site) !=
                   factor.labels.end();
        }
    }
    return false;
}

/// Only what was shown to this unit; its conditions lose the unit's name.
UnitResponses own_conditions(const io::ResultLayout& layout, const UnitResponses& responses) {
    if (!is_unit(layout, responses.unit)) {
        return responses;
    }
    UnitResponses own =
        select_conditions(responses, ConditionFilter{{kUnitFactor, {responses.unit}}});
    for (std::string& label : own.conditions) {
        if (label.starts_with(responses.unit + "/")) {
            label.erase(0, responses.unit.size() + 1);
        }
    }
    return own;
}

bool is_named(const std::string& site, const std::string& name) {
    return site == name || site.starts_with(name + "/");
}

}  // namespace

const std::vector<UnitResponses>& Recordings::all_sites(const std::string& variant) {
    const auto known = sites_.find(variant);
    if (known != sites_.end()) {
        return known->second;
    }
    std::vector<UnitResponses>& sites = sites_[variant];
    for (const io::View& view : layout().views) {
        if (view.kind != "site") {
            continue;
        }
        const std::size_t first = sites.size();
        for (std::size_t site = 0; site < view.frame_size(); ++site) {
            UnitResponses unit;
            unit.unit = view.axes.front().labels[site];
            unit.preferred = preferences(view, site);
            unit.conditions = layout().conditions;
            unit.factors = layout().factors;
            unit.times_ms = times_in_ms(view.time);
            sites.push_back(std::move(unit));
        }
        const io::Cube cube = file_.cube(view, "rate");
        for (std::size_t condition = 0; condition < layout().conditions.size(); ++condition) {
            const auto courses =
                mean_courses(cube, view, {base::index_of(layout().variants, variant), condition, 0},
                             layout().trials);
            for (std::size_t site = 0; site < courses.size(); ++site) {
                sites[first + site].rates.push_back(courses[site]);
            }
        }
    }
    for (UnitResponses& site : sites) {
        site = finished_only(own_conditions(layout(), site));
    }
    return sites;
}

const std::vector<UnitResponses>& Recordings::units(const std::string& variant,
                                                    const std::vector<std::string>& names) {
    const std::string key = variant + "\n" + base::join(names, "\n");
    const auto known = chosen_.find(key);
    if (known != chosen_.end()) {
        return known->second;
    }
    const std::vector<UnitResponses>& sites = all_sites(variant);
    std::vector<std::string> labels;
    std::transform(sites.begin(), sites.end(), std::back_inserter(labels),
                   [](const UnitResponses& site) { return site.unit; });
    const bool has_units = std::any_of(labels.begin(), labels.end(), [&](const std::string& site) {
        return is_unit(layout(), site);
    });
    std::vector<UnitResponses> chosen;
    for (const UnitResponses& site : sites) {
        const bool wanted =
            names.empty() ? !has_units || is_unit(layout(), site.unit)
                          : std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                                return is_named(site.unit, name);
                            });
        if (wanted) {
            chosen.push_back(site);
        }
    }
    for (const std::string& name : names) {
        if (std::none_of(labels.begin(), labels.end(),
                         [&](const std::string& site) { return is_named(site, name); })) {
            throw base::ConfigError({.what = "no recorded site has this name",
                                     .got = name,
                                     .allowed = base::join(labels),
                                     .hint = base::did_you_mean(name, labels)});
        }
    }
    return chosen_[key] = std::move(chosen);
}

}  // namespace ventral::analysis
