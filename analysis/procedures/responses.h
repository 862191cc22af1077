#pragma once

/// What a procedure is given, and what it gives back.

#include "analysis/value.h"
#include "sim/base/labelled_array.h"
#include "sim/config/codec.h"

#include <array>
#include <string>
#include <vector>

namespace ventral::analysis {

/// What was shown, frame by frame, on a lattice about the receptive field.
struct ShownFrames {
    std::vector<double> onsets_ms;  ///< ascending
    std::vector<double> x_deg;      ///< of the lattice, from the display's origin
    std::vector<double> y_deg;
    std::vector<double> contrast;  ///< Weber contrast, [frame][y][x]
};

/// What one unit did under every condition, averaged over trials. A condition whose trials had
/// displays of their own stands there once for each of them.
struct UnitResponses {
    std::vector<base::Axis> factors;         ///< one value or label per condition
    std::vector<double> times_ms;            ///< from stimulus onset
    std::vector<std::vector<double>> rates;  ///< [condition][time]
    std::vector<ShownFrames> frames;         ///< per condition, for SparseNoise; else empty
    std::vector<std::string> conditions{};   ///< labels; may be empty
    std::string unit{};                      ///< its name among the sites
    config::Named<std::string> preferred{};  ///< its own level on the axes of its channels
    bool is_part = false;  ///< conditions were left out: a level may be missing without a mistake
};

/// One measured number. NaN if it could not be measured; then `reason` says why.
struct Quantity {
    std::string name;  ///< "srf_deg"
    std::string unit;  ///< "degree", "1", "Hz"
    double value = kNoValue;
    std::string reason{};
    double period = 0;    ///< of a circular quantity, in its unit: the value lies in [0, period)
    Interval interval{};  ///< where the procedure has one of its own
};

/// How the response to a condition becomes one number.
enum class ResponseMeasure {
    Mean,         ///< mean rate within the window
    Fundamental,  ///< amplitude at the stimulus' temporal frequency, 2 |<r e^(-2 pi i f t)>|
    Larger,       ///< the larger of the fundamental and the mean less the baseline
};

/// The number that a procedure takes of each condition.
struct ResponseWindow {
    std::array<double, 2> window_ms{50, 300};
    ResponseMeasure measure = ResponseMeasure::Mean;
    double frequency_hz = 4;  ///< of the fundamental
};

}  // namespace ventral::analysis
