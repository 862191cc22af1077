#include "analysis/indices/suppression.h"

#include "analysis/indices/contrast_index.h"

namespace ventral::analysis {

namespace {

/// 1 - ratio, or its reason.
Measured one_minus(Measured ratio, double factor) {
    ratio.value = factor * (1 - ratio.value);
    return ratio;
}

}  // namespace

SuppressionIndices suppression_indices(double optimal, double suppressed) {
    const Measured remaining = ratio(suppressed, optimal);
    return {.share = one_minus(remaining, 1),
            .percent = one_minus(remaining, 100),
            .contrast_index = contrast_index(optimal, suppressed),
            .ratio = remaining};
}

Measured facilitation_percent(double peak, double centre) {
    return one_minus(ratio(peak, centre), -100);
}

}  // namespace ventral::analysis
