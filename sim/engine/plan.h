#pragma once

/// The compiled form of a network: immutable, shared by all runs and threads. A *tap* is a
/// population's output as some projections read it (power, delay, grid, spectrum); a *pathway* is
/// one or more projections that end in the same port and are summed before their filter.

#include "sim/engine/fft.h"
#include "sim/engine/network_description.h"
#include "sim/engine/resampling.h"
#include "sim/engine/solver_settings.h"

#include <memory>
#include <optional>
#include <vector>

namespace ventral::engine {

/// A grid on which kernels are applied, with the transform of its padded field.
template <class Real>
struct KernelGrid {
    base::Grid grid;
    int pad = 0;  ///< samples added beyond each edge by the border rule; 0: periodic
    std::optional<RealFft2d<Real>> fft;  ///< present once a kernel wider than a point is applied
    std::vector<int> x_index, y_index;   ///< source sample of each padded one, -1: zero
    bool padded() const { return pad > 0; }
};

template <class Real>
struct Tap {
    int source = 0;
    double power = 1;
    double delay_ms = 0;
    int grid = 0;  ///< index into Plan::grids
    bool needs_spectrum = false;
    int resampler = -1;  ///< index into Plan::resamplers; -1: same grid
    int num_channels = 1;
};

/// Stage channel `out` += weight * source channel `in` at the same place.
template <class Real>
struct PointTerm {
    int projection, tap, out, in;
    Real weight;
};

/// Stage channel `out` += weight * (kernel . source channel `in`).
template <class Real>
struct SpectralTerm {
    int projection, tap, out, in;
    int kernel;  ///< index into Plan::spectra
    Real weight;
};

/// A kernel's spectrum on one grid, scaled for the unnormalized inverse transform.
template <class Real>
struct KernelSpectrum {
    AlignedVector<Real> re;
    AlignedVector<Real> im;  ///< empty: real
};

template <class Real>
struct Pathway {
    int target = 0;
    Port port;
    ProjectionClass projection_class = ProjectionClass::Feedforward;
    double tau_syn_ms = 0;
    std::vector<int> projections;
    int grid = 0;  ///< grid of the stage and of the filter's state
    int stage_channels = 0;
    int channels = 0;  ///< the target's
    /// Per stage channel, the first one with the same terms: the others are copies of it.
    std::vector<int> same_as;
    std::vector<bool> from_kernels;  ///< per stage channel: written by an inverse transform
    std::vector<PointTerm<Real>> points;
    std::vector<SpectralTerm<Real>> kernels;  ///< sorted by out
    int dense_tap = -1;
    std::vector<Real> dense;          ///< rows x columns
    std::vector<Real> dense_spatial;  ///< separable weights of the map's samples, or empty
    int dense_rows = 0;
    int dense_columns = 0;
    Combination combination;
    Real weight = 1;             ///< after the combination
    std::vector<Real> spread;    ///< per target unit, or empty
    int resampler = -1;          ///< stage grid to target grid
    long state_offset = -1;      ///< into the state vector, per batch element times num; -1: none
    bool instantaneous = false;  ///< no filter and some tap without delay
    std::size_t stage_size = 0;  ///< channels * samples after the combination

    /// The first channel whose values are the same as those of `channel` after the combination.
    int representative(int channel) const {
        const bool known = combination.kind == CombinationKind::None && dense_tap < 0;
        return known ? same_as[static_cast<std::size_t>(channel)] : channel;
    }
};

/// A block of the state vector: `size` numbers per batch element that relax with `tau_ms`.
struct StateBlock {
    std::size_t offset = 0;  ///< in units of one batch element
    std::size_t size = 0;
    double tau_ms = 1;
};

/// What a population's drive is made of.
template <class Real>
struct PopulationPlan {
    std::size_t samples = 0;  ///< per channel
    std::size_t size = 0;     ///< channels * samples
    long rate_offset = -1;    ///< state block of the rates; -1: algebraic or input
    long adaptation_offset = -1;
    std::vector<Real> gain;                        ///< per unit factor on f, or empty
    std::vector<Real> threshold;                   ///< per unit, or empty: the description's
    std::vector<std::vector<int>> drive_pathways;  ///< [group]
    std::vector<std::vector<int>> gain_pathways;   ///< [group]
    std::vector<std::vector<std::vector<int>>> pool_pathways;  ///< [group][pool]
    std::vector<int> output_pathways;
    double history_ms = 0;  ///< longest delay with which it is read; 0: none
};

template <class Real>
struct Plan {
    NetworkDescription network;
    Isa isa = Isa::Baseline;
    std::vector<KernelGrid<Real>> grids;
    std::vector<Resampler<Real>> resamplers;
    std::vector<Tap<Real>> taps;
    std::vector<KernelSpectrum<Real>> spectra;
    std::vector<Pathway<Real>> pathways;
    std::vector<PopulationPlan<Real>> populations;
    std::vector<StateBlock> blocks;
    std::size_t state_size = 0;  ///< per batch element
    std::vector<int> order;      ///< populations in the order in which outputs can be computed
    double shortest_delay_ms = 0;
    double largest_delay_bin_ms = 0;
    std::size_t shared_bytes() const;
};

/// Compiles a checked description. Delays that grow with distance are binned to `step_ms`.
template <class Real>
Plan<Real> make_plan(const NetworkDescription& network, double step_ms, Isa isa);

extern template struct Plan<float>;
extern template struct Plan<double>;
extern template Plan<float> make_plan<float>(const NetworkDescription&, double, Isa);
extern template Plan<double> make_plan<double>(const NetworkDescription&, double, Isa);

}  // namespace ventral::engine
