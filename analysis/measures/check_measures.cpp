#include "analysis/measures/evaluate.h"
#include "analysis/measures/formula.h"
#include "analysis/measures/instances.h"
#include "analysis/procedures/condition_filter.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

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

/// The sites' names without their channels.
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

std::vector<std::string> factor_names(const io::ResultLayout& layout) {
    std::vector<std::string> names{"condition"};
    for (const base::Axis& factor : layout.factors) {
        names.push_back(factor.name);
    }
    return names;
}

/// All filters of a kind, whatever their keys.
std::vector<const ConditionFilter*> filters_of(const MeasureKind& kind) {
    return std::visit(
        [](const auto& one) {
            std::vector<const ConditionFilter*> filters;
            if constexpr (requires { one.of; }) {
                filters.push_back(&one.of);
            }
            if constexpr (requires { one.against; }) {
                filters.push_back(&one.against);
            }
            if constexpr (requires { one.with; }) {
                filters.push_back(&one.with);
                filters.push_back(&one.centre);
            }
            if constexpr (requires { one.less; }) {
                filters.push_back(&one.x);
                filters.push_back(&one.y);
                filters.push_back(&one.less);
            }
            return filters;
        },
        kind);
}

/// The filter against conditions without rates: names and levels must be there.
void check_filter(const ConditionFilter& filter,
                  const io::ResultLayout& layout,
                  const std::string& key_path) {
    for (const auto& [factor, levels] : filter) {
        require_name(factor, factor_names(layout), "no factor has this name", key_path);
        for (const base::Axis& axis : layout.factors) {
            if (axis.name != factor) {
                continue;
            }
            UnitResponses conditions;
            conditions.factors = layout.factors;
            conditions.rates.resize(layout.conditions.size());
            std::vector<std::string> named = levels;
            std::erase_if(named, names_preference);
            try {
                conditions_matching(conditions, {{factor, named}});
            } catch (const base::ConfigError& error) {
                base::ConfigFault fault = error.fault();
                fault.key_path = key_path;
                throw base::ConfigError(fault);
            }
        }
    }
}

void check_formula(const std::vector<Measure>& before,
                   const Formula& formula,
                   const std::string& key_path) {
    std::vector<std::string> known;
    for (const Measure& measure : before) {
        for (const std::string& quantity : quantity_names(measure)) {
            known.push_back(measure.name + "." + quantity);
        }
    }
    for (const std::string& name : names_in(formula)) {
        require_name(name, known, "no measure before this one gives this quantity", key_path);
    }
}

}  // namespace

void check_measures(const std::vector<Measure>& measures, const io::ResultLayout& layout) {
    std::vector<Measure> before;
    for (const Measure& measure : measures) {
        const std::string path = "measure." + measure.name;
        for (const std::string& site : measure.at) {
            require_name(site, site_names(layout), "no recorded site has this name", path + ".at");
        }
        for (const std::string& factor : measure.over) {
            require_name(factor, factor_names(layout), "no factor has this name", path + ".over");
        }
        check_filter(measure.where, layout, path + ".where");
        for (const ConditionFilter* filter : filters_of(measure.kind)) {
            check_filter(*filter, layout, path);
        }
        std::visit(
            [&](const auto& kind) {
                if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, Formula>) {
                    check_formula(before, kind, path + ".formula.expression");
                } else {
                    for (const std::string& factor : needed_factors(Procedure(kind))) {
                        require_name(factor, factor_names(layout),
                                     "the procedure needs a factor of this name", path);
                    }
                }
            },
            measure.kind);
        before.push_back(measure);
    }
}

}  // namespace ventral::analysis
