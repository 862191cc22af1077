#pragma once

/// Holds one result file against another, number by number.

#include "sim/io/result_file.h"

#include <limits>
#include <string>
#include <vector>

namespace ventral::analysis {

/// A population in one view and one variant that both files have.
struct FileDifference {
    std::string view;  ///< "V2.border_ownership/map"
    std::string variant;
    std::size_t num_values = 0;  ///< that were compared
    double largest = 0;          ///< largest |a - b|; NaN against a number counts as infinite
    double scale = 0;            ///< largest |b|
    double relative = 0;         ///< largest / scale; 0 if both are 0
    std::string where;           ///< condition and trial of the largest difference
    double first_time_ms = std::numeric_limits<double>::quiet_NaN();  ///< beyond the tolerance
    std::vector<double> times_ms;
    std::vector<double> size;  ///< root mean square of a - b over time
    bool agrees = true;
};

/// What two files have in common, and what only one has.
struct FileComparison {
    std::vector<FileDifference> differences;  ///< in the order of the first file
    std::vector<std::string> unmatched;       ///< one line for each thing that cannot be compared
    bool agrees() const;
};

/// @param tolerance on |a - b| over the largest |b| of the view and variant, >= 0.
FileComparison compare_files(const io::ResultFile& a, const io::ResultFile& b, double tolerance);

}  // namespace ventral::analysis
