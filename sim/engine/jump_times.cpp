#include "sim/engine/jump_times.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace ventral::engine {
namespace {

/// Times closer than this are one (ms).
constexpr double kSameTime = 1e-9;
/// Loops of algebraic populations echo a jump without end, each time weaker: so many delays are
/// followed.
constexpr int kMostDelays = 2;

class JumpFinder {
public:
    JumpFinder(const NetworkDescription& network, double begin_ms, double end_ms)
        : network_(network),
          begin_ms_(begin_ms),
          end_ms_(end_ms),
          outputs_(network.populations.size()) {}

    /// The population's output jumps, after so many delays.
    void add_output(int population, double time_ms, int num_delays) {
        std::vector<double>& known = outputs_[static_cast<std::size_t>(population)];
        if (time_ms < begin_ms_ || time_ms >= end_ms_ || contains(known, time_ms)) {
            return;
        }
        known.push_back(time_ms);
        waiting_.push_back({population, num_delays, time_ms});
        add_time(time_ms);
    }

    /// The projection's contribution jumps, and its target's output if it follows at once.
    void add_arrival(const ProjectionDescription& projection, double time_ms, int num_delays) {
        const PopulationDescription& target =
            network_.populations[static_cast<std::size_t>(projection.target)];
        add_time(time_ms);
        if (projection.tau_syn_ms == 0 &&
            (target.algebraic || projection.port.kind == PortKind::Output)) {
            add_output(projection.target, time_ms, num_delays);
        }
    }

    /// Follows all that wait through their projections.
    std::vector<double> finish() {
        while (!waiting_.empty()) {
            const OutputJump jump = waiting_.front();
            waiting_.pop_front();
            for (const ProjectionDescription& projection : network_.projections) {
                const double delay_ms = projection.delay.constant_ms;
                const int num_delays = jump.num_delays + (delay_ms > 0 ? 1 : 0);
                if (projection.source == jump.population && num_delays <= kMostDelays) {
                    add_arrival(projection, jump.time_ms + delay_ms, num_delays);
                }
            }
        }
        std::sort(found_.begin(), found_.end());
        const auto same = [](double a, double b) { return b - a <= kSameTime; };
        found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
        return std::move(found_);
    }

private:
    static bool contains(const std::vector<double>& times, double time_ms) {
        return std::any_of(times.begin(), times.end(),
                           [time_ms](double t) { return std::abs(t - time_ms) <= kSameTime; });
    }
    void add_time(double time_ms) {
        if (time_ms > begin_ms_ + kSameTime && time_ms < end_ms_) {
            found_.push_back(time_ms);
        }
    }

    const NetworkDescription& network_;
    double begin_ms_, end_ms_;
    std::vector<std::vector<double>> outputs_;  ///< jumps of each population's output
    struct OutputJump {
        int population;
        int num_delays;
        double time_ms;
    };
    std::deque<OutputJump> waiting_;  ///< fewest delays first
    std::vector<double> found_;
};

}  // namespace

std::vector<double> find_jump_times(const NetworkDescription& network,
                                    const Variant& variant,
                                    const std::vector<std::vector<double>>& input_jumps,
                                    double begin_ms,
                                    double end_ms) {
    JumpFinder finder(network, begin_ms, end_ms);
    for (std::size_t p = 0; p < network.populations.size(); ++p) {
        const PopulationDescription& population = network.populations[p];
        if (population.algebraic || population.input != ExternalInput::None) {
            finder.add_output(static_cast<int>(p), begin_ms, 0);
        }
        for (const double t : input_jumps[p]) {
            finder.add_output(static_cast<int>(p), t, 0);
        }
    }
    for (const Lesion& lesion : variant.lesions) {
        for (const double t : {lesion.begin_ms, lesion.end_ms}) {
            if (lesion.target == Lesion::Target::Population) {
                finder.add_output(lesion.index, t, 0);
            } else {
                finder.add_arrival(network.projections[static_cast<std::size_t>(lesion.index)], t,
                                   0);
            }
        }
    }
    return finder.finish();
}

}  // namespace ventral::engine
