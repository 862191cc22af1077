#pragma once

/// The table of a run as text and as JSON.

#include "analysis/overview.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace ventral::app {

/// One line per population, view and variant.
std::string overview_table(const std::vector<analysis::OverviewRow>& rows,
                           const std::string& reference);

nlohmann::json overview_json(const std::vector<analysis::OverviewRow>& rows);

}  // namespace ventral::app
