#pragma once

/// Units that the experiment is repeated on.

#include "app/experiment/experiment.h"

namespace ventral::app {

/// The factor that `units:` stands for.
inline constexpr const char* kUnitFactor = "unit";

/// Records every unit as a site of its name, and makes the first factor of them: its levels place
/// the display on their receptive fields. Nothing changes without units.
/// @param root the file, for the places of faults.
void expand_units(Experiment& experiment, const config::Node& root);

/// The experiment as it was before expand_units().
Experiment collapse_units(Experiment experiment);

}  // namespace ventral::app
