#include "app/report/stimulus_frames.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

constexpr double kHighestCode = 255;

std::vector<std::uint8_t> encode(const std::vector<float>& weber, const StimulusFrames& stimulus) {
    std::vector<std::uint8_t> codes;
    codes.reserve(weber.size());
    for (const float contrast : weber) {
        const double luminance = stimulus.background * (1 + static_cast<double>(contrast));
        const double code = std::round(kHighestCode * luminance / stimulus.highest);
        codes.push_back(static_cast<std::uint8_t>(std::clamp(code, 0.0, kHighestCode)));
    }
    return codes;
}

}  // namespace

Stimuli draw_stimuli(const std::vector<RecordedDisplay>& displays,
                     std::uint64_t seed,
                     const base::Grid& grid,
                     const std::vector<double>& times_ms,
                     std::size_t most_pictures) {
    Stimuli stimuli;
    stimuli.grid = grid;
    for (const RecordedDisplay& recorded : displays) {
        StimulusFrames stimulus;
        stimulus.background = recorded.display.background;
        stimulus.highest = std::max(1.0, 2 * stimulus.background);
        const stimuli::DisplayInput input(recorded.display, seed, recorded.placement);
        std::vector<float> weber(grid.size());
        for (const double time_ms : times_ms) {
            input.sample(grid, time_ms, weber);
            std::vector<std::uint8_t> codes = encode(weber, stimulus);
            auto& pictures = stimulus.pictures;
            const auto same = std::find(pictures.begin(), pictures.end(), codes);
            if (same != pictures.end()) {
                stimulus.frames.push_back(static_cast<std::size_t>(same - pictures.begin()));
            } else if (pictures.size() < most_pictures) {
                stimulus.frames.push_back(pictures.size());
                pictures.push_back(std::move(codes));
            } else {
                stimulus.frames.push_back(stimulus.frames.back());
            }
        }
        stimuli.conditions.push_back(std::move(stimulus));
    }
    return stimuli;
}

}  // namespace ventral::app
