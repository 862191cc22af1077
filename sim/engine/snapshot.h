#pragma once

/// What a run needs to go on from the middle: all that one step leaves to the next. Outputs, taps,
/// spectra and fields are computed anew by every step.

#include "sim/engine/evaluator.h"
#include "sim/engine/stepper.h"

namespace ventral::engine {

/// A run that stands before one of its steps. Runs whose inputs showed the same until then stand
/// there too, byte for byte.
template <class Real>
struct Snapshot {
    long step = 0;  ///< the next one
    State<Real> x;
    typename Evaluator<Real>::Histories histories;
};

}  // namespace ventral::engine
