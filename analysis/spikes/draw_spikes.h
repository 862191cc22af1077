#pragma once

/// Spikes drawn from the recorded rates of a result file.

#include "analysis/spikes/trains.h"
#include "sim/io/nwb_spikes.h"
#include "sim/io/result_file.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ventral::analysis {

struct DrawnSpikes {
    std::vector<io::UnitSpikes> units;  ///< of the file's own layout, in its order
    std::size_t num_cut = 0;            ///< samples whose rate was beyond what can be drawn
};

/// Highest rate that is drawn, Hz: 0.95 / refractoriness, or infinite.
double highest_drawn_hz(const TrainSettings& settings);

/// One train for every unit of the views of kind "site" in every finished cell, at the rates in the
/// file; each sample's rate holds until the next one. Rates below 0 are drawn as 0, those above
/// highest_drawn_hz() as that. The stream depends on the seed, the unit's name, the condition and
/// the trial, not on the variant: where variants agree, so do their spikes.
DrawnSpikes draw_spikes(const io::ResultFile& file,
                        const TrainSettings& settings,
                        std::uint64_t seed);

}  // namespace ventral::analysis
