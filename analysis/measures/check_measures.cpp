#include "analysis/measures/check_names.h"
#include "analysis/measures/evaluate.h"
#include "analysis/measures/formula.h"
#include "analysis/procedures/points.h"
#include "analysis/procedures/unit_responses.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

namespace ventral::analysis {

namespace {

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

/// The factors that a procedure needs, and its table: whatever can fail without a single rate.
void check_procedure(const Procedure& procedure,
                     const Measure& measure,
                     const io::ResultLayout& layout,
                     const std::string& key_path) {
    for (const std::string& factor : needed_factors(procedure)) {
        require_name(factor, factor_names(layout, measure),
                     "the procedure needs a factor of this name", key_path);
    }
    std::visit(
        [&](const auto& one) {
            if constexpr (requires { one.csv; }) {
                if (!one.csv.empty()) {
                    read_columns(one.csv, one.csv_x, one.csv_y);
                }
            }
            if constexpr (requires { one.factor; }) {
                UnitResponses conditions;
                conditions.factors = layout.factors;
                if (!one.factor.empty()) {
                    factor_values(conditions, one.factor);
                }
            }
        },
        procedure);
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

/// Units that are pooled are one measurement: they share their times.
void check_pool(const Measure& measure, const io::ResultLayout& layout, const std::string& path) {
    const std::vector<const io::View*> views = views_of(layout, measure);
    for (const io::View* view : views) {
        if (measure.pool && view->time.values != views.front()->time.values) {
            throw base::ConfigError(
                {.what = "units that are pooled must be recorded at the same times",
                 .key_path = path + ".pool",
                 .got = views.front()->short_name() + " and " + view->short_name(),
                 .allowed = "sites with the same interval and the same beginning and end"});
        }
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
            require_name(factor, factor_names(layout, measure), "no factor has this name",
                         path + ".over");
        }
        check_pool(measure, layout, path);
        Measure apart = measure;  // `where` chooses before units are pooled
        apart.pool = false;
        check_filter(measure.where, apart, layout, path + ".where");
        for (const ConditionFilter* filter : filters_of(measure.kind)) {
            check_filter(*filter, measure, layout, path);
        }
        std::visit(
            [&](const auto& kind) {
                if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, Formula>) {
                    check_formula(before, kind, path + ".formula.expression");
                } else {
                    check_procedure(Procedure(kind), measure, layout, path);
                }
            },
            measure.kind);
        before.push_back(measure);
    }
}

}  // namespace ventral::analysis
