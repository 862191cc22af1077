#pragma once

/// The responses of feature maps to a set of stimuli: the displays of an experiment.

#include "app/calibrate/homeostasis.h"
#include "app/experiment/load_experiment.h"
#include "app/run/beginnings.h"
#include "app/run/runner.h"

#include <array>
#include <string>
#include <vector>

namespace ventral::app {

/// Moments of every channel of one population.
using ChannelMoments = std::vector<ResponseMoments>;

/// What of an experiment serves as a set of stimuli.
struct StimulusChoice {
    std::string experiment;  ///< name or file; its displays are shown, conditions x trials
    Overrides overrides;
    std::string model;                     ///< name, or a file by its full path
    std::string variant;                   ///< one of the experiment's
    std::vector<std::string> populations;  ///< whose channels are measured
    std::array<double, 2> window_ms{50, 150};
};

/// The displays of an experiment, shown in one variant to a network whose channels may be moved.
/// The response of a unit to a stimulus is its mean rate in the window.
class StimulusSet {
public:
    /// base::ConfigError for a population that is no feature map, a variant that the experiment
    /// lacks, a window beyond the run, or an experiment with steps.
    StimulusSet(const StimulusChoice& choice, const SearchPaths& paths);

    std::size_t size() const;
    const engine::NetworkDescription& network() const { return run_.plan.network; }
    /// Indices of the populations, in the order of the choice.
    const std::vector<int>& populations() const { return run_.plan.recording.cubes; }

    /// The same network with other channels, compiled once.
    void set_channels(const std::vector<engine::ChannelSettings>& channels);
    /// Shows all stimuli. Moments by population and channel; equal for any number of threads.
    std::vector<ChannelMoments> measure(int jobs) const;

private:
    std::vector<ChannelMoments> measure_one(std::size_t stimulus,
                                            const std::vector<engine::Beginning>& begun) const;

    PreparedRun run_;
    std::vector<io::Cell> cells_;  ///< one per display
    Beginnings beginnings_;
};

}  // namespace ventral::app
