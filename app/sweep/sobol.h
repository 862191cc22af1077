#pragma once

/// Points that fill a cube evenly.

#include <cstddef>
#include <vector>

namespace ventral::app {

/// Axes of a Sobol sequence at most.
inline constexpr std::size_t kMostSobolAxes = 100;

/// The first points of the Sobol sequence in [0, 1)^dimension after the one at the origin, with the
/// direction numbers of Joe & Kuo (2008), 1 <= dimension <= kMostSobolAxes.
std::vector<std::vector<double>> sobol_points(std::size_t count, std::size_t dimension);

}  // namespace ventral::app
