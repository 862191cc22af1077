#include "analysis/procedures/sparse_noise.h"

#include "analysis/response_summary.h"
#include "analysis/tuning/receptive_field.h"
#include "analysis/tuning/reverse_correlation.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

/// Length of the frames: the shortest distance of two onsets.
double frame_length_ms(const UnitResponses& responses) {
    double length = kNoValue;
    for (const ShownFrames& frames : responses.frames) {
        for (std::size_t i = 1; i < frames.onsets_ms.size(); ++i) {
            const double step = frames.onsets_ms[i] - frames.onsets_ms[i - 1];
            length = step >= length ? length : step;
        }
    }
    return length;
}

std::vector<double> squared_contrasts(const UnitResponses& responses) {
    std::vector<double> energies;
    for (const ShownFrames& frames : responses.frames) {
        for (const double contrast : frames.contrast) {
            energies.push_back(contrast * contrast);
        }
    }
    return energies;
}

/// The mean rate in the frame-long window that begins `delay_ms` after each frame's onset.
std::vector<double> delayed_rates(const UnitResponses& responses,
                                  double delay_ms,
                                  double length_ms) {
    std::vector<double> rates;
    for (std::size_t c = 0; c < responses.frames.size(); ++c) {
        const double end_ms = responses.times_ms.back();
        for (const double onset : responses.frames[c].onsets_ms) {
            const double begin = std::min(onset + delay_ms, end_ms - length_ms);
            rates.push_back(
                mean_within(responses.times_ms, responses.rates[c], begin, begin + length_ms));
        }
    }
    return rates;
}

std::vector<Quantity> nothing(const std::string& reason) {
    return {{"x_deg", "degree", kNoValue, reason},
            {"y_deg", "degree", kNoValue, reason},
            {"diameter_deg", "degree", kNoValue, reason},
            {"delay_ms", "ms", kNoValue, reason}};
}

/// The strongest of the maps over all delays.
struct BestMap {
    std::vector<double> map;
    double delay_ms = kNoValue;
    double power = 0;
};

BestMap find_best_map(const SparseNoiseProcedure& p,
                      const UnitResponses& responses,
                      std::size_t num_places,
                      double length_ms) {
    const std::vector<double> energies = squared_contrasts(responses);
    const std::vector<std::size_t> no_lag{0};
    BestMap best;
    const double step_ms = length_ms / 2;
    const auto num_steps =
        static_cast<int>(std::floor((p.delays_ms[1] - p.delays_ms[0]) / step_ms + 1e-9));
    for (int i = 0; i <= num_steps; ++i) {
        const double delay = p.delays_ms[0] + i * step_ms;
        const ReverseCorrelation result = reverse_correlate(
            {energies, num_places}, delayed_rates(responses, delay, length_ms), no_lag);
        if (result.reason.empty() && result.power.front() > best.power) {
            best = {result.maps, delay, result.power.front()};
        }
    }
    return best;
}

}  // namespace

std::vector<Quantity> map_by_sparse_noise(const SparseNoiseProcedure& p,
                                          const UnitResponses& responses) {
    const double length_ms = frame_length_ms(responses);
    if (responses.frames.empty() || !(length_ms > 0)) {
        return nothing("no frames were shown");
    }
    std::vector<double> x;
    std::vector<double> y;
    const ShownFrames& lattice = responses.frames.front();
    for (const double place_y : lattice.y_deg) {
        for (const double place_x : lattice.x_deg) {
            x.push_back(place_x);
            y.push_back(place_y);
        }
    }
    const BestMap best = find_best_map(p, responses, x.size(), length_ms);
    if (best.map.empty()) {
        return nothing("the rate does not follow the frames");
    }
    const ReceptiveFieldFit fit = fit_receptive_field({x, y, best.map});
    return {{"x_deg", "degree", fit.x_deg, fit.reason},
            {"y_deg", "degree", fit.y_deg, fit.reason},
            {"diameter_deg", "degree", fit.diameter_deg, fit.reason},
            {"delay_ms", "ms", best.delay_ms, ""}};
}

}  // namespace ventral::analysis
