#include "sim/engine/circulant.h"
#include "sim/engine/evaluation_order.h"
#include "sim/engine/kernel_bins.h"
#include "sim/engine/plan.h"
#include "sim/engine/slots.h"
#include "sim/engine/spreads.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace ventral::engine {
namespace {

/// Compiles one description; its members are the tables that deduplicate shared work.
template <class Real>
class PlanMaker {
public:
    PlanMaker(const NetworkDescription& network, double step_ms, Isa isa) : step_ms_(step_ms) {
        plan_.network = network;
        plan_.isa = isa;
    }

    Plan<Real> make() {
        plan_.order = make_evaluation_order(plan_.network);
        add_populations();
        for (std::size_t p = 0; p < plan_.network.projections.size(); ++p) {
            add_projection(static_cast<int>(p));
        }
        finish_grids();
        find_kernel_twins();
        add_filters();
        find_twins();
        list_tap_channels();
        transform_kernels();
        for (Pathway<Real>& pathway : plan_.pathways) {
            pathway.circulant = find_circulant_blocks(plan_, pathway);
        }
        link_ports();
        return std::move(plan_);
    }

private:
    const PopulationDescription& population(int i) const {
        return plan_.network.populations[static_cast<std::size_t>(i)];
    }

    void add_populations() {
        for (const PopulationDescription& description : plan_.network.populations) {
            PopulationPlan<Real> p;
            p.samples = description.grid.size();
            p.size = p.samples * static_cast<std::size_t>(description.num_channels());
            if (!description.algebraic && description.input == ExternalInput::None) {
                p.rate_offset = add_block(p.size, description.tau_ms);
            }
            if (description.adaptation) {
                p.adaptation_offset = add_block(p.size, description.adaptation->tau_ms);
            }
            p.gain = make_gain_field<Real>(plan_.network.seed, description, p.size);
            p.threshold = make_threshold_field<Real>(plan_.network.seed, description, p.size);
            p.drive_pathways.resize(description.groups.size());
            p.gain_pathways.resize(description.groups.size());
            for (const DriveGroup& group : description.groups) {
                p.pool_pathways.emplace_back(group.pools.size());
            }
            plan_.populations.push_back(std::move(p));
        }
    }

    long add_block(std::size_t size, double tau_ms) {
        const std::size_t offset = plan_.state_size;
        plan_.blocks.push_back({offset, size, tau_ms});
        plan_.state_size += size;
        return static_cast<long>(offset);
    }

    int grid_index(const base::Grid& grid) {
        for (std::size_t i = 0; i < plan_.grids.size(); ++i) {
            if (plan_.grids[i].grid == grid) {
                return static_cast<int>(i);
            }
        }
        plan_.grids.push_back({});
        plan_.grids.back().grid = grid;
        return static_cast<int>(plan_.grids.size()) - 1;
    }

    int resampler_index(const base::Grid& from, const base::Grid& to) {
        if (from == to) {
            return -1;
        }
        for (std::size_t i = 0; i < resampler_grids_.size(); ++i) {
            if (resampler_grids_[i] == std::pair{from, to}) {
                return static_cast<int>(i);
            }
        }
        resampler_grids_.emplace_back(from, to);
        plan_.resamplers.emplace_back(from, to, plan_.network.border, plan_.isa);
        return static_cast<int>(resampler_grids_.size()) - 1;
    }

    int tap_index(int source, double power, double delay_ms, int grid) {
        for (std::size_t i = 0; i < plan_.taps.size(); ++i) {
            const Tap<Real>& t = plan_.taps[i];
            if (t.source == source && t.power == power && t.delay_ms == delay_ms &&
                t.grid == grid) {
                return static_cast<int>(i);
            }
        }
        Tap<Real> tap;
        tap.source = source;
        tap.power = power;
        tap.delay_ms = delay_ms;
        tap.grid = grid;
        tap.num_channels = population(source).num_channels();
        tap.resampler = resampler_index(population(source).grid,
                                        plan_.grids[static_cast<std::size_t>(grid)].grid);
        if (delay_ms > 0 && (plan_.shortest_delay_ms == 0 || delay_ms < plan_.shortest_delay_ms)) {
            plan_.shortest_delay_ms = delay_ms;
        }
        plan_.taps.push_back(tap);
        return static_cast<int>(plan_.taps.size()) - 1;
    }

