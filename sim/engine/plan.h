#pragma once

/// The compiled form of a network: immutable, shared by all runs and threads. A *tap* is a
/// population's output as some projections read it (power, delay, grid, spectrum); a *pathway* is
/// one or more projections that end in the same port and are summed before their filter.

#include "sim/engine/fft.h"
#include "sim/engine/network_description.h"
#include "sim/engine/pointwise.h"
#include "sim/engine/resampling.h"
#include "sim/engine/solver_settings.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace ventral::engine {

/// A grid on which kernels are applied, with the transform of its padded field.
template <class Real>
struct KernelGrid {
    base::Grid grid;
    int pad = 0;  ///< samples that kernels reach beyond each edge; 0: periodic
    std::optional<RealFft2d<Real>> fft;  ///< present once a kernel wider than a point is applied
    std::vector<int> x_index, y_index;   ///< source sample of each padded one, -1: zero
    bool padded() const { return pad > 0; }
};

template <class Real>
struct Tap {
    int source = 0;
    double power = 1;
    double delay_ms = 0;
    int grid = 0;        ///< index into Plan::grids
    int resampler = -1;  ///< index into Plan::resamplers; -1: same grid
    int num_channels = 1;
    std::vector<int> channels;     ///< those that a term reads
    std::vector<int> transformed;  ///< those that a kernel reads
    bool needs_spectrum() const { return !transformed.empty(); }
};

/// Slot `out` += weight * source channel `in` at the same place.
template <class Real>
struct PointTerm {
    int projection, tap, out, in;
    Real weight;
};

/// Slot `out` += weight * (kernel . source channel `in`).
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

/// A kernel that mixes channels on a circle by their distance (circulant.h): the factor of each of
/// the circle's waves.
template <class Real>
struct CirculantBlock {
    int tap = 0;
    int projection = 0;
    int kernel = 0;  ///< index into Plan::spectra
    std::array<Real, static_cast<std::size_t>(kCircleChannels / 2 + 1)> waves{};
};

/// Where a target channel finds its plane. Channels with the same terms, up to a common sign, share
/// one slot: pools and gains are often the same for all channels, opposite phases each other's
/// negative.
struct SlotView {
    int slot = 0;
    int sign = 1;
};

/// The terms of one slot.
struct TermRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty() const { return begin == end; }
};

template <class Real>
struct Pathway {
    int target = 0;
    Port port;
    ProjectionClass projection_class = ProjectionClass::Feedforward;
    double tau_syn_ms = 0;
    std::vector<int> projections;
    int grid = 0;                                  ///< grid of the stage and of the filter's state
    int stage_channels = 0;                        ///< slots that the terms fill
    std::vector<SlotView> views;                   ///< per target channel
    std::vector<PointTerm<Real>> points;           ///< sorted by slot
    std::vector<SpectralTerm<Real>> kernels;       ///< sorted by slot, then kernel
    std::vector<TermRange> points_of, kernels_of;  ///< per slot
    /// All of `kernels`, where they are mixed in waves; or empty.
    std::vector<CirculantBlock<Real>> circulant;
    int dense_tap = -1;
    std::vector<Real> dense;          ///< rows x columns
    std::vector<Real> dense_spatial;  ///< separable weights of the map's samples, or empty
    int dense_rows = 0;
    int dense_columns = 0;
    Combination combination;     ///< members are slots
    Real weight = 1;             ///< after the combination
    std::vector<Real> spread;    ///< per target unit, or empty
    int resampler = -1;          ///< stage grid to target grid
    long state_offset = -1;      ///< into the state vector, per batch element times num; -1: none
    bool instantaneous = false;  ///< no filter and some tap without delay
    /// Another pathway with the same filtered values, up to its projections' factors; -1: none.
    int twin = -1;
    /// Separable weights onto a map: a slot holds one number, the factor of `dense_spatial`.
    bool spreads_over_map = false;
    int num_slots = 0;           ///< after the combination
    std::size_t slot_size = 0;   ///< samples, or 1
    std::size_t stage_size = 0;  ///< num_slots * slot_size

    bool is_linear() const { return combination.kind == CombinationKind::None; }
    /// False where the sum that the target makes reads the points from the taps themselves.
    bool points_are_in_stage() const { return state_offset >= 0 || !is_linear() || resampler >= 0; }
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
