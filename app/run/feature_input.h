#pragma once

/// Features from a file as the network's input.

#include "app/experiment/experiment.h"
#include "sim/base/visual_input.h"
#include "sim/config/node.h"
#include "sim/engine/network_description.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ventral::app {

/// One channel of features on the grid of its population: its values between onset and offset, else
/// zero.
class FeatureField final : public base::VisualInput {
public:
    /// @param values of the grid's samples [y][x], row 0 lowest.
    FeatureField(std::vector<float> values, double onset_ms, double offset_ms)
        : values_(std::move(values)), onset_ms_(onset_ms), offset_ms_(offset_ms) {}

private:
    void do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const override;
    std::vector<double> do_change_times(double begin_ms, double end_ms) const override;
    bool do_constant_between(double begin_ms, double end_ms) const override;

    std::vector<float> values_;
    double onset_ms_;
    double offset_ms_;
};

/// The fields of one condition, one per channel, by the population's name.
using FeatureFields = std::map<std::string, std::vector<std::shared_ptr<const FeatureField>>>;

/// Reads the features of a condition. Populations that are no `input: features`, files that cannot
/// be read, other axes, channels, resolutions or image numbers and values that are not finite are
/// base::ConfigError at the node.
/// @param node the map `features` of the condition.
FeatureFields read_features(const std::vector<FeatureSettings>& features,
                            const engine::NetworkDescription& network,
                            const config::Node& node);

}  // namespace ventral::app
