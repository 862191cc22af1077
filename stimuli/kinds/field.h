#pragma once

/// Surfaces without an outline: uniform, gradient and noise.

#include "stimuli/kinds/colour.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ventral::stimuli {

/// The whole field in one luminance.
struct Uniform {
    std::optional<double> luminance{};  ///< one of these three
    std::optional<double> weber_contrast{};
    std::optional<Colour> colour{};
    bool operator==(const Uniform&) const = default;
};

/// A linear change of luminance along a direction, constant beyond its ends.
struct Gradient {
    double x_deg = 0;  ///< centre
    double y_deg = 0;
    double direction_deg = 0;  ///< from the first to the second luminance
    double length_deg = 10;    ///< > 0
    double from_luminance = 0;
    double to_luminance = 1;
    bool operator==(const Gradient&) const = default;
};

/// Noise of random phases whose amplitude falls as 1 / f^exponent, periodic over its extent.
struct SpectralNoise {
    double x_deg = 0;
    double y_deg = 0;
    double size_deg = 16;  ///< > 0, side of the square that repeats
    double exponent = 1;   ///< of the amplitude spectrum: 0 white, 1 natural scenes
    double min_frequency_cpd = 0;
    double max_frequency_cpd = 8;  ///< > min
    double orientation_deg = 0;
    double orientation_bandwidth_deg = 180;  ///< full width of the band of orientations; 180: all
    double rms_contrast = 0.3;               ///< SD / mean, before negative light is cut at 0
    std::optional<double> mean_luminance{};  ///< absent: the background
    double frame_ms = 0;                     ///< > 0: a new picture every frame
    std::optional<std::string> stream{};     ///< absent: the element's own name
    std::uint64_t instance = 0;
    bool operator==(const SpectralNoise&) const = default;
};

/// Disks of random size and luminance that occlude one another (Ruderman 1997; Lee et al. 2001).
struct DeadLeaves {
    double x_deg = 0;
    double y_deg = 0;
    double size_deg = 16;           ///< > 0, side of the square that is covered
    double min_diameter_deg = 0.2;  ///< > 0
    double max_diameter_deg = 4;
    double exponent = 3;  ///< density of diameters ~ d^-exponent
    double low_luminance = 0.1;
    double high_luminance = 0.9;
    std::optional<std::string> stream{};  ///< absent: the element's own name
    std::uint64_t instance = 0;
    bool operator==(const DeadLeaves&) const = default;

    /// Diameter below which the share u in [0, 1) of the leaves lies.
    double diameter_at(double u) const;
    /// So many that less than one part in 10 000 of the square stays bare.
    std::int64_t num_leaves() const;
};

/// A lattice of square pixels for receptive-field mapping, redrawn every frame: sparse (a few
/// pixels light or dark on the background) or dense (each pixel light or dark).
struct MappingNoise {
    double x_deg = 0;
    double y_deg = 0;
    int num_x = 8;  ///< pixels
    int num_y = 8;
    double pixel_deg = 0.5;               ///< > 0
    double frame_ms = 50;                 ///< > 0
    int pixels_per_frame = 1;             ///< sparse: pixels shown at once; 0: dense
    double michelson_contrast = 1;        ///< 0..1: luminances background (1 +- contrast)
    std::optional<std::string> stream{};  ///< absent: the element's own name
    std::uint64_t instance = 0;
    bool operator==(const MappingNoise&) const = default;
};

}  // namespace ventral::stimuli
