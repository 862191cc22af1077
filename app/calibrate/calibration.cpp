#include "app/calibrate/calibration.h"

#include "app/terminal/number_text.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

using engine::ChannelSettings;

/// Six significant digits: what the model file will say.
double rounded(double value) {
    return round_significant(value, 6);
}

ChannelSettings complete(ChannelSettings channels, std::size_t count) {
    channels.thresholds.resize(count, 0.0);
    channels.gains.resize(count, 1.0);
    return channels;
}

/// The channels as the model has them.
std::vector<ChannelSettings> start_of(const StimulusSet& stimuli) {
    std::vector<ChannelSettings> channels;
    for (const int index : stimuli.populations()) {
        const auto& population = stimuli.network().populations[static_cast<std::size_t>(index)];
        channels.push_back(
            complete(population.channels, static_cast<std::size_t>(population.num_channels())));
    }
    return channels;
}

double mean_over(const ChannelMoments& moments, double (ResponseMoments::*value)() const) {
    double sum = 0;
    for (const ResponseMoments& channel : moments) {
        sum += (channel.*value)();
    }
    return sum / static_cast<double>(moments.size());
}

HomeostaticTarget target_of(const CalibrationSettings& settings,
                            const ChannelMoments& moments,
                            const std::string& population) {
    const HomeostaticTarget target{
        settings.mean.value_or(mean_over(moments, &ResponseMoments::mean)),
        settings.sd.value_or(mean_over(moments, &ResponseMoments::sd))};
    if (!(target.sd > 0) || target.mean == 0) {
        throw base::ConfigError({.what = base::str(population, " does not respond to the stimuli"),
                                 .got = base::str("mean ", target.mean, ", SD ", target.sd),
                                 .allowed = "a mean that is not 0 and an SD > 0",
                                 .hint = "give --mean and --sd, or other stimuli"});
    }
    return target;
}

void move(const StimulusSet& stimuli,
          const std::vector<ChannelMoments>& moments,
          const std::vector<HomeostaticTarget>& targets,
          double rate,
          std::vector<ChannelSettings>& channels) {
    for (std::size_t p = 0; p < channels.size(); ++p) {
        const auto& population =
            stimuli.network().populations[static_cast<std::size_t>(stimuli.populations()[p])];
        for (std::size_t c = 0; c < moments[p].size(); ++c) {
            const ChannelPoint next =
                homeostatic_step({channels[p].thresholds[c], channels[p].gains[c]}, moments[p][c],
                                 targets[p], population.transfer, rate);
            channels[p].thresholds[c] = rounded(next.threshold);
            channels[p].gains[c] = rounded(next.gain);
        }
    }
}

double largest_distance(const std::vector<ChannelMoments>& moments,
                        const std::vector<HomeostaticTarget>& targets,
                        double (ResponseMoments::*value)() const,
                        double HomeostaticTarget::*target) {
    double largest = 0;
    for (std::size_t p = 0; p < moments.size(); ++p) {
        for (const ResponseMoments& channel : moments[p]) {
            const double wanted = targets[p].*target;
            largest = std::max(largest, std::abs(((channel.*value)() - wanted) / wanted));
        }
    }
    return largest;
}

}  // namespace

CalibrationOutcome calibrate(StimulusSet& stimuli,
                             const CalibrationSettings& settings,
                             const EpochCallback& told) {
    CalibrationOutcome outcome;
    std::vector<ChannelSettings> channels = start_of(stimuli);
    for (int epoch = 0; epoch <= settings.epochs; ++epoch) {
        const std::vector<ChannelMoments> moments = stimuli.measure(settings.jobs);
        for (std::size_t p = outcome.targets.size(); p < moments.size(); ++p) {
            const auto index = static_cast<std::size_t>(stimuli.populations()[p]);
            outcome.populations.push_back(stimuli.network().populations[index].name);
            outcome.targets.push_back(target_of(settings, moments[p], outcome.populations.back()));
        }
        outcome.epochs.push_back({moments, channels});
        const double mean = largest_mean_distance(moments, outcome.targets);
        const double sd = largest_sd_distance(moments, outcome.targets);
        told(static_cast<std::size_t>(epoch), mean, sd);
        if (epoch == settings.epochs || std::max(mean, sd) <= settings.tolerance) {
            break;
        }
        move(stimuli, moments, outcome.targets, settings.rate, channels);
        stimuli.set_channels(channels);
    }
    return outcome;
}

double largest_mean_distance(const std::vector<ChannelMoments>& moments,
                             const std::vector<HomeostaticTarget>& targets) {
    return largest_distance(moments, targets, &ResponseMoments::mean, &HomeostaticTarget::mean);
}

double largest_sd_distance(const std::vector<ChannelMoments>& moments,
                           const std::vector<HomeostaticTarget>& targets) {
    return largest_distance(moments, targets, &ResponseMoments::sd, &HomeostaticTarget::sd);
}

int overshoots(const CalibrationOutcome& outcome, double tolerance) {
    int count = 0;
    for (std::size_t p = 0; p < outcome.targets.size(); ++p) {
        const double wanted = outcome.targets[p].mean;
        for (std::size_t c = 0; c < outcome.epochs.front().moments[p].size(); ++c) {
            int side = 0;  // of the target, where the mean last was
            for (const Epoch& epoch : outcome.epochs) {
                const double distance = (epoch.moments[p][c].mean() - wanted) / std::abs(wanted);
                if (std::abs(distance) > tolerance) {
                    const int now = distance > 0 ? 1 : -1;
                    count += side != 0 && now != side ? 1 : 0;
                    side = now;
                }
            }
        }
    }
    return count;
}

}  // namespace ventral::app
