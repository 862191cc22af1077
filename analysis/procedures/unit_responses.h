#pragma once

/// A unit's responses as numbers over the levels of a factor.

#include "analysis/procedures/responses.h"

#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// The response to one condition. NaN if the window holds no sample, or no whole cycle.
double response_to(std::span<const double> times_ms,
                   std::span<const double> rates,
                   const ResponseWindow& window);

/// The mean rate before onset over all conditions: what the unit does on the background.
double spontaneous_response(const UnitResponses& responses);

/// The same where the response is a mean rate; 0 where it is an amplitude, which has none.
double spontaneous_of(const UnitResponses& responses, const ResponseWindow& window);

/// Responses over the levels of a numeric factor, ascending; conditions that differ only in other
/// factors are averaged.
struct TuningCurve {
    std::vector<double> levels;
    std::vector<double> rates;
};
TuningCurve tuning_curve(const UnitResponses& responses,
                         const std::string& factor,
                         const ResponseWindow& window);

/// The values of a numeric factor, one per condition; base::ConfigError if there is none.
const std::vector<double>& factor_values(const UnitResponses& responses, const std::string& factor);

}  // namespace ventral::analysis
