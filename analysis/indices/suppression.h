#pragma once

/// Surround suppression by each published definition, from a centre and a surround response, both
/// less the spontaneous rate. The whole curve's index is SizeSummary::suppression_index.

#include "analysis/value.h"

namespace ventral::analysis {

/// R_opt the response to the best size or to the centre alone, R_supp with the surround.
struct SuppressionIndices {
    Measured share{};    ///< (R_opt - R_supp) / R_opt (Cavanaugh et al. 2002): 1 total, 0 none
    Measured percent{};  ///< 100 times it (Jones et al. 2001)
    Measured contrast_index{};  ///< (R_opt - R_supp) / (R_opt + R_supp)
    Measured ratio{};           ///< R_supp / R_opt
};
SuppressionIndices suppression_indices(double optimal, double suppressed);

/// 100 (R_peak - R_centre) / R_centre (Ichida et al. 2007).
Measured facilitation_percent(double peak, double centre);

}  // namespace ventral::analysis
