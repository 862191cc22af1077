#include "analysis/measures/check_names.h"

#include "analysis/procedures/condition_filter.h"
#include "analysis/procedures/unit_responses.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace ventral::analysis {

namespace {

constexpr std::string_view kPreferred = "preferred_";

/// True if a site of the view is among the names, or none is named.
bool records_one_of(const io::View& view, const std::vector<std::string>& names) {
    const std::vector<std::string>& labels = view.axes.front().labels;
    return names.empty() || std::any_of(labels.begin(), labels.end(), [&](const auto& label) {
               return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                   return label == name || label.starts_with(name + "/");
               });
           });
}

/// The conditions' labels, and those that units of a closed loop have after their own name.
std::vector<std::string> condition_names(const io::ResultLayout& layout) {
    std::vector<std::string> names = layout.conditions;
    for (const std::string& label : layout.conditions) {
        const std::string own = label.substr(label.find('/') + 1);
        if (std::find(names.begin(), names.end(), own) == names.end()) {
            names.push_back(own);
        }
    }
    return names;
}

/// The sites that the measure looks at: units of a closed loop where it names none.
std::vector<std::string> chosen_sites(const io::ResultLayout& layout, const Measure& measure) {
    for (const base::Axis& factor : layout.factors) {
        if (measure.at.empty() && factor.name == "unit") {
            return factor.labels;
        }
    }
    return measure.at;
}

/// The axes on which every site of the measure has a preference of its own.
std::vector<std::string> preference_axes(const io::ResultLayout& layout, const Measure& measure) {
    std::vector<std::string> shared;
    bool is_first = true;
    for (const io::View* view : views_of(layout, measure)) {
        std::vector<std::string> axes;
        for (const io::Coordinate& coordinate : view->coordinates) {
            if (coordinate.values.name.starts_with(kPreferred)) {
                axes.push_back(coordinate.values.name.substr(kPreferred.size()));
            }
        }
        if (!is_first) {
            std::erase_if(axes, [&](const std::string& axis) {
                return std::find(shared.begin(), shared.end(), axis) == shared.end();
            });
        }
        shared = axes;
        is_first = false;
    }
    return shared;
}

void check_preference(const std::string& axis,
                      const Measure& measure,
                      const io::ResultLayout& layout,
                      const std::string& key_path) {
    if (measure.pool) {
        throw base::ConfigError({.what = "units that are pooled have no preference in common",
                                 .key_path = key_path,
                                 .got = "own or other " + axis,
                                 .allowed = "a level of the factor, or no `pool`"});
    }
    require_name(axis, preference_axes(layout, measure),
                 "the units have no preference of their own on this axis", key_path);
}

/// The levels of one factor of a filter.
void check_levels(const std::string& factor,
                  const std::vector<std::string>& levels,
                  const io::ResultLayout& layout,
                  const std::string& key_path) {
    UnitResponses conditions;
    conditions.factors = layout.factors;
    conditions.rates.resize(layout.conditions.size());
    try {
        if (factor == "condition") {
            for (const std::string& level : levels) {
                require_name(level, condition_names(layout), "no condition has this name",
                             key_path);
            }
        } else if (factor == "site") {
            for (const std::string& level : levels) {
                require_name(level, site_names(layout), "no recorded site has this name", key_path);
            }
        } else {
            conditions_matching(conditions, {{factor, levels}});
        }
    } catch (const base::ConfigError& error) {
        base::ConfigFault fault = error.fault();
        fault.key_path = key_path;
        throw base::ConfigError(fault);
    }
}

}  // namespace

void require_name(const std::string& name,
                  const std::vector<std::string>& known,
                  const std::string& what,
                  const std::string& key_path) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
        throw base::ConfigError({.what = what,
                                 .key_path = key_path,
                                 .got = name,
                                 .allowed = base::join(known),
                                 .hint = base::did_you_mean(name, known)});
    }
}

std::vector<std::string> site_names(const io::ResultLayout& layout) {
    std::vector<std::string> names;
    for (const io::View& view : layout.views) {
        if (view.kind == "site") {
            for (const std::string& label : view.axes.front().labels) {
                for (const std::string& name : {label, label.substr(0, label.find('/'))}) {
                    if (std::find(names.begin(), names.end(), name) == names.end()) {
                        names.push_back(name);
                    }
                }
            }
        }
    }
    return names;
}

std::vector<std::string> factor_names(const io::ResultLayout& layout, const Measure& measure) {
    std::vector<std::string> names{"condition"};
    if (measure.pool) {
        names.emplace_back("site");
    }
    for (const base::Axis& factor : layout.factors) {
        names.push_back(factor.name);
    }
    return names;
}

std::vector<const io::View*> views_of(const io::ResultLayout& layout, const Measure& measure) {
    const std::vector<std::string> sites = chosen_sites(layout, measure);
    std::vector<const io::View*> views;
    for (const io::View& view : layout.views) {
        if (view.kind == "site" && records_one_of(view, sites)) {
            views.push_back(&view);
        }
    }
    return views;
}

void check_filter(const ConditionFilter& filter,
                  const Measure& measure,
                  const io::ResultLayout& layout,
                  const std::string& key_path) {
    for (const auto& [factor, levels] : filter) {
        require_name(factor, factor_names(layout, measure), "no factor has this name", key_path);
        const auto axis =
            std::find_if(layout.factors.begin(), layout.factors.end(),
                         [&name = factor](const base::Axis& known) { return known.name == name; });
        std::vector<std::string> named;
        for (const std::string& level : levels) {
            const auto preference =
                axis == layout.factors.end() ? std::nullopt : read_preference(level, *axis);
            if (preference) {
                check_preference(preference->axis, measure, layout, key_path);
            } else {
                named.push_back(level);
            }
        }
        check_levels(factor, named, layout, key_path);
    }
}

}  // namespace ventral::analysis
