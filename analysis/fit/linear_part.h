#pragma once

/// The linear part of a fit, solved outright, so that the search runs only over the rest (variable
/// projection; Golub & Pereyra 1973). y, g and h are of one length.

#include <span>

namespace ventral::analysis {

/// a g + b h closest to y with a, b >= 0.
struct TwoAmplitudes {
    double first = 0;
    double second = 0;
};
TwoAmplitudes fit_two_amplitudes(std::span<const double> y,
                                 std::span<const double> g,
                                 std::span<const double> h);

/// offset + height g closest to y with height >= 0.
struct OffsetAndHeight {
    double offset = 0;
    double height = 0;
};
OffsetAndHeight fit_offset_and_height(std::span<const double> y, std::span<const double> g);

/// height g closest to y with height >= 0.
double fit_height(std::span<const double> y, std::span<const double> g);

}  // namespace ventral::analysis
