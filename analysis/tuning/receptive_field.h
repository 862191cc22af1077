#pragma once

/// Receptive fields mapped with a probe at many places. Places in degrees of visual angle.

#include "analysis/value.h"

#include <cstddef>
#include <span>
#include <string>

namespace ventral::analysis {

/// A map: one rate for each place, in any order.
struct ResponseMap {
    std::span<const double> x_deg{};
    std::span<const double> y_deg{};
    std::span<const double> rates{};
};

/// R = R0 + A exp(-u^2 / (2 s_long^2) - v^2 / (2 s_short^2)), (u, v) the place relative to the
/// centre in axes turned by the orientation of the longer axis (Op de Beeck & Vogels 2000).
struct ReceptiveFieldFit {
    double x_deg = kNoValue;
    double y_deg = kNoValue;
    double sigma_long_deg = kNoValue;
    double sigma_short_deg = kNoValue;
    double orientation_deg = kNoValue;  ///< of the longer axis, [0, 180)
    double baseline = kNoValue;         ///< R0, Hz
    double amplitude = kNoValue;        ///< A, Hz, > 0
    /// Of the circle with the area inside the criterion: 2 sqrt(s_long s_short 2 ln(1/criterion)).
    double diameter_deg = kNoValue;
    double criterion = kNoValue;  ///< share of A at which the diameter is taken
    double r2 = kNoValue;
    std::string reason{};  ///< flat map, too few places, wider or narrower than the map, ...
};

/// @param criterion share of the peak, 0 < criterion < 1. Needs at least 8 places.
ReceptiveFieldFit fit_receptive_field(const ResponseMap& map, double criterion = 0.5);

/// The fitted map at a place, Hz; NaN for a fit without value.
double evaluate(const ReceptiveFieldFit& fit, double x_deg, double y_deg);

/// Minimum response field: the places with a response of at least the criterion (Barlow, Blakemore
/// & Pettigrew 1967; spontaneous + 2 SD in Angelucci et al. 2002).
struct MinimumResponseField {
    double x_deg = kNoValue;  ///< mean place of the responding places
    double y_deg = kNoValue;
    double diameter_deg = kNoValue;  ///< of the circle with their area: 2 sqrt(n pitch^2 / pi)
    double width_deg = kNoValue;     ///< extent in x, pitch included
    double height_deg = kNoValue;    ///< extent in y, pitch included
    std::size_t num_places = 0;      ///< that respond
    double share = 0;                ///< of all places
    bool at_edge = false;            ///< a responding place lies at the map's edge: a lower bound
    std::string reason{};            ///< no place responds, or the map is empty
};

/// @param level in Hz, e.g. spontaneous + 2 SD; @param pitch_deg distance of neighbouring places.
MinimumResponseField minimum_response_field(const ResponseMap& map, double level, double pitch_deg);

}  // namespace ventral::analysis
