#pragma once

/// A report's content: one entry per result, as JSON.

#include "analysis/measures/evaluate.h"
#include "app/report/sources.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace ventral::app {

struct ReportOptions {
    std::vector<std::string> conditions{};  ///< whose maps are shown; empty: the report's choice
    double share = 1;                       ///< of the room of one page
    bool is_brief = false;                  ///< only what was measured
    std::string link{};                     ///< a page with more of it, beside this one
};

/// Everything that a page shows of a result, or of two side by side; title and provenance are those
/// of the first. Throws base::ConfigError for conditions that the files do not have; what cannot be
/// drawn again (a picture file that is gone) is said in `faults`.
nlohmann::json result_entry(const Sources& sources, const ReportOptions& options);

/// A table for `entry["tables"]`: numbers and texts, null where there is none.
/// @param columns titles, those of numbers beginning with '#'.
nlohmann::json table_json(const std::string& title,
                          const std::string& note,
                          const std::vector<std::string>& columns,
                          nlohmann::json rows);

/// The entry of an experiment that could not be run, with the reason.
nlohmann::json fault_entry(const std::string& name, const std::string& fault);

}  // namespace ventral::app
