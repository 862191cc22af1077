#include "app/figure/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ventral::app {

namespace {

constexpr double kGamma = 2.2;  ///< of the screen that will show it

/// Linear between ten of its colours.
Colour viridis(double share) {
    static constexpr std::array<Colour, 10> kStops{{{0.267, 0.005, 0.329},
                                                    {0.282, 0.157, 0.471},
                                                    {0.243, 0.286, 0.537},
                                                    {0.192, 0.408, 0.557},
                                                    {0.149, 0.510, 0.557},
                                                    {0.122, 0.620, 0.537},
                                                    {0.208, 0.718, 0.475},
                                                    {0.431, 0.808, 0.345},
                                                    {0.710, 0.871, 0.169},
                                                    {0.992, 0.906, 0.145}}};
    const double place = share * (kStops.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(place), kStops.size() - 2);
    const double part = place - static_cast<double>(i);
    const auto mix = [&](double Colour::*channel) {
        return kStops[i].*channel + part * (kStops[i + 1].*channel - kStops[i].*channel);
    };
    return {mix(&Colour::red), mix(&Colour::green), mix(&Colour::blue)};
}

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
}

}  // namespace

Colour colour_of(double value, double low, double high, ColourScale scale) {
    const double share = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
    if (scale == ColourScale::Grey) {
        const double encoded = std::pow(share, 1 / kGamma);
        return {encoded, encoded, encoded};
    }
    if (scale == ColourScale::Rate) {
        return viridis(share);
    }
    // The ends are blue and red of one lightness; between them all colours fade to white.
    const Colour end = share < 0.5 ? Colour{0.13, 0.40, 0.67} : Colour{0.70, 0.09, 0.17};
    const double strength = std::abs(2 * share - 1);
    return {1 - strength * (1 - end.red), 1 - strength * (1 - end.green),
            1 - strength * (1 - end.blue)};
}

PixelImage make_image(
    std::span<const float> values, int nx, int ny, double low, double high, ColourScale scale) {
    PixelImage image{nx, ny, {}};
    for (int row = ny - 1; row >= 0; --row) {
        for (int column = 0; column < nx; ++column) {
            const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(nx) +
                           static_cast<std::size_t>(column);
            const Colour colour = colour_of(static_cast<double>(values[i]), low, high, scale);
            image.rgb.push_back(to_byte(colour.red));
            image.rgb.push_back(to_byte(colour.green));
            image.rgb.push_back(to_byte(colour.blue));
        }
    }
    return image;
}

}  // namespace ventral::app
