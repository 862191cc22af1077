#pragma once

/// The field of attention as the network's input.

#include "app/experiment/experiment.h"
#include "sim/base/visual_input.h"
#include "stimuli/display_input.h"

namespace ventral::app {

/// Strength of attention over the visual field: strength * exp(-d^2 / 2 sigma^2), or the strength
/// inside a disk, between onset and offset; averaged over each sample's square.
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
};

}  // namespace ventral::app
