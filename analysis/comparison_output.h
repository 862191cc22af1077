#pragma once

/// Comparisons as files.

#include "analysis/file_comparison.h"
#include "analysis/variant_comparison.h"

#include <string>
#include <vector>

namespace ventral::analysis {

/// Writes HDF5, or CSV if the path ends in ".csv". In HDF5 one group per view,
/// /comparison/AREA/POPULATION/VIEW, with `size` and `mean_change` (variant, time), `largest` over
/// (variant, axes...) and the onset, the criterion and the resting difference per variant.
/// In CSV one record per view, variant and time.
void write_comparisons(const std::string& path,
                       const std::vector<VariantComparison>& comparisons,
                       const DivergenceCriterion& criterion,
                       const std::string& source,
                       bool force);

/// The same for two files: `size` (variant, time), and the largest difference per variant.
void write_comparisons(const std::string& path, const FileComparison& comparison, bool force);

}  // namespace ventral::analysis
