#pragma once

/// Gratings and their apertures.

#include <optional>
#include <vector>

namespace ventral::stimuli {

enum class Waveform { Sine, Square };

/// How a grating changes in time.
enum class GratingMotion {
    Static,
    Drifting,      ///< moves along its direction at temporal frequency / spatial frequency
    Counterphase,  ///< contrast follows cos(2 pi f t)
};

enum class ApertureEdge {
    Hard,
    Gaussian,      ///< exp(-r^2 / 2 sigma^2), sigma = diameter / 4
    RaisedCosine,  ///< falls over edge_deg inside the diameter
};

/// A round window, or an annulus.
struct Aperture {
    std::optional<double> diameter_deg{};  ///< outer diameter; absent: the whole field
    double inner_diameter_deg = 0;         ///< of the hole; 0: none
    ApertureEdge edge = ApertureEdge::Hard;
    double edge_deg = 0;  ///< width of a raised-cosine edge
    bool operator==(const Aperture&) const = default;
};

/// The wave of a grating:
/// contrast x w(2 pi f (x cos d + y sin d) + phase - 2 pi ft t), w = sin or its sign.
/// d is the direction of drift; the bars lie across it, along the orientation d - 90. Time counts
/// from stimulus onset, so that gratings that appear at different times keep their phase relation.
struct Wave {
    double spatial_frequency_cpd = 1;  ///< >= 0
    /// Of the bars, period 180; absent: direction_deg - 90.
    std::optional<double> orientation_deg{};
    /// Of the drift, period 360; absent: orientation_deg + 90. At most one of the two is given.
    std::optional<double> direction_deg{};
    double phase_deg = 0;           ///< at (x, y) and t = 0; 0: rising through the mean
    double michelson_contrast = 1;  ///< 0..1
    Waveform waveform = Waveform::Sine;
    GratingMotion motion = GratingMotion::Static;
    double temporal_frequency_hz = 0;  ///< >= 0
    bool operator==(const Wave&) const = default;
    /// The direction d, degrees.
    double wave_direction_deg() const {
        return direction_deg ? *direction_deg : orientation_deg.value_or(0) + 90;
    }
};

/// A grating in an aperture: luminance mean (1 + wave).
struct Grating : Wave, Aperture {
    double x_deg = 0;  ///< centre of the aperture and origin of the phase
    double y_deg = 0;
    std::optional<double> mean_luminance{};  ///< absent: the background
    bool operator==(const Grating&) const = default;
};

/// Gratings that add up in one aperture. The contrasts add: their sum may not exceed 1.
struct Plaid : Aperture {
    double x_deg = 0;
    double y_deg = 0;
    std::vector<Wave> components{};
    std::optional<double> mean_luminance{};  ///< absent: the background
    bool operator==(const Plaid&) const = default;
};

/// A Gabor patch: a sine grating in an elliptical Gaussian window.
struct Gabor : Wave {
    double x_deg = 0;
    double y_deg = 0;
    double sigma_deg = 0.5;                  ///< > 0, SD of the window across the bars
    double aspect_ratio = 1;                 ///< > 0, SD along the bars / SD across them
    std::optional<double> mean_luminance{};  ///< absent: the background
    bool operator==(const Gabor&) const = default;
};

}  // namespace ventral::stimuli
