#include "sim/engine/plan_summary.h"

#include "sim/base/index_of.h"
#include "sim/base/text.h"
#include "sim/engine/plan.h"
#include "sim/engine/plan_costs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace ventral::engine {

using base::index_of;
using base::str;

namespace {

/// Describes one plan; remembers which transforms it has told of.
template <class Real>
class Summarizer {
public:
    explicit Summarizer(const Plan<Real>& plan)
        : plan_(plan), factor_(1e-3 * cost_factor(plan.isa, sizeof(Real) == sizeof(double))) {}

    PlannedInput describe(const Pathway<Real>& p) {
        PlannedInput input;
        for (const int projection : p.projections) {
            input.projections.push_back(plan_.network.projections[index_of(projection)].name);
        }
        input.target = plan_.network.populations[index_of(p.target)].name;
        input.grid = grid_text(plan_.grids[index_of(p.grid)]);
        const auto samples = static_cast<double>(plan_.grids[index_of(p.grid)].grid.size());
        double ns = 0;
        if (p.dense_tap >= 0) {
            input.method = p.dense_spatial.empty() ? "weights" : "separable weights";
            ns += costs_.dense * static_cast<double>(p.dense.size());
        } else if (!p.kernels.empty()) {
            ns += describe_spectra(p, input);
        } else {
            input.method = "points";
        }
        ns += costs_.point * samples * static_cast<double>(p.points.size());
        if (!p.is_linear()) {
            input.method += str(", ", p.num_slots, " combinations");
            std::size_t members = 0;
            for (const auto& of_channel : p.combination.members) {
                members += of_channel.size();
            }
            ns += costs_.combination * samples * static_cast<double>(members);
        }
        ns += costs_of_resampling(p, input);
        if (p.state_offset >= 0) {
            ns += costs_.filter * static_cast<double>(p.stage_size);
        }
        if (p.twin >= 0) {
            input.method += ", shared with an input above";
            ns = 0;
        }
        input.cost_us = ns * factor_;
        input.error = error_bound(p);
        return input;
    }

    PlannedPopulation describe(std::size_t population) const {
        const PopulationDescription& d = plan_.network.populations[population];
        PlannedPopulation p{d.name, plan_.populations[population].size, 0};
        if (d.input == ExternalInput::None) {
            const bool has_power = d.transfer.kind == TransferKind::PowerLaw ||
                                   d.transfer.kind == TransferKind::NakaRushton;
            const bool is_whole = d.transfer.exponent == 1 || d.transfer.exponent == 2;
            const double ns = costs_.response + (has_power && !is_whole ? costs_.power : 0);
            p.cost_us = ns * static_cast<double>(p.num_units) * factor_;
        }
        return p;
    }

private:
    std::string grid_text(const KernelGrid<Real>& g) const {
        std::string text = str(g.grid.nx, " x ", g.grid.ny);
        return g.padded() && g.fft ? str(text, " in ", g.fft->nx(), " x ", g.fft->ny()) : text;
    }

    double transform_ns(const KernelGrid<Real>& g) const {
        const double samples = static_cast<double>(g.fft->nx()) * g.fft->ny();
        return costs_.transform * samples * std::log2(samples);
    }

    double describe_spectra(const Pathway<Real>& p, PlannedInput& input) {
        const KernelGrid<Real>& g = plan_.grids[index_of(p.grid)];
        std::set<int> kernels;
        double ns = 0;
        for (const SpectralTerm<Real>& t : p.kernels) {
            kernels.insert(t.kernel);
            input.forward += transformed_.insert({t.tap, t.in}).second ? 1 : 0;
        }
        input.kernels = static_cast<int>(kernels.size());
        input.back =
            static_cast<int>(std::count_if(p.kernels_of.begin(), p.kernels_of.end(),
                                           [](const TermRange& range) { return !range.empty(); }));
        const double frequencies = static_cast<double>(g.fft->ny()) * (g.fft->nx() / 2 + 1);
        if (!p.circulant.empty()) {
            input.method = str("spectra, circle of ", kCircleChannels);
            ns += costs_.circle * frequencies * static_cast<double>(p.circulant.size());
        } else {
            input.method = str("spectra, ", p.kernels.size(), " weights");
            ns += costs_.product * frequencies * static_cast<double>(p.kernels.size());
        }
        return ns + transform_ns(g) * (input.forward + input.back);
    }

    /// Of sources brought to the grid of the kernels, and of the sum to the target's.
    double costs_of_resampling(const Pathway<Real>& p, PlannedInput& input) {
        double ns = 0;
        std::set<int> taps;
        for (const auto& t : p.points) {
            taps.insert(t.tap);
        }
        for (const auto& t : p.kernels) {
            taps.insert(t.tap);
        }
        bool resamples = p.resampler >= 0;
        for (const int index : taps) {
            const Tap<Real>& tap = plan_.taps[index_of(index)];
            resamples = resamples || tap.resampler >= 0;
            if (tap.resampler >= 0 && resampled_.insert(index).second) {
                ns += costs_.resampling * static_cast<double>(tap.channels.size()) *
                      static_cast<double>(plan_.populations[index_of(tap.source)].samples);
            }
        }
        if (p.resampler >= 0) {
            ns += costs_.resampling * p.num_slots *
                  static_cast<double>(plan_.populations[index_of(p.target)].samples);
        }
        input.method += resamples ? ", resampled" : "";
        return ns;
    }

    /// Transforms there and back: 7 u log2 N each (Higham 2002, Accuracy and Stability of Numerical
    /// Algorithms, theorem 24.2); sums of n terms: n u. u is half the distance of 1 to the next
    /// number.
    double error_bound(const Pathway<Real>& p) const {
        const double u = 0.5 * static_cast<double>(std::numeric_limits<Real>::epsilon());
        const auto most = [](const std::vector<TermRange>& ranges) {
            std::size_t terms = 1;
            for (const TermRange& range : ranges) {
                terms = std::max(terms, range.end - range.begin);
            }
            return static_cast<double>(terms);
        };
        if (p.dense_tap >= 0) {
            return u * p.dense_columns;
        }
        double bound = u * std::max(most(p.points_of), most(p.kernels_of));
        if (!p.kernels.empty()) {
            const KernelGrid<Real>& g = plan_.grids[index_of(p.grid)];
            bound += 2 * 7 * u * std::log2(static_cast<double>(g.fft->nx()) * g.fft->ny());
        }
        return bound;
    }

    const Plan<Real>& plan_;
    PlanCosts costs_;
    double factor_;  ///< from the table's ns to us
    std::set<std::pair<int, int>> transformed_;
    std::set<int> resampled_;
};

}  // namespace

double PlanSummary::cost_us() const {
    const auto add = [](double sum, const auto& part) { return sum + part.cost_us; };
    return std::accumulate(inputs.begin(), inputs.end(),
                           std::accumulate(populations.begin(), populations.end(), 0.0, add), add);
}

template <class Real>
PlanSummary summarize(const Plan<Real>& plan) {
    PlanSummary summary;
    summary.isa = to_string(plan.isa);
    summary.precision = sizeof(Real) == sizeof(double) ? "double" : "single";
    Summarizer<Real> summarizer(plan);
    for (const Pathway<Real>& pathway : plan.pathways) {
        summary.inputs.push_back(summarizer.describe(pathway));
    }
    for (std::size_t i = 0; i < plan.populations.size(); ++i) {
        summary.populations.push_back(summarizer.describe(i));
    }
    return summary;
}

template PlanSummary summarize(const Plan<float>&);
template PlanSummary summarize(const Plan<double>&);

}  // namespace ventral::engine
