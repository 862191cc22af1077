#pragma once

/// The field of attention as the network's input.

#include "app/experiment/experiment.h"
#include "sim/base/visual_input.h"
#include "sim/engine/network_description.h"
#include "stimuli/display_input.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ventral::app {

/// Strength of attention over the visual field: strength * exp(-d^2 / 2 sigma^2), or the strength
/// inside a disk or an object's shape, or everywhere, between onset and offset; averaged over each
/// sample's square.
class AttentionInput final : public base::VisualInput {
public:
    /// @param placement moves the field with the display.
    AttentionInput(const AttentionSettings& settings, const stimuli::Placement& placement);

private:
    void do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const override;
    std::vector<double> do_change_times(double begin_ms, double end_ms) const override;
    bool do_constant_between(double begin_ms, double end_ms) const override;
    double strength_at(double x_deg, double y_deg) const;

    AttentionSettings settings_;
    double centre_x_deg_ = 0;
    double centre_y_deg_ = 0;
    std::unique_ptr<stimuli::DisplayInput> object_;  ///< 1 inside the shape, 0 outside
};

/// Factors on the field for the channels of every attention population of the network
/// (engine::TrialInput). With a feature, channels get the tuning of attention to it, and
/// populations without channels keep a field that has an extent. A feature that no attention
/// population has is a base::ConfigError at the node, with the axes that there are.
/// @param node where the attention was written.
std::map<std::string, std::vector<double>> attention_channels(
    const AttentionSettings& settings,
    const engine::NetworkDescription& network,
    const config::Node& node);

}  // namespace ventral::app
