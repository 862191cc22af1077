#pragma once

/// From what was measured to the rows of the table: values with intervals, and verdicts.

#include "analysis/measures/evaluate.h"
#include "analysis/measures/formula.h"

#include <map>
#include <string>
#include <vector>

namespace ventral::analysis {

/// What was measured, by variant.
using MeasuredVariants = std::map<std::string, MeasuredUnder>;

/// The rows of one measure: per target, or per quantity where there is none, each under every
/// variant in the order given; targets under variants that are not there come last.
std::vector<MeasureRow> make_rows(const Measure& measure,
                                  const MeasuredVariants& under,
                                  const std::vector<std::string>& variants);

}  // namespace ventral::analysis
