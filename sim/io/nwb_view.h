#pragma once

/// The same result as a file of Neurodata Without Borders: pynwb, Neo and the viewers of DANDI open
/// it as it is. Series are virtual datasets over the cubes, so that nothing is stored twice.
///
///   /acquisition/V2_border_ownership_site    TimeSeries (time, unit): all cells one after the
///   other /acquisition/V1_complex_map              TimeSeries (time, y, x); cubes (time, channel,
///   y, x) /intervals/trials                        one row per cell: variant, condition, trial,
///   factors /intervals/stimulus_presentations        one row per element shown, Allen column names
///   /analysis/V2_border_ownership_site_units the recorded units: names, places, preferences
///   /general, /stimulus, ...                 what an NWB file must have

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <string>

namespace ventral::io {

/// How cells follow one another in the session: each takes the longest of the views' spans, without
/// pause. Cell k (ResultLayout::index) begins at k * period_s.
struct SessionClock {
    double begin_s = 0;   ///< of each cell, from its stimulus onset: the earliest first sample
    double period_s = 0;  ///< length of a cell
};

SessionClock session_clock(const ResultLayout& layout);

/// "V2_border_ownership_site", "V2_border_ownership_site_input_feedback".
std::string series_name(const View& view, const Variable& variable);

/// Adds the view to a file whose cubes are laid out.
void write_nwb_view(File& file, const ResultLayout& layout);

}  // namespace ventral::io
