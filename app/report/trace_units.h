#pragma once

/// The units whose time courses a report shows.

#include "app/report/traces.h"

#include <vector>

namespace ventral::app {

/// The sites of a view with what they prefer, and "mean of N sites" where there are two or more;
/// "mean over the map" of a map or cube.
std::vector<TraceUnit> trace_units(const io::View& view);

}  // namespace ventral::app
