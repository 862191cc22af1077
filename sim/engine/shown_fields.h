#pragma once

/// Which fields an input population is shown in a trial: one for all its channels, or one for each.

#include "sim/engine/simulator.h"

#include <vector>

namespace ventral::engine {

/// Channels first_channel, first_channel + 1, ... are the field times their factors.
struct ShownField {
    const base::VisualInput* input = nullptr;  ///< nullptr: zero everywhere
    int first_channel = 0;
    std::vector<double> factors;
};

/// The display and attention are one field, features one for each channel; none for a population
/// that is no input. Throws base::ConfigError unless there is a number for each channel.
std::vector<ShownField> shown_fields(const PopulationDescription& population,
                                     const TrialInput& input);

}  // namespace ventral::engine
