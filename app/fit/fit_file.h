#pragma once

/// A calibration as it is written in YAML: which values of a model are free, on which experiments
/// they are judged, and how they are searched.

#include "sim/config/spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// What `format:` must say in a file of a calibration.
inline constexpr const char* kFitFormat = "ventral-fit/1";

/// A free value of the model file. Its bounds span at least half to twice the shipped value.
struct FreeValue {
    std::string path;                ///< into the model file, without "model."
    std::optional<double> from;      ///< absent: half of the shipped value
    std::optional<double> to;        ///< absent: twice the shipped value
    std::vector<std::string> along;  ///< further paths, scaled by the same factor
};

/// Where the search begins.
enum class FitStart { Shipped };

struct FitFile {
    std::string model;
    std::vector<FreeValue> free;
    std::vector<std::string> experiments;  ///< run in their `quick:` designs
    std::vector<std::string> variants;     ///< only targets under these; empty: under any
    std::uint64_t seed = 1;                ///< of the search
    std::vector<std::uint64_t> calibration_seeds{1};
    std::vector<std::uint64_t> kept_out_seeds;
    int evaluations = 200;  ///< of calibration instances, the start among them
    FitStart start = FitStart::Shipped;
    int random_points = 16;          ///< of one Latin hypercube
    double distinct_distance = 0.1;  ///< optima nearer than this are one; see fit_distance()
};

/// Keys of the file.
const config::Spec<FitFile>& fit_spec();

}  // namespace ventral::app
