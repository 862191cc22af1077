#pragma once

/// Time courses as a figure without a browser: what a report draws, drawn by cairo.

#include "app/report/traces.h"

#include <string>

namespace ventral::app {

/// One panel for each view and site, variants in their colours, bands and latencies to half peak.
/// Inputs of sites are left out. @param condition index into the traces' conditions.
void draw_traces(const std::string& title,
                 const Traces& traces,
                 const std::vector<std::string>& variants,
                 std::size_t condition,
                 const std::string& path,
                 bool force);

}  // namespace ventral::app
