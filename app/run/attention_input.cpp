#include "app/run/attention_input.h"

#include "models/channel_space.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
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
    if (settings.within) {
        // Twice the background inside the shape is a contrast of 1.
        stimuli::Element inside;
        inside.kind = stimuli::Uniform{.luminance = 2};
        inside.onset_ms = -std::numeric_limits<double>::infinity();
        inside.inside = settings.within;
        object_ = std::make_unique<stimuli::DisplayInput>(
            stimuli::Display{.background = 1, .elements = {inside}}, 1,
            stimuli::Placement{centre_x_deg_, centre_y_deg_, placement.rotation_deg});
    }
}

double AttentionInput::strength_at(double x_deg, double y_deg) const {
    const double dx = x_deg - centre_x_deg_;
    const double dy = y_deg - centre_y_deg_;
    const double square = dx * dx + dy * dy;
    if (settings_.sigma_deg) {
        return settings_.strength *
               std::exp(-0.5 * square / (*settings_.sigma_deg * *settings_.sigma_deg));
    }
    if (settings_.diameter_deg) {
        const double radius = 0.5 * *settings_.diameter_deg;
        return square <= radius * radius ? settings_.strength : 0;
    }
    return settings_.strength;
}

void AttentionInput::do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const {
    if (time_ms < settings_.onset_ms || time_ms >= settings_.offset_ms) {
        std::fill(out.begin(), out.end(), 0.0F);
        return;
    }
    if (object_) {
        object_->sample(grid, time_ms, out);
        const auto strength = static_cast<float>(settings_.strength);
        std::transform(out.begin(), out.end(), out.begin(),
                       [strength](float coverage) { return strength * coverage; });
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

std::map<std::string, std::vector<double>> attention_channels(
    const AttentionSettings& settings,
    const engine::NetworkDescription& network,
    const config::Node& node) {
    std::map<std::string, std::vector<double>> factors;
    if (!settings.feature) {
        return factors;
    }
    const bool has_extent = settings.sigma_deg || settings.diameter_deg || settings.within;
    const FeatureAttention& feature = *settings.feature;
    std::vector<std::string> known;
    bool is_found = false;
    for (const engine::PopulationDescription& population : network.populations) {
        if (population.input != engine::ExternalInput::Attention) {
            continue;
        }
        const models::ChannelSpace space(population.axes);
        const auto axis = space.find_axis(feature.axis);
        std::vector<double>& of_population = factors[population.name];
        for (int channel = 0; channel < space.size(); ++channel) {
            const double distance =
                axis ? models::distance_on_axis(space.coordinate(channel, *axis), feature.value_deg,
                                                population.axes[*axis].period)
                     : 0;
            const double tuning =
                std::exp(-0.5 * distance * distance / (feature.width_deg * feature.width_deg));
            const double untuned = population.axes.empty() && has_extent ? 1 : 0;
            of_population.push_back(axis ? tuning : untuned);
        }
        is_found = is_found || axis;
        for (const engine::ChannelAxis& other : population.axes) {
            known.push_back(other.name);
        }
    }
    if (!is_found) {
        node.fail_at("feature", "the model has no attention population with this axis",
                     known.empty() ? "a model with an `input: attention` population that has axes"
                                   : base::join(known),
                     base::did_you_mean(feature.axis, known));
    }
    return factors;
}

}  // namespace ventral::app
