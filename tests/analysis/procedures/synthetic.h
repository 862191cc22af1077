#pragma once

/// Units that do what a formula says.

#include "analysis/procedures/procedure.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

namespace ventral::test {

/// 200 ms of baseline and 500 ms from onset, in steps of 1 ms.
inline std::vector<double> procedure_times() {
    std::vector<double> times;
    for (int t = -200; t < 500; ++t) {
        times.push_back(t);
    }
    return times;
}

/// A rate over the time in ms.
using Course = std::function<double(double)>;

/// 2 Hz before 40 ms, then the rate.
inline Course step_to(double rate, double baseline = 2) {
    return [=](double t) { return t < 40 ? baseline : rate; };
}

/// One condition for every course.
inline analysis::UnitResponses unit_with(std::vector<base::Axis> factors,
                                         const std::vector<Course>& courses) {
    analysis::UnitResponses unit;
    unit.unit = "cell";
    unit.factors = std::move(factors);
    unit.times_ms = procedure_times();
    for (const Course& course : courses) {
        std::vector<double> rates;
        for (const double t : unit.times_ms) {
            rates.push_back(course(t));
        }
        unit.rates.push_back(rates);
        unit.conditions.push_back("c" + std::to_string(unit.rates.size() - 1));
    }
    return unit;
}

inline base::Axis labelled(const std::string& name, std::vector<std::string> labels) {
    return {name, "", name, {}, std::move(labels)};
}

inline base::Axis numbered(const std::string& name, std::vector<double> values) {
    return {name, "1", name, std::move(values), {}};
}

/// The quantity of that name; the test fails without it.
inline analysis::Quantity find_quantity(const std::vector<analysis::Quantity>& quantities,
                                        const std::string& name) {
    for (const analysis::Quantity& quantity : quantities) {
        if (quantity.name == name) {
            return quantity;
        }
    }
    FAIL("no quantity " << name);
    return {};
}

/// What the procedure gives under that name.
inline analysis::Quantity measured(const analysis::Procedure& procedure,
                                   const analysis::UnitResponses& unit,
                                   const std::string& name) {
    return find_quantity(analysis::measure(procedure, unit), name);
}

}  // namespace ventral::test
