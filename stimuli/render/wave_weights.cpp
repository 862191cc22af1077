#include "stimuli/render/wave_weights.h"

#include "stimuli/render/wave.h"

#include <algorithm>

namespace ventral::stimuli {

WaveWeights make_wave_weights(const Pixels& pixels,
                              const Box& box,
                              const std::vector<float>& weights,
                              int per_sample) {
    WaveWeights result;
    result.per_sample = per_sample;
    result.pixel_deg = pixels.size_deg;
    result.samples.nx = box.width() / per_sample;
    result.samples.ny = box.height() / per_sample;
    result.samples.size_deg = per_sample * pixels.size_deg;
    result.samples.left_deg = pixels.left_deg + box.x0 * pixels.size_deg;
    result.samples.bottom_deg = pixels.bottom_deg + box.y0 * pixels.size_deg;
    std::vector<float> block;
    for (int y = box.y0; y < box.y1; y += per_sample) {
        for (int x = box.x0; x < box.x1; x += per_sample) {
            block.clear();
            for (int row = y; row < y + per_sample; ++row) {
                const float* first = weights.data() + box.index(x, row);
                block.insert(block.end(), first, first + per_sample);
            }
            const bool is_uniform = std::all_of(
                block.begin(), block.end(), [&](float weight) { return weight == block.front(); });
            if (!is_uniform) {
                result.mixed.push_back(result.uniform.size());
                result.weights.insert(result.weights.end(), block.begin(), block.end());
            }
            result.uniform.push_back(is_uniform ? block.front() : 0.0F);
        }
    }
    return result;
}

void add_wave(const WaveWeights& weights, const PlacedWave& wave, std::span<double> sums) {
    const Pixels& samples = weights.samples;
    const SquareWave coarse(wave, samples.size_deg);
    std::size_t sample = 0;
    for (int iy = 0; iy < samples.ny; ++iy) {
        for (int ix = 0; ix < samples.nx; ++ix, ++sample) {
            if (weights.uniform[sample] != 0) {
                sums[sample] += static_cast<double>(weights.uniform[sample]) *
                                coarse.mean_at(samples.x_deg(ix), samples.y_deg(iy));
            }
        }
    }
    const SquareWave fine(wave, weights.pixel_deg);
    const int k = weights.per_sample;
    const float* weight = weights.weights.data();
    for (const std::size_t mixed : weights.mixed) {
        const auto nx = static_cast<std::size_t>(samples.nx);
        const double left = samples.left_deg + static_cast<double>(mixed % nx) * samples.size_deg;
        const std::size_t line = mixed / nx;
        const double bottom = samples.bottom_deg + static_cast<double>(line) * samples.size_deg;
        double sum = 0;
        for (int row = 0; row < k; ++row) {
            for (int column = 0; column < k; ++column, ++weight) {
                if (*weight != 0) {
                    sum += static_cast<double>(*weight) *
                           fine.mean_at(left + (column + 0.5) * weights.pixel_deg,
                                        bottom + (row + 0.5) * weights.pixel_deg);
                }
            }
        }
        sums[mixed] += sum / (k * k);
    }
}

}  // namespace ventral::stimuli
