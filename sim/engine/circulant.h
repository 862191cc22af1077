#pragma once

/// Mixing of channels that are alike in all but their place on a circle: each gives to each by
/// their distance alone, as orientations do. Such a mixing is diagonal in the circle's waves, so
/// that a few sums per sample take the place of a matrix. docs/speed.md, "Mixing".

#include "sim/engine/plan.h"

namespace ventral::engine {

/// The blocks of the pathway if all its kernel terms are circulant, symmetric, over
/// kCircleChannels channels, with real spectra; else none.
template <class Real>
std::vector<CirculantBlock<Real>> find_circulant_blocks(const Plan<Real>& plan,
                                                        const Pathway<Real>& pathway);

extern template std::vector<CirculantBlock<float>> find_circulant_blocks(const Plan<float>&,
                                                                         const Pathway<float>&);
extern template std::vector<CirculantBlock<double>> find_circulant_blocks(const Plan<double>&,
                                                                          const Pathway<double>&);

}  // namespace ventral::engine
