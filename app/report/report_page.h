#pragma once

/// A report as one HTML file that needs nothing else: styles, scripts, the plotting library and
/// the data are all in it, and it fetches nothing.

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace ventral::app {

/// @param report {"title": ..., "entries": [result_entry(), ...]}. Texts may hold anything.
std::string report_page(const nlohmann::json& report);

}  // namespace ventral::app
