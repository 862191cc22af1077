#pragma once

/// A homeostatic calibration: steps of homeostasis until every channel has its target moments.

#include "app/calibrate/stimulus_set.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

struct CalibrationSettings {
    std::optional<double> mean;  ///< target; absent: the mean of the channels' means at the start
    std::optional<double> sd;    ///< target; absent: the mean of their SDs
    double rate = 0.5;           ///< of a step, in (0, 1]
    double tolerance = 0.02;     ///< of means and SDs, as a fraction of the target
    int epochs = 20;             ///< at most
    int jobs = 0;
};

/// Moments and points of all channels after a number of steps.
struct Epoch {
    std::vector<ChannelMoments> moments;            ///< by population and channel
    std::vector<engine::ChannelSettings> channels;  ///< with which they were measured
};

struct CalibrationOutcome {
    std::vector<std::string> populations;
    std::vector<HomeostaticTarget> targets;  ///< by population
    std::vector<Epoch> epochs;               ///< the start first; the last is the result
};

/// Told after each epoch: its number, from 0, and the largest distances of a mean and an SD.
using EpochCallback = std::function<void(std::size_t epoch, double mean, double sd)>;

/// Moves the channels of the set's populations until all are within the tolerance.
CalibrationOutcome calibrate(StimulusSet& stimuli,
                             const CalibrationSettings& settings,
                             const EpochCallback& told);

/// |m - target| / target, largest over populations and channels.
double largest_mean_distance(const std::vector<ChannelMoments>& moments,
                             const std::vector<HomeostaticTarget>& targets);
double largest_sd_distance(const std::vector<ChannelMoments>& moments,
                           const std::vector<HomeostaticTarget>& targets);

/// How often a channel's mean passed its target by more than the tolerance: 0 without ringing.
int overshoots(const CalibrationOutcome& outcome, double tolerance);

}  // namespace ventral::app
