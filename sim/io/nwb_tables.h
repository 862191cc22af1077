#pragma once

/// The tables of the NWB view.

#include "sim/io/nwb_view.h"

namespace ventral::io {

/// /intervals/trials, and /intervals/stimulus_presentations where the layout says what was shown.
void write_trial_tables(File& file, const ResultLayout& layout, const SessionClock& clock);

/// /analysis/AREA_POPULATION_site_units: one row per recorded unit.
void write_unit_table(File& file, const ResultLayout& layout, const View& view);

}  // namespace ventral::io
