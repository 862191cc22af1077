#pragma once

/// The workloads that simulators are compared on, as networks of the engine. workloads.py defines
/// them a second time, in plain NumPy, and holds every time against that definition.

#include "sim/engine/network_description.h"

#include <cstddef>
#include <vector>

namespace ventral::bench {

/// A sheet of V1: grid x grid samples, 8 orientations, an excitatory and an inhibitory population
/// (populations 1 and 2), five Gaussian lateral projections that also mix orientations, and a
/// constant drive that differs from unit to unit. Population 0 is the display; show it 1.
engine::NetworkDescription make_v1_sheet(int grid, engine::BorderRule border);

/// Which kernels of the V1 sheet there are: only that from E to E, of `sigma_px`. What a kernel
/// costs, and how that grows with its width.
engine::NetworkDescription make_one_kernel(int grid, double sigma_px);

/// The sheet's step, ms, and the time constants of E and I.
inline constexpr double kStepMs = 0.5;
inline constexpr double kTauExcitatoryMs = 20;
inline constexpr double kTauInhibitoryMs = 10;

}  // namespace ventral::bench
