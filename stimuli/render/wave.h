#pragma once

/// Waves and round windows on fine pixels.

#include "stimuli/kinds/grating.h"
#include "stimuli/render/layer.h"
#include "stimuli/render/painter.h"

#include <vector>

namespace ventral::stimuli {

/// w(2 pi f (x cos d + y sin d) + phase) averaged exactly over each pixel's square: a sine times
/// two sincs, a square wave by differences of its second integral. w in [-1, 1].
std::vector<float> sample_wave(const PlacedWave& wave, const Pixels& pixels, const Box& box);

/// A square wave as seen by square pixels of one size: its mean over a pixel, from the pixel's
/// centre.
class SquareWave {
public:
    SquareWave(const PlacedWave& wave, double pixel_deg);
    double mean_at(double x_deg, double y_deg) const;

private:
    Point origin_;
    double turns_ = 0;  ///< at the origin
    double fx_ = 0;
    double fy_ = 0;
    double half_x_ = 0;  ///< turns over half a side
    double half_y_ = 0;
};

/// The window about a centre; hard edges by area, soft ones at pixel centres.
Coverage make_window(const Aperture& aperture, Point centre, const Pixels& pixels);

/// An elliptical Gaussian window with SD `across_deg` along the direction and `along_deg` across
/// it, cut where it is below 2e-8.
Coverage make_gaussian_window(
    Point centre, double direction_deg, double across_deg, double along_deg, const Pixels& pixels);

}  // namespace ventral::stimuli
