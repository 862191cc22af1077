#pragma once

/// A drifting square wave behind a coverage that stands still: what of it each sample sees.

#include "stimuli/render/layer.h"

#include <cstddef>
#include <span>
#include <vector>

namespace ventral::stimuli {

/// Weights of a square wave for the samples of a box. Where a sample's pixels have one weight, its
/// mean has a closed form; only samples on the border of a window are summed over their pixels.
struct WaveWeights {
    Pixels samples{};                  ///< of the box
    double pixel_deg = 0;              ///< side of a fine pixel
    int per_sample = 1;                ///< fine pixels per sample and axis
    std::vector<float> uniform{};      ///< one per sample; 0 where its pixels differ
    std::vector<std::size_t> mixed{};  ///< samples whose pixels differ
    std::vector<float> weights{};      ///< per_sample x per_sample for each of them
};

/// @param weights of the fine pixels of the box, whose edges are multiples of per_sample.
WaveWeights make_wave_weights(const Pixels& pixels,
                              const Box& box,
                              const std::vector<float>& weights,
                              int per_sample);

/// Adds the wave as it lies at one moment, weighted, averaged over each sample.
void add_wave(const WaveWeights& weights, const PlacedWave& wave, std::span<double> sums);

}  // namespace ventral::stimuli
