#pragma once

/// The same result as a file of Neurodata Without Borders: pynwb, Neo and the viewers of DANDI open
/// it as it is. Series are virtual datasets over the cubes, so that nothing is stored twice.
///
///   /acquisition/V2_border_ownership_site    TimeSeries (time, unit): all cells one after the
///   other /acquisition/V1_complex_map              TimeSeries (time, y, x); cubes (time, channel,
///   y, x) /intervals/trials                        one row per cell: variant, condition, trial,
///   factors /intervals/stimulus_presentations        one row per element shown, Allen column names
///   /analysis/V2_border_ownership_site_units the recorded units: names, places, preferences
///   /units                                   spikes, where they were drawn (nwb_spikes.h)
///   /stimulus/presentation/stimulus_movie    pictures, where they were asked for (nwb_movie.h)
///   /general, ...                            what an NWB file must have

#include "sim/io/hdf5.h"
#include "sim/io/nwb_objects.h"
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

/// Samples of a cell that lie before the next one begins.
std::size_t samples_in(const std::vector<double>& times_s, const SessionClock& clock);

/// The samples in the session: regular where those of the cells follow one another without a gap.
NwbClock series_clock(const ResultLayout& layout,
                      const std::vector<double>& times_s,
                      const SessionClock& clock);

/// "V2_border_ownership_site", "V2_border_ownership_site_input_feedback".
std::string series_name(const View& view, const Variable& variable);

/// Adds the view to a file whose cubes are laid out.
void write_nwb_view(File& file, const ResultLayout& layout);

}  // namespace ventral::io