    /// Linear projections into one port, of one class and filter, are summed before the filter.
    Pathway<Real>& pathway_for(int index, int grid) {
        const ProjectionDescription& d = plan_.network.projections[static_cast<std::size_t>(index)];
        const bool linear =
            d.combination.kind == CombinationKind::None && d.weight_sd == 0 && !d.dense;
        if (linear) {
            for (Pathway<Real>& p : plan_.pathways) {
                if (p.dense_tap < 0 && p.spread.empty() &&
                    p.combination.kind == CombinationKind::None && p.target == d.target &&
                    p.port == d.port && p.projection_class == d.projection_class &&
                    p.tau_syn_ms == d.tau_syn_ms && p.grid == grid) {
                    p.projections.push_back(index);
                    return p;
                }
            }
        }
        Pathway<Real> p;
        p.target = d.target;
        p.port = d.port;
        p.projection_class = d.projection_class;
        p.tau_syn_ms = d.tau_syn_ms;
        p.projections = {index};
        p.grid = grid;
        p.combination = d.combination;
        p.weight = linear ? Real(1) : static_cast<Real>(d.weight);
        p.spread = make_weight_field<Real>(
            plan_.network.seed, d, plan_.populations[static_cast<std::size_t>(d.target)].size);
        plan_.pathways.push_back(std::move(p));
        return plan_.pathways.back();
    }

    void add_projection(int index) {
        const ProjectionDescription& d = plan_.network.projections[static_cast<std::size_t>(index)];
        const base::Grid& source = population(d.source).grid;
        const base::Grid& target = population(d.target).grid;
        if (d.dense) {
            add_dense(index, source, target);
            return;
        }
        // Kernels live on the coarser of the two grids.
        const bool on_target = target.samples_per_deg <= source.samples_per_deg;
        const int grid = grid_index(on_target ? target : source);
        Pathway<Real>& pathway = pathway_for(index, grid);
        const bool linear = d.combination.kind == CombinationKind::None && d.weight_sd == 0;
        const bool combines = d.combination.kind != CombinationKind::None;
        pathway.stage_channels =
            combines ? d.num_stage_channels() : population(d.target).num_channels();
        pathway.resampler =
            resampler_index(plan_.grids[static_cast<std::size_t>(grid)].grid, target);
        for (const KernelTerm& term : d.terms) {
            add_term(pathway, index, term, grid, linear ? d.weight : 1.0);
        }
    }

    void add_term(
        Pathway<Real>& pathway, int index, const KernelTerm& term, int grid, double weight) {
        const ProjectionDescription& d = plan_.network.projections[static_cast<std::size_t>(index)];
        const SpatialKernel& kernel = d.kernels[static_cast<std::size_t>(term.kernel)];
        const Real w = static_cast<Real>(weight * term.weight);
        if (std::holds_alternative<PointKernel>(kernel.shape)) {
            const int tap = tap_index(d.source, d.source_power, d.delay.constant_ms, grid);
            pathway.points.push_back({index, tap, term.out, term.in, w});
            return;
        }
        const double density = plan_.grids[static_cast<std::size_t>(grid)].grid.samples_per_deg;
        for (const KernelBin& bin : bins_of(index, term.kernel, density)) {
            const int tap = tap_index(d.source, d.source_power, bin.delay_ms, grid);
            plan_.largest_delay_bin_ms = std::max(plan_.largest_delay_bin_ms, bin.width_ms);
            const int spectrum = kernel_index(grid, kernel, d.delay, bin);
            pathway.kernels.push_back({index, tap, term.out, term.in, spectrum, w});
        }
    }

    /// Of the projection that is being added: its kernels have many terms.
    const std::vector<KernelBin>& bins_of(int projection, int kernel, double density) {
        const ProjectionDescription& d =
            plan_.network.projections[static_cast<std::size_t>(projection)];
        if (projection != projection_of_bins_) {
            projection_of_bins_ = projection;
            bins_.assign(d.kernels.size(), {});
        }
        std::vector<KernelBin>& bins = bins_[static_cast<std::size_t>(kernel)];
        if (bins.empty()) {
            bins = bin_by_delay(d.delay, d.kernels[static_cast<std::size_t>(kernel)], density,
                                step_ms_);
        }
        return bins;
    }

