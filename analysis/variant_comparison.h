#pragma once

/// Pairs the variants inside one result file.

#include "analysis/divergence.h"
#include "sim/io/result_file.h"

#include <string>
#include <vector>

namespace ventral::analysis {

/// A population in one view: a variant against the reference, over all conditions and trials.
struct VariantComparison {
    io::View view;
    std::string variant;
    std::string reference;
    Divergence divergence;
    std::size_t num_pairs = 0;  ///< (condition, trial) pairs that both variants finished
};

/// The variant that others are held against: "feedforward" if the file has it, else the last one.
std::string default_reference(const io::ResultLayout& layout);

/// Every other variant against the reference in every view, views in file order. Throws
/// base::ConfigError if the reference is no variant of the file or is its only one.
std::vector<VariantComparison> compare_variants(const io::ResultFile& file,
                                                const std::string& reference,
                                                const DivergenceCriterion& criterion = {});

/// One view of compare_variants().
VariantComparison compare_view(const io::ResultFile& file,
                               const io::View& view,
                               const std::string& variant,
                               const std::string& reference,
                               const DivergenceCriterion& criterion);

}  // namespace ventral::analysis
