#pragma once

/// A comparison as a report: what was compared side by side, and the numbers.

#include "analysis/file_comparison.h"
#include "analysis/variant_comparison.h"

#include <string>
#include <vector>

namespace ventral::app {

/// Variants of one result: tables and curves of their divergence, and all that a report shows.
void write_comparison_report(const io::ResultFile& file,
                             const std::vector<analysis::VariantComparison>& comparisons,
                             const std::string& criterion,
                             const std::string& path,
                             bool force);

/// Two results: their differences, and their variants side by side.
void write_comparison_report(const io::ResultFile& a,
                             const io::ResultFile& b,
                             const analysis::FileComparison& comparison,
                             const std::string& path,
                             bool force);

}  // namespace ventral::app
