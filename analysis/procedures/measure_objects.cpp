#include "analysis/objects/object_models.h"
#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/points.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/statistics/descriptive.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <map>
#include <optional>

namespace ventral::analysis {

namespace {

std::vector<const base::Axis*> place_axes(const ObjectsProcedure& p,
                                          const UnitResponses& responses) {
    std::vector<const base::Axis*> axes;
    std::vector<std::string> names;
    for (const base::Axis& axis : responses.factors) {
        names.push_back(axis.name);
    }
    for (const std::string& place : p.places) {
        const auto found = std::find(names.begin(), names.end(), place);
        if (found == names.end()) {
            throw base::ConfigError({.what = "no factor has the name of this place",
                                     .got = place,
                                     .allowed = base::join(names),
                                     .hint = base::did_you_mean(place, names)});
        }
        axes.push_back(&responses.factors[static_cast<std::size_t>(found - names.begin())]);
    }
    return axes;
}

/// What is shown at every place, and the levels of all further factors, as one text.
struct Shown {
    std::vector<std::string> objects;
    std::string rest;
    bool operator<(const Shown& other) const {
        return std::tie(objects, rest) < std::tie(other.objects, other.rest);
    }
};

Shown shown_in(const UnitResponses& responses,
               const std::vector<const base::Axis*>& places,
               std::size_t condition) {
    Shown shown;
    for (const base::Axis* place : places) {
        shown.objects.push_back(level_text(*place, condition));
    }
    for (const base::Axis& axis : responses.factors) {
        if (std::find(places.begin(), places.end(), &axis) == places.end()) {
            shown.rest += axis.name + "=" + level_text(axis, condition) + ";";
        }
    }
    return shown;
}

int count_objects(const Shown& shown, const std::string& nothing) {
    return static_cast<int>(
        std::count_if(shown.objects.begin(), shown.objects.end(),
                      [&](const std::string& object) { return object != nothing; }));
}

/// The spontaneous rate of the unit behind each condition: pooled units have one each.
std::vector<double> spontaneous_rates(const UnitResponses& responses) {
    const auto site = std::find_if(responses.factors.begin(), responses.factors.end(),
                                   [](const base::Axis& axis) { return axis.name == "site"; });
    std::map<std::string, std::vector<std::size_t>> of_units;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        of_units[site == responses.factors.end() ? "" : level_text(*site, i)].push_back(i);
    }
    std::vector<double> rates(responses.rates.size());
    for (const auto& [unit, conditions] : of_units) {
        const double spontaneous = spontaneous_response(select_conditions(responses, conditions));
        for (const std::size_t i : conditions) {
            rates[i] = spontaneous;
        }
    }
    return rates;
}

/// Responses to several objects, and to each of them alone.
struct ObjectPoints {
    std::vector<double> observed;
    std::vector<double> singles;  ///< [condition][object]
};

ObjectPoints gather(const ObjectsProcedure& p, const UnitResponses& responses) {
    const std::vector<const base::Axis*> places = place_axes(p, responses);
    const std::vector<double> spontaneous = p.above_baseline
                                                ? spontaneous_rates(responses)
                                                : std::vector<double>(responses.rates.size());
    std::map<Shown, double> rates;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        rates[shown_in(responses, places, i)] =
            response_to(responses.times_ms, responses.rates[i], p.response) - spontaneous[i];
    }
    ObjectPoints points;
    for (const auto& [shown, rate] : rates) {
        if (count_objects(shown, p.nothing) != p.count) {
            continue;
        }
        std::vector<double> singles;
        for (std::size_t place = 0; place < shown.objects.size(); ++place) {
            Shown alone{std::vector<std::string>(shown.objects.size(), p.nothing), shown.rest};
            alone.objects[place] = shown.objects[place];
            const auto single = rates.find(alone);
            if (shown.objects[place] != p.nothing && single != rates.end()) {
                singles.push_back(single->second);
            }
        }
        if (singles.size() == static_cast<std::size_t>(p.count)) {
            points.observed.push_back(rate);
            points.singles.insert(points.singles.end(), singles.begin(), singles.end());
        }
    }
    return points;
}

}  // namespace

Points object_points(const ObjectsProcedure& p, const UnitResponses& responses) {
    const ObjectPoints points = gather(p, responses);
    return {predict(ObjectModel::Sum, {points.singles, static_cast<std::size_t>(p.count)}),
            points.observed};
}

std::vector<Quantity> measure_one(const ObjectsProcedure& p, const UnitResponses& responses) {
    const ObjectPoints points = gather(p, responses);
    const Rows singles{points.singles, static_cast<std::size_t>(p.count)};
    const auto compare = [&](ObjectModel model) {
        return compare_objects(model, points.observed, singles);
    };
    const ObjectComparison sum = compare(ObjectModel::Sum);
    const ObjectComparison average = compare(ObjectModel::Mean);
    const ObjectComparison largest = compare(ObjectModel::Max);
    const std::string none = points.observed.size() < 3
                                 ? base::str("fewer than 3 displays of ", p.count,
                                             " objects whose objects were also shown alone")
                                 : sum.reason;
    const auto give = [&](const char* name, const char* unit, double value) {
        return Quantity{name, unit, none.empty() ? value : kNoValue, none};
    };
    Quantity slope = give("slope", "1", sum.line.slope);
    slope.interval = sum.line.slope_interval;
    return {slope,
            give("slope_through_origin", "1", sum.line.slope_through_origin),
            give("intercept", "Hz", sum.line.intercept),
            give("r", "1", sum.line.r),
            give("r2_mean", "1", average.r2_no_free_parameter),
            give("r2_max", "1", largest.r2_no_free_parameter),
            give("r2_sum", "1", sum.r2_no_free_parameter),
            give("above_sum_percent", "percent", 100 * sum.share_above),
            give("mean_response", "Hz", mean(points.observed))};
}

}  // namespace ventral::analysis
