#pragma once

/// Spikes in a result file: the table /units of NWB.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::io {

/// The spikes of one recorded unit in all cells.
struct UnitSpikes {
    std::size_t view = 0;           ///< of the layout, one of kind "site"
    std::size_t unit = 0;           ///< along the view's first axis
    std::vector<double> times_s{};  ///< in the session (SessionClock), ascending
};

/// Writes /units: a row per unit with its spike times, its name, its population, its place and
/// what it prefers (NaN or empty where it has no such preference).
void write_spikes(File& file,
                  const ResultLayout& layout,
                  const std::vector<UnitSpikes>& units,
                  const std::string& description);

}  // namespace ventral::io
