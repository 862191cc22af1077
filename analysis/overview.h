#pragma once

/// The table that a run ends with: each population under each variant in a few numbers.

#include "analysis/divergence.h"
#include "analysis/response_summary.h"
#include "sim/io/result_file.h"

#include <optional>
#include <string>
#include <vector>

namespace ventral::analysis {

/// One view of a population under one variant: the mean over conditions, trials and units.
struct OverviewRow {
    std::string area;
    std::string population;
    std::string view;  ///< "map", "site" or "cube"
    std::string variant;
    std::string unit;  ///< of the rates
    std::vector<double> times_ms;
    std::vector<double> rates;  ///< the mean time course
    ResponseSummary response;
    std::optional<Divergence> divergence;  ///< from the reference; none for the reference itself
};

/// Rows in file order of the views, then of the variants. A file with one variant has no
/// divergences.
std::vector<OverviewRow> summarize_file(const io::ResultFile& file,
                                        const DivergenceCriterion& criterion = {},
                                        const SummaryWindows& windows = {});

}  // namespace ventral::analysis
