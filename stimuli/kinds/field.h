#pragma once

/// Surfaces without an outline: uniform, gradient and noise.

#include <cstdint>
#include <optional>

namespace ventral::stimuli {

/// The whole field in one luminance.
struct Uniform {
    std::optional<double> luminance;  ///< this or the contrast
    std::optional<double> contrast;
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

/// Gaussian noise whose amplitude falls as 1 / f^exponent, periodic over its extent.
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
    double mean_luminance = -1;              ///< < 0: the background
    double frame_ms = 0;                     ///< > 0: a new picture every frame
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
    std::uint64_t instance = 0;
    bool operator==(const DeadLeaves&) const = default;
};

/// A lattice of square pixels for receptive-field mapping, redrawn every frame: sparse (a few
/// pixels light or dark on the background) or dense (each pixel light or dark).
struct MappingNoise {
    double x_deg = 0;
    double y_deg = 0;
    int num_x = 8;  ///< pixels
    int num_y = 8;
    double pixel_deg = 0.5;    ///< > 0
    double frame_ms = 50;      ///< > 0
    int pixels_per_frame = 1;  ///< sparse: pixels shown at once; 0: dense
    double contrast = 1;       ///< 0..1: luminances background (1 +- contrast)
    std::uint64_t instance = 0;
    bool operator==(const MappingNoise&) const = default;
};

}  // namespace ventral::stimuli
