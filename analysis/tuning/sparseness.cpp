#include "analysis/tuning/sparseness.h"

#include "analysis/statistics/descriptive.h"
#include "analysis/tuning/samples.h"

#include <cmath>

namespace ventral::analysis {

Measured sparseness(std::span<const double> rates) {
    if (rates.size() < 2) {
        return no_value("sparseness needs at least 2 stimuli");
    }
    double sum = 0;
    double squares = 0;
    for (const double rate : rates) {
        if (!std::isfinite(rate) || rate < 0) {
            return no_value("a rate is negative or not finite");
        }
        sum += rate;
        squares += rate * rate;
    }
    if (!(squares > 0)) {
        return no_value("no response");
    }
    const auto n = static_cast<double>(rates.size());
    return {(1 - sum * sum / (n * squares)) / (1 - 1 / n), {}};
}

SelectivityTolerance selectivity_tolerance(const Rows& rates) {
    require_whole_rows(rates, "responses to transformed objects");
    SelectivityTolerance result;
    if (rates.count() < 2) {
        result.reason = "tolerance needs the reference and at least one transformation";
        return result;
    }
    if (!all_finite(rates.values)) {
        result.reason = "a value is not finite";
        return result;
    }
    const auto reference = rates.row(0);
    const Measured selectivity = sparseness(reference);
    if (!selectivity.reason.empty()) {
        result.reason = selectivity.reason;
        return result;
    }
    result.selectivity = selectivity.value;
    result.preferred_object = index_of_largest(reference);
    const double best = reference[result.preferred_object];
    double kept = 0;
    double agreement = 0;
    for (std::size_t i = 1; i < rates.count(); ++i) {
        kept += rates.row(i)[result.preferred_object] / best;
        agreement += rank_correlation(reference, rates.row(i));
    }
    const auto num_transformations = static_cast<double>(rates.count() - 1);
    result.tolerance = kept / num_transformations;
    result.rank_agreement = agreement / num_transformations;
    return result;
}

}  // namespace ventral::analysis
