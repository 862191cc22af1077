#pragma once

/// Receptive-field maps from flashed pixels.

#include "analysis/procedures/procedure.h"

#include <vector>

namespace ventral::analysis {

/// x_deg, y_deg, diameter_deg and delay_ms. For each delay, in steps of half a frame, the mean rate
/// while each frame's response is due is correlated with the squared contrast of its pixels, which
/// serves cells that do not care for polarity; a 2-D Gaussian is fitted to the strongest map.
/// Frames of all conditions are pooled.
std::vector<Quantity> map_by_sparse_noise(const SparseNoiseProcedure& procedure,
                                          const UnitResponses& responses);

}  // namespace ventral::analysis