    /// Kernels that are the same on the same grid share one spectrum, sampled later.
    int kernel_index(int grid,
                     const SpatialKernel& kernel,
                     const ConductionDelay& delay,
                     const KernelBin& bin) {
        for (std::size_t i = 0; i < kernels_.size(); ++i) {
            const KernelEntry& e = kernels_[i];
            if (e.grid == grid && e.kernel == kernel && e.bin.begin_deg == bin.begin_deg &&
                e.bin.end_deg == bin.end_deg && (e.delay.grows() == delay.grows())) {
                return static_cast<int>(i);
            }
        }
        kernels_.push_back({grid, kernel, delay, bin});
        return static_cast<int>(kernels_.size()) - 1;
    }

    void add_dense(int index, const base::Grid& source, const base::Grid& target) {
        const ProjectionDescription& d = plan_.network.projections[static_cast<std::size_t>(index)];
        const int target_grid = grid_index(target);
        const int source_grid = grid_index(source);
        Pathway<Real>& p = pathway_for(index, target_grid);
        p.dense_tap = tap_index(d.source, d.source_power, d.delay.constant_ms, source_grid);
        p.dense.assign(d.dense->values.begin(), d.dense->values.end());
        p.dense_spatial.assign(d.dense->spatial.begin(), d.dense->spatial.end());
        p.dense_rows = d.dense->num_rows;
        p.dense_columns = d.dense->num_columns;
        p.stage_channels =
            p.dense_spatial.empty() ? p.dense_rows / static_cast<int>(target.size()) : p.dense_rows;
    }

    /// The pad of each grid is its widest kernel; periodic fields need none.
    void finish_grids() {
        for (const KernelEntry& e : kernels_) {
            KernelGrid<Real>& g = plan_.grids[static_cast<std::size_t>(e.grid)];
            sampled_.push_back(sample_bin(e.kernel, g.grid.samples_per_deg, e.delay, e.bin));
            if (plan_.network.border != BorderRule::Periodic) {
                g.pad = std::max(g.pad, sampled_.back().radius);
            }
        }
        for (const KernelEntry& e : kernels_) {
            KernelGrid<Real>& g = plan_.grids[static_cast<std::size_t>(e.grid)];
            if (!g.fft) {
                // Zeros beyond one edge serve as those beyond the other, too.
                const int pad = plan_.network.border == BorderRule::Zero ? g.pad : 2 * g.pad;
                const int ny = g.padded() ? next_fast_length(g.grid.ny + pad) : g.grid.ny;
                const int nx = g.padded() ? next_fast_length(g.grid.nx + pad) : g.grid.nx;
                g.fft.emplace(ny, nx, plan_.isa);
                g.y_index = padded_indices(g.grid.ny, g.pad, ny);
                g.x_index = padded_indices(g.grid.nx, g.pad, nx);
            }
        }
    }

    /// Sample i < n is itself; the pad above follows it, the pad below stands at the end.
    std::vector<int> padded_indices(int n, int pad, int size) const {
        std::vector<int> indices(static_cast<std::size_t>(size), -1);
        std::iota(indices.begin(), indices.begin() + n, 0);
        for (int i = 0; i < pad; ++i) {
            *(indices.begin() + n + i) = border_index(n + i, n, plan_.network.border);
            *(indices.end() - 1 - i) = border_index(-1 - i, n, plan_.network.border);
        }
        return indices;
    }

    /// Kernels that equal an earlier one of their grid, or its negative.
    void find_kernel_twins() {
        for (std::size_t i = 0; i < kernels_.size(); ++i) {
            KernelTwin twin{static_cast<int>(i), 1};
            for (std::size_t j = 0; j < i; ++j) {
                const int sign = kernels_[j].grid == kernels_[i].grid
                                     ? common_sign(sampled_[i], sampled_[j])
                                     : 0;
                if (sign != 0) {
                    twin = {static_cast<int>(j), sign};
                    break;
                }
            }
            kernel_twins_.push_back(twin);
        }
    }

    /// In double, whatever the precision of the run.
    void transform_kernels() {
        std::vector<std::optional<RealFft2d<double>>> exact(plan_.grids.size());
        for (std::size_t i = 0; i < kernels_.size(); ++i) {
            const auto grid = static_cast<std::size_t>(kernels_[i].grid);
            const RealFft2d<Real>& fft = *plan_.grids[grid].fft;
            if (!exact[grid]) {
                exact[grid].emplace(fft.ny(), fft.nx(), plan_.isa);
            }
            const bool is_used = kernel_twins_[i].kernel == static_cast<int>(i);
            plan_.spectra.push_back(is_used ? make_kernel_spectrum(sampled_[i], *exact[grid], fft)
                                            : KernelSpectrum<Real>{});
        }
    }

