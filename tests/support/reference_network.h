#pragma once

/// The equations of a network in plain loops and double precision, written from the description
/// alone: no transform, no sharing of work, no plan. What the engine computes is held against it.

#include "sim/base/random.h"
#include "sim/base/visual_input.h"
#include "sim/engine/network_description.h"
#include "sim/engine/variant.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ventral::test {

/// [channel][y][x] on some grid.
using Field = std::vector<double>;

struct ReferenceRun {
    const base::VisualInput* display = nullptr;
    const base::VisualInput* attention = nullptr;
    std::uint64_t noise_seed = 1;
    std::uint64_t trial = 0;
    engine::Variant variant{};
    double begin_ms = 0;
    double step_ms = 0.5;
    bool exponential = true;  ///< exponential Euler; else forward
};

class ReferenceNetwork {
public:
    ReferenceNetwork(const engine::NetworkDescription& network, const ReferenceRun& run);

    /// Evaluates the outputs of the current step, [population][channel, y, x].
    const std::vector<Field>& evaluate();
    /// Goes on to the next step.
    void advance();
    /// What a projection adds to one unit of its target, as of the last evaluation.
    double input_of(int projection, int channel, int y, int x) const;

private:
    double now_ms() const { return run_.begin_ms + static_cast<double>(step_) * run_.step_ms; }
    void compute_output(int population);
    Field input_field(int population) const;
    Field drive(int population);
    Field port_sum(int population, const engine::Port& port);
    /// On the target's grid, weighted.
    const Field& contribution(int projection);
    /// C(K * o^p), on the kernels' grid, times the variant's factor.
    Field stage(int projection);
    Field combine(const engine::ProjectionDescription& d, const Field& channels, int samples) const;
    const Field& source_at(int projection, double delay_ms);
    Field past_output(int population, double time_ms) const;
    double projection_factor(int projection) const;
    double population_factor(int population) const;
    base::Grid kernel_grid(const engine::ProjectionDescription& d) const;
    Field resample(const Field& in, const base::Grid& from, const base::Grid& to) const;
    void add_correlation(const engine::ProjectionDescription& d,
                         int projection,
                         const engine::KernelTerm& term,
                         Field& out);
    Field dense_product(const engine::ProjectionDescription& d, const Field& in) const;
    void relax(Field& x, const Field& target, double tau_ms) const;

    engine::NetworkDescription network_;
    ReferenceRun run_;
    long step_ = 0;
    std::vector<Field> rates_, adaptations_, noises_;  ///< [population]
    std::vector<Field> gains_, thresholds_;            ///< [population]
    std::vector<Field> filters_, spreads_;             ///< [projection]
    std::vector<base::RandomStream> streams_;          ///< [population]
    std::vector<Field> outputs_, contributions_;
    std::vector<bool> has_output_, has_contribution_;
    std::map<std::pair<int, double>, Field> sources_;  ///< [projection, delay] of this step
    std::vector<std::vector<Field>> past_;             ///< [step][population]
};

}  // namespace ventral::test
