#pragma once

/// Procedures: what is measured of a unit, at the end of an experiment or before the next display
/// is built from it. Each is a pure function from the unit's responses to named quantities.

#include "analysis/procedures/response_procedures.h"
#include "analysis/procedures/responses.h"
#include "analysis/tuning/contrast.h"
#include "sim/config/codec.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace ventral::analysis {

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
                               BestLevelProcedure,
                               ResponseProcedure,
                               IndexProcedure,
                               LatencyProcedure,
                               DecayProcedure,
                               AnnulusProcedure,
                               ObjectsProcedure,
                               ScatterProcedure,
                               SignificanceProcedure,
                               NeurometricProcedure,
                               IdentifyProcedure,
                               SparsenessProcedure,
                               OverlayProcedure>;

/// {size: {factor: diameter_deg, window_ms: [50, 300]}}, one key.
config::Codec<Procedure> procedure_codec();

/// The factors that the procedure needs among the step's, by name.
std::vector<std::string> needed_factors(const Procedure& procedure);

/// Names of what it will measure, in the order in which measure() gives them.
std::vector<std::string> quantity_names(const Procedure& procedure);

/// How the procedure gets its numbers, in one line: no number goes without it.
std::string describe(const Procedure& procedure);

/// Applies the procedure. Conditions that differ in further factors are averaged.
std::vector<Quantity> measure(const Procedure& procedure, const UnitResponses& responses);

}  // namespace ventral::analysis