    void add_filters() {
        for (Pathway<Real>& p : plan_.pathways) {
            for (SpectralTerm<Real>& t : p.kernels) {
                const KernelTwin& twin = kernel_twins_[static_cast<std::size_t>(t.kernel)];
                t.kernel = twin.kernel;
                t.weight *= static_cast<Real>(twin.sign);
            }
            merge_slots(p, population(p.target).num_channels());
            const std::size_t samples = plan_.grids[static_cast<std::size_t>(p.grid)].grid.size();
            p.spreads_over_map = p.is_linear() && !p.dense_spatial.empty() && samples > 1;
            p.num_slots = static_cast<int>(p.is_linear() ? p.points_of.size() : p.views.size());
            p.slot_size = p.spreads_over_map ? 1 : samples;
            p.stage_size = static_cast<std::size_t>(p.num_slots) * p.slot_size;
            if (p.tau_syn_ms > 0) {
                p.state_offset = add_block(p.stage_size, p.tau_syn_ms);
            }
        }
    }

    /// Filtered pathways that differ in their target alone share their values.
    void find_twins() {
        for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
            for (std::size_t j = 0; j < i && plan_.pathways[i].twin < 0; ++j) {
                if (plan_.pathways[j].twin < 0 &&
                    have_same_values(plan_.pathways[i], plan_.pathways[j])) {
                    plan_.pathways[i].twin = static_cast<int>(j);
                }
            }
        }
    }

    void list_tap_channels() {
        for (const Pathway<Real>& p : plan_.pathways) {
            for (const PointTerm<Real>& t : p.points) {
                insert_sorted(plan_.taps[static_cast<std::size_t>(t.tap)].channels, t.in);
            }
            for (const SpectralTerm<Real>& t : p.kernels) {
                Tap<Real>& tap = plan_.taps[static_cast<std::size_t>(t.tap)];
                insert_sorted(tap.channels, t.in);
                insert_sorted(tap.transformed, t.in);
            }
            if (p.dense_tap >= 0) {
                Tap<Real>& tap = plan_.taps[static_cast<std::size_t>(p.dense_tap)];
                tap.channels.resize(static_cast<std::size_t>(tap.num_channels));
                std::iota(tap.channels.begin(), tap.channels.end(), 0);
            }
        }
    }

    void link_ports() {
        for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
            const Pathway<Real>& p = plan_.pathways[i];
            PopulationPlan<Real>& target = plan_.populations[static_cast<std::size_t>(p.target)];
            const auto group = static_cast<std::size_t>(p.port.group);
            const int index = static_cast<int>(i);
            switch (p.port.kind) {
                case PortKind::Drive:
                    target.drive_pathways[group].push_back(index);
                    break;
                case PortKind::Gain:
                    target.gain_pathways[group].push_back(index);
                    break;
                case PortKind::Pool:
                    target.pool_pathways[group][static_cast<std::size_t>(p.port.pool)].push_back(
                        index);
                    break;
                case PortKind::Output:
                    target.output_pathways.push_back(index);
                    break;
            }
        }
    }

    struct KernelEntry {
        int grid;
        SpatialKernel kernel;
        ConductionDelay delay;
        KernelBin bin;
    };

    Plan<Real> plan_;
    double step_ms_;
    std::vector<std::pair<base::Grid, base::Grid>> resampler_grids_;
    int projection_of_bins_ = -1;
    std::vector<std::vector<KernelBin>> bins_;  ///< [kernel]
    std::vector<KernelEntry> kernels_;
    std::vector<SampledKernel> sampled_;
    struct KernelTwin {
        int kernel;
        int sign;
    };
    std::vector<KernelTwin> kernel_twins_;
};

}  // namespace

template <class Real>
std::size_t Plan<Real>::shared_bytes() const {
    std::size_t numbers = 0;
    for (const KernelSpectrum<Real>& s : spectra) {
        numbers += s.re.size() + s.im.size();
    }
    for (const Pathway<Real>& p : pathways) {
        numbers += p.dense.size() + p.spread.size();
    }
    return numbers * sizeof(Real);
}

template <class Real>
Plan<Real> make_plan(const NetworkDescription& network, double step_ms, Isa isa) {
    return PlanMaker<Real>(network, step_ms, isa).make();
}

template struct Plan<float>;
template struct Plan<double>;
template Plan<float> make_plan<float>(const NetworkDescription&, double, Isa);
template Plan<double> make_plan<double>(const NetworkDescription&, double, Isa);

}  // namespace ventral::engine
