#include "analysis/population/sampling.h"

#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::analysis {

namespace {

bool is_eligible(const UnitPlace& unit, const SampleSpec& spec) {
    const double eccentricity = std::hypot(unit.x_deg, unit.y_deg);
    const double distance = std::hypot(unit.x_deg - spec.x_deg, unit.y_deg - spec.y_deg);
    if (!(distance <= spec.radius_deg) || eccentricity < spec.min_eccentricity_deg ||
        eccentricity > spec.max_eccentricity_deg) {
        return false;
    }
    if (!std::isnan(spec.orientation_deg)) {
        const double gap =
            std::remainder(unit.preferred_orientation_deg - spec.orientation_deg, 180.0);
        if (!(std::abs(gap) <= spec.orientation_tolerance_deg)) {
            return false;
        }
    }
    const bool any_frequency = spec.min_frequency_cpd <= 0 && std::isinf(spec.max_frequency_cpd);
    return any_frequency || (unit.preferred_frequency_cpd >= spec.min_frequency_cpd &&
                             unit.preferred_frequency_cpd <= spec.max_frequency_cpd);
}

}  // namespace

UnitSample sample_units(std::span<const UnitPlace> units, const SampleSpec& spec) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (is_eligible(units[i], spec)) {
            base::RandomStream stream(spec.seed, "unit sample", i);
            ranked.emplace_back(stream.uniform(), i);
        }
    }
    std::sort(ranked.begin(), ranked.end());
    UnitSample sample{.num_eligible = ranked.size()};
    if (ranked.size() < spec.count) {
        sample.reason =
            base::str(ranked.size(), " units are eligible; ", spec.count, " were asked for");
    }
    for (std::size_t i = 0; i < std::min(spec.count, ranked.size()); ++i) {
        sample.units.push_back(ranked[i].second);
    }
    std::sort(sample.units.begin(), sample.units.end());
    return sample;
}

}  // namespace ventral::analysis
