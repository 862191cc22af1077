#pragma once

/// Procedures: what is measured of a unit before the next display is built from it. Each is a pure
/// function from the unit's responses to named quantities.

#include "analysis/tuning/contrast.h"
#include "analysis/value.h"
#include "sim/base/labelled_array.h"
#include "sim/config/codec.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace ventral::analysis {

/// What was shown, frame by frame, on a lattice about the receptive field.
struct ShownFrames {
    std::vector<double> onsets_ms;  ///< ascending
    std::vector<double> x_deg;      ///< of the lattice, from the display's origin
    std::vector<double> y_deg;
    std::vector<double> contrast;  ///< Weber contrast, [frame][y][x]
};

/// What one unit did under every condition of a step, averaged over trials. A condition whose
/// trials had displays of their own stands there once for each of them.
struct UnitResponses {
    std::vector<base::Axis> factors;         ///< one value or label per condition
    std::vector<double> times_ms;            ///< from stimulus onset
    std::vector<std::vector<double>> rates;  ///< [condition][time]
    std::vector<ShownFrames> frames;         ///< per condition, for SparseNoise; else empty
};

/// One measured number. NaN if it could not be measured; then `reason` says why.
struct Quantity {
    std::string name;  ///< "srf_deg"
    std::string unit;  ///< "degree", "1", "Hz"
    double value = kNoValue;
    std::string reason{};
    double period = 0;  ///< of a circular quantity, in its unit: the value lies in [0, period)
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

/// Orientation or direction: preferred_deg (vector sum over the period; Batschelet 1981),
/// half_width_deg (von Mises fit), circular_variance (Ringach et al. 2002).
struct OrientationProcedure {
    std::string factor = "orientation_deg";
    double period_deg = 180;
    ResponseWindow response{};
};

/// Spatial frequency: preferred_cpd, bandwidth_octaves (Gaussian over log frequency).
struct SpatialFrequencyProcedure {
    std::string factor = "spatial_frequency_cpd";
    ResponseWindow response{};
};

/// Size (diameter): srf_deg, gsf_deg and suppression_index of the curve as measured (SizeSummary);
/// srf_fit_deg of the fitted ratio of Gaussians (Cavanaugh, Bair & Movshon 2002).
struct SizeProcedure {
    std::string factor = "diameter_deg";
    ResponseWindow response{};
};

/// Contrast: c50 and exponent of Naka & Rushton's (1966) function; low and high, chosen among the
/// contrasts that were shown (choose_contrasts()).
struct ContrastProcedure {
    std::string factor = "contrast";
    ContrastChoiceRule choice{};
    ResponseWindow response{};
};

/// Minimum response field: the lattice points at which a small probe gives `criterion_sd` standard
/// deviations of the spontaneous count or more. x_deg, y_deg: their centroid; diameter_deg: of the
/// disk of their area. The spontaneous standard deviation of the mean rate is
/// sqrt(variance_to_mean r0 / (T n)), n presentations of T seconds.
struct ReceptiveFieldProcedure {
    std::string x_factor = "x_deg";
    std::string y_factor = "y_deg";
    double criterion_sd = 2;
    double variance_to_mean = 1.1;
    int presentations = 10;
    ResponseWindow response{};
};

/// Sparse noise: reverse correlation of the rate with the squared contrast of frames shown
/// `delays_ms` before (Jones & Palmer 1987). x_deg, y_deg, diameter_deg (at half height of a 2-D
/// Gaussian), delay_ms of the strongest map.
struct SparseNoiseProcedure {
    double lattice_deg = 4;     ///< side of the mapped square
    double spacing_deg = 0.25;  ///< of the lattice
    std::array<double, 2> delays_ms{30, 120};
};

/// The level of a factor with the largest response: best (its value), best_response.
struct BestLevelProcedure {
    std::string factor;
    ResponseWindow response{};
};

using Procedure = std::variant<OrientationProcedure,
                               SpatialFrequencyProcedure,
                               SizeProcedure,
                               ContrastProcedure,
                               ReceptiveFieldProcedure,
                               SparseNoiseProcedure,
                               BestLevelProcedure>;

/// {size: {factor: diameter_deg, window_ms: [50, 300]}}, one key.
config::Codec<Procedure> procedure_codec();

/// The factors that the procedure needs among the step's, by name.
std::vector<std::string> needed_factors(const Procedure& procedure);

/// Names of what it will measure, in the order in which measure() gives them.
std::vector<std::string> quantity_names(const Procedure& procedure);

/// Applies the procedure. Conditions that differ in further factors are averaged.
std::vector<Quantity> measure(const Procedure& procedure, const UnitResponses& responses);

}  // namespace ventral::analysis
