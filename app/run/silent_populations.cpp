#include "app/run/silent_populations.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <variant>

namespace ventral::app {

namespace {

using engine::PopulationDescription;
using engine::ProjectionDescription;

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// Zero where the drive does not pass the threshold, and never negative.
bool is_rectified(const PopulationDescription& p) {
    return p.transfer.kind == engine::TransferKind::RectifiedLinear ||
           p.transfer.kind == engine::TransferKind::PowerLaw;
}

bool may_be_silent(const PopulationDescription& p) {
    const auto& thresholds = p.channels.thresholds;
    return p.input == engine::ExternalInput::None && is_rectified(p) && !p.noise &&
           p.spread.threshold_sd == 0 &&
           std::all_of(thresholds.begin(), thresholds.end(), [](double t) { return t >= 0; });
}

/// The most that a population's rates can be, before gains of its output.
double ceiling_of(const PopulationDescription& p) {
    const bool is_bounded = is_rectified(p) && p.transfer.ceiling != engine::Ceiling::None &&
                            p.channels.gains.empty() && p.spread.gain_sd == 0;
    return is_bounded ? p.transfer.ceiling_rate : kUnbounded;
}

/// The most that a projection from one place to the same place of one grid can bring.
double largest_drive(const ProjectionDescription& d,
                     const PopulationDescription& source,
                     const PopulationDescription& target) {
    const bool is_point =
        std::all_of(d.kernels.begin(), d.kernels.end(), [](const engine::SpatialKernel& kernel) {
            return std::holds_alternative<engine::PointKernel>(kernel.shape);
        });
    if (d.dense || !is_point || !(source.grid == target.grid) ||
        d.combination.kind != engine::CombinationKind::None || d.source_power != 1 ||
        d.weight_sd > 0) {
        return kUnbounded;
    }
    std::vector<double> sums(static_cast<std::size_t>(d.num_stage_channels()), 0.0);
    for (const engine::KernelTerm& term : d.terms) {
        sums[static_cast<std::size_t>(term.out)] += std::max(0.0, d.weight * term.weight);
    }
    const double most = sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
    return most > 0 ? most * ceiling_of(source) : 0;
}

/// True if attention in this condition gives the population anything.
bool is_attended(const RunPlan& plan,
                 const LoadedExperiment& loaded,
                 std::size_t condition,
                 const engine::PopulationDescription& population) {
    const auto& attention = loaded.conditions[condition].attention;
    if (!attention || attention->strength == 0) {
        return false;
    }
    const auto& factors = plan.attention_channels[condition];
    const auto found = factors.find(population.name);
    if (found == factors.end()) {
        return population.axes.empty();
    }
    return std::any_of(found->second.begin(), found->second.end(),
                       [](double factor) { return factor != 0; });
}

class SilenceFinder {
public:
    SilenceFinder(const engine::NetworkDescription& network, std::vector<bool> silent)
        : network_(network), given_(silent), silent_(std::move(silent)) {}

    std::vector<bool> find() {
        const std::size_t count = network_.populations.size();
        for (std::size_t p = 0; p < count; ++p) {
            silent_[p] = silent_[p] || may_be_silent(network_.populations[p]);
        }
        bool is_changed = true;
        while (is_changed) {
            is_changed = false;
            for (std::size_t p = 0; p < count; ++p) {
                if (silent_[p] && !given_[p] && !stays_silent(p)) {
                    silent_[p] = false;
                    is_changed = true;
                }
            }
        }
        return silent_;
    }

private:
    /// True if anything scales the population's output beyond its rate.
    bool scaled_output(std::size_t p) const {
        return std::any_of(network_.projections.begin(), network_.projections.end(),
                           [p](const ProjectionDescription& d) {
                               return d.port.kind == engine::PortKind::Output &&
                                      static_cast<std::size_t>(d.target) == p;
                           });
    }

    bool stays_silent(std::size_t p) const {
        const PopulationDescription& target = network_.populations[p];
        std::vector<double> drives(target.groups.size(), 0.0);
        for (const ProjectionDescription& d : network_.projections) {
            const auto source = static_cast<std::size_t>(d.source);
            if (static_cast<std::size_t>(d.target) != p || silent_[source]) {
                continue;
            }
            if (d.port.kind == engine::PortKind::Gain) {
                return false;  // may lift the drive
            }
            if (d.port.kind == engine::PortKind::Drive) {
                drives[static_cast<std::size_t>(d.port.group)] +=
                    scaled_output(source) ? kUnbounded
                                          : largest_drive(d, network_.populations[source], target);
            }
        }
        double most = -target.threshold;
        for (std::size_t g = 0; g < drives.size(); ++g) {
            for (const engine::Pool& pool : target.groups[g].pools) {
                drives[g] /= pool.semi_saturation;
            }
            most += drives[g];
        }
        return most <= 0;
    }

    const engine::NetworkDescription& network_;
    std::vector<bool> given_;
    std::vector<bool> silent_;
};

}  // namespace

std::vector<bool> find_silent(const engine::NetworkDescription& network, std::vector<bool> silent) {
    return SilenceFinder(network, std::move(silent)).find();
}

void silence_unattended(const LoadedExperiment& loaded, RunPlan& plan) {
    std::vector<bool> silent;
    for (const engine::PopulationDescription& population : plan.network.populations) {
        bool is_used = population.input != engine::ExternalInput::Attention;
        for (std::size_t c = 0; c < loaded.conditions.size() && !is_used; ++c) {
            is_used = is_attended(plan, loaded, c, population);
        }
        silent.push_back(!is_used);
    }
    silent = find_silent(plan.network, std::move(silent));
    for (std::size_t p = 0; p < silent.size(); ++p) {
        for (std::size_t v = 0; v < plan.variants.size() && silent[p]; ++v) {
            plan.variants[v].lesions.push_back(
                {.target = engine::Lesion::Target::Population, .index = static_cast<int>(p)});
        }
    }
}

}  // namespace ventral::app
