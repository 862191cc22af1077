#pragma once

/// Waves and round windows on fine pixels.

#include "stimuli/kinds/grating.h"
#include "stimuli/render/layer.h"
#include "stimuli/render/painter.h"

#include <vector>

namespace ventral::stimuli {

/// A wave as it lies in the visual field at one moment.
struct PlacedWave {
    Point origin;              ///< where the phase is phase_deg
    double direction_deg = 0;  ///< in which the phase grows
    double frequency_cpd = 0;
    double phase_deg = 0;
    Waveform waveform = Waveform::Sine;
};

/// w(2 pi f (x cos d + y sin d) + phase) averaged exactly over each pixel's square: a sine times
/// two sincs, a square wave by differences of its second integral. w in [-1, 1].
std::vector<float> sample_wave(const PlacedWave& wave, const Pixels& pixels, const Box& box);

/// The window about a centre; hard edges by area, soft ones at pixel centres.
Coverage make_window(const Aperture& aperture, Point centre, const Pixels& pixels);

/// An elliptical Gaussian window with SD `across_deg` along the direction and `along_deg` across
/// it, cut where it is below 2e-8.
Coverage make_gaussian_window(
    Point centre, double direction_deg, double across_deg, double along_deg, const Pixels& pixels);

}  // namespace ventral::stimuli
