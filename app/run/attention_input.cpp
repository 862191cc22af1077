#include "app/run/attention_input.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::app {

namespace {

constexpr int kPointsPerSide = 8;  ///< midpoints per sample's side

}  // namespace

AttentionInput::AttentionInput(const AttentionSettings& settings,
                               const stimuli::Placement& placement)
    : settings_(settings) {
    const double turn = placement.rotation_deg * std::numbers::pi / 180;
    centre_x_deg_ =
        placement.x_deg + settings.x_deg * std::cos(turn) - settings.y_deg * std::sin(turn);
    centre_y_deg_ =
        placement.y_deg + settings.x_deg * std::sin(turn) + settings.y_deg * std::cos(turn);
}

double AttentionInput::strength_at(double x_deg, double y_deg) const {
    const double dx = x_deg - centre_x_deg_;
    const double dy = y_deg - centre_y_deg_;
    const double square = dx * dx + dy * dy;
    if (settings_.sigma_deg) {
        return settings_.strength *
               std::exp(-0.5 * square / (*settings_.sigma_deg * *settings_.sigma_deg));
    }
    const double radius = 0.5 * settings_.diameter_deg.value_or(0);
    return square <= radius * radius ? settings_.strength : 0;
}

void AttentionInput::do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const {
    if (time_ms < settings_.onset_ms || time_ms >= settings_.offset_ms) {
        std::fill(out.begin(), out.end(), 0.0F);
        return;
    }
    const auto offset_deg = [&](int point) {
        return ((point + 0.5) / kPointsPerSide - 0.5) * grid.spacing_deg();
    };
    std::size_t i = 0;
    for (int iy = 0; iy < grid.ny; ++iy) {
        for (int ix = 0; ix < grid.nx; ++ix) {
            double sum = 0;
            for (int point = 0; point < kPointsPerSide * kPointsPerSide; ++point) {
                sum += strength_at(grid.x_deg(ix) + offset_deg(point % kPointsPerSide),
                                   grid.y_deg(iy) + offset_deg(point / kPointsPerSide));
            }
            out[i++] = static_cast<float>(sum / (kPointsPerSide * kPointsPerSide));
        }
    }
}

std::vector<double> AttentionInput::do_change_times(double begin_ms, double end_ms) const {
    std::vector<double> times;
    for (const double time : {settings_.onset_ms, settings_.offset_ms}) {
        if (time >= begin_ms && time < end_ms) {
            times.push_back(time);
        }
    }
    return times;
}

bool AttentionInput::do_constant_between(double begin_ms, double end_ms) const {
    const std::vector<double> times = do_change_times(begin_ms, end_ms);
    return std::all_of(times.begin(), times.end(), [&](double t) { return t <= begin_ms; });
}

}  // namespace ventral::app
