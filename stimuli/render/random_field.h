#pragma once

/// Gaussian random fields with a given amplitude spectrum, periodic on a square lattice.

#include "stimuli/kinds/field.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// A field of zero mean and unit standard deviation over num x num lattice points.
struct RandomField {
    int num = 0;
    double spacing_deg = 1;
    std::vector<float> values;  ///< [y][x]
    /// Bilinear between lattice points, periodic; position relative to lattice point (0, 0).
    double at(double x_deg, double y_deg) const;
};

/// Amplitudes f^-exponent within the band of frequencies and orientations, random phases: the
/// spectrum is set exactly, the phases come from the stream (seed, name, frame). The wave vector
/// of an orientation lies across it. Frequencies are multiples of 1 / size.
RandomField make_random_field(const SpectralNoise& noise,
                              std::uint64_t seed,
                              const std::string& name,
                              std::uint64_t frame);

}  // namespace ventral::stimuli
