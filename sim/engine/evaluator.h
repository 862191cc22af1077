#pragma once

/// The right-hand side of the network's equations at one instant, for a batch of runs. All working
/// memory is made at construction: an evaluation allocates nothing.
///
/// Every dynamic quantity relaxes towards a target, dx/dt = (x_target - x) / tau, so an evaluation
/// gives the targets and the stepper does the rest; an Euler step is taken in the same pass:
///
///   1. outputs, in the plan's order: rates from the state, input fields, or f(u) where algebraic;
///      then o = r (1 + sum of the output port's inputs) * the population's lesion factor
///   2. rate targets f(u) and adaptation targets g_a r of the dynamic populations
///   3. filter targets C(K * o^p) of the pathways with a receptor time constant
///
/// Zero-delay inputs read the outputs of this instant, delayed ones the history.

#include "sim/engine/history.h"
#include "sim/engine/plan.h"
#include "sim/engine/pointwise.h"
#include "sim/engine/variant.h"

#include <functional>
#include <vector>

namespace ventral::engine {

/// Where an evaluation stands in time.
struct Instant {
    double time_ms = 0;
    double step_begin_ms = 0;
    double step_end_ms = 0;
    bool at_step_end() const { return time_ms > step_begin_ms && time_ms >= step_end_ms - 1e-9; }
};

/// The six sums that explain one unit's drive.
struct UnitInputs {
    double feedforward = 0, local = 0, lateral = 0, feedback = 0;
    double modulating = 0;   ///< product of the groups' gains minus 1
    double normalizing = 0;  ///< sum of the pools' inputs
};

template <class Real>
class Evaluator {
public:
    /// @param needed the populations to compute (find_needed); empty: all
    Evaluator(const Plan<Real>& plan,
              const Variant& variant,
              int batch,
              double step_ms,
              bool keeps_slopes,
              const std::vector<bool>& needed = {});

    /// False for populations that are not computed: they have no output.
    bool is_needed(int population) const { return needed_[std::size_t(population)]; }

    /// The field [y][x] of input population `population`, batch element `b`, times the factors of
    /// the channels from the first on; to be loaded beforehand.
    void load_input(int population,
                    int b,
                    int first_channel,
                    const std::vector<float>& field,
                    const std::vector<Real>& factors);
    /// Noise on the drive of a population, [batch][unit]; zero until the stepper writes it.
    Real* noise(int population) { return noise_[std::size_t(population)].data(); }

    /// Steps 1 to 3 above. @param x state, [block][batch][unit]; @param target likewise.
    void evaluate(const Instant& instant, const Real* x, Real* target);
    /// The same, but instead of the targets the state after an Euler step. @param next is zero
    /// before the first call; what is always zero is not written.
    void advance(const Instant& instant, const EulerStep& step, const Real* x, Real* next);
    /// Step 1 alone.
    void compute_outputs(const Instant& instant, const Real* x);
    /// Appends the current outputs to the histories, and tells their slopes from the targets.
    void push_history(double time_ms, double earliest_reader_ms);
    void push_slopes(const Real* x, const Real* target);
    /// After a jump of the inputs at the newest node: replaces its right side.
    void replace_history();

    /// From now on tells rates beyond the limit, either side, as it computes them.
    void watch(double limit) { limit_ = static_cast<Real>(limit); }
    /// False only where all of the population's outputs are known to be within the limit.
    bool may_exceed(int population) const {
        const auto i = static_cast<std::size_t>(population);
        return !is_stepping_ || !gained_[i].empty() || exceeds_[i];
    }
    /// [batch][unit] of one population, as of the last evaluation.
    const Real* output(int population) const { return outputs_[std::size_t(population)]; }
    /// False only where the last evaluation left the output as it was, to the bit.
    bool is_output_new(int population) const {
        return !is_stepping_ || output_changed_[std::size_t(population)] == stamp_;
    }
    UnitInputs unit_inputs(int population, int b, int channel, int y, int x, const Real* state);

    /// The past of the populations that are read with a delay: none or one for the batch, each.
    using Histories = std::vector<std::vector<History<Real>>>;
    const Histories& histories() const { return histories_; }
    /// All that one step leaves to the next: the past and the noise. Outputs, taps, spectra and
    /// fields are computed anew by every step.
    void archive(StateArchive& archive);

    int batch() const { return batch_; }
    const Plan<Real>& plan() const { return plan_; }
    std::size_t bytes() const;

private:
    struct TapBuffer {
        AlignedVector<Real> history;  ///< one batch element's interpolation work
        AlignedVector<Real> planes;   ///< [batch][channel][y][x] on the tap's grid
        AlignedVector<Real> re, im;   ///< spectra, [batch][channel]
        const Real* current = nullptr;
        std::size_t stamp = 0;
        bool has_spectrum = false;
        bool is_read = false;
        std::size_t lag = 0;  ///< its delay in steps, rounded up
    };
    struct PathwayBuffer {
        AlignedVector<Real> stage;      ///< of an instantaneous pathway, [batch][slot]
        AlignedVector<Real> resampled;  ///< of one batch element, [slot] on the target's grid
        std::vector<std::size_t> stage_stamps;      ///< [batch]
        std::vector<std::size_t> resampled_stamps;  ///< [slot]
        bool is_dormant = false;                    ///< silent throughout, or its target not needed
        int values_of = 0;              ///< itself, or the twin whose filtered values it reads
        std::vector<int> taps;          ///< each once
        std::size_t state_changed = 1;  ///< evaluation since which its filter's state stands still
    };

    void find_longest_delays(double step_ms);
    void make_population_buffers(double step_ms, bool keeps_slopes);
    void make_tap_buffers();
    void make_pathway_buffers();
    void make_combination_buffers();
    void find_idle_pathways();
    bool is_lesioned(int population) const;
    void update_scales(double time_ms);
    bool tap_holds(int tap, std::size_t since) const;
    bool terms_hold(int pathway, std::size_t since) const;
    bool values_hold(int pathway, std::size_t since) const;
    bool inputs_hold(int population, std::size_t since) const;
    bool rates_stand_still(int population) const;
    bool is_silent(const Pathway<Real>& pathway) const;
    const Real* source_field(const Tap<Real>& tap, TapBuffer& buffer, const Instant& instant);
    void load_tap(int index, const Instant& instant);
    void load_spectrum(int index);
    void load_taps(const Pathway<Real>& pathway, const Instant& instant);
    const Real* point_plane(const PointTerm<Real>& term, int b) const;
    Real term_scale(const Pathway<Real>& pathway, int projection) const;
    void add_points(const Pathway<Real>& pathway, int b, int slot, Real* plane);
    int list_products(const Pathway<Real>& pathway, int b, std::size_t first);
    int mix_products(const Pathway<Real>& pathway, int b, std::size_t first);
    int mix_circle(const Pathway<Real>& pathway, int b);
    void transform_back(int grid_index, std::size_t spectrum, Real* plane);
    void compute_kernels(const Pathway<Real>& pathway, int b, Real* planes);
    void pool_source(const Pathway<Real>& pathway, int b);
    void compute_dense(const Pathway<Real>& pathway, int slot, Real* plane);
    void combine(const Pathway<Real>& pathway, int b, int channel, Real* out);
    void compute_slots(const Pathway<Real>& pathway, int b, Real* planes);
    void compute_filter(
        int index, const Instant& instant, const EulerStep* step, const Real* x, Real* target);
    const Real* slot_plane(int index, int b, int slot, const Instant& instant, const Real* x);
    const Real* slot_on_target(int index, int b, int slot, const Instant& instant, const Real* x);
    void append_planes(int index, int b, int channel, const Instant& instant, const Real* x);
    PlaneRange append_sum(const std::vector<int>& pathways,
                          int b,
                          int channel,
                          const Instant& instant,
                          const Real* x);
    void gather(int population, int b, int channel, const Instant& instant, const Real* x);
    void compute_rates(
        int population, const Instant& instant, const EulerStep* step, const Real* x, Real* rates);
    void compute(const Instant& instant, const EulerStep* step, const Real* x, Real* out);
    void compute_output(int population, const Instant& instant, const Real* x);
    Real pathway_at(int index, int b, int channel, int y, int x, const Real* state) const;

    const Plan<Real>& plan_;
    const PointwiseOps<Real>& ops_;
    Variant variant_;
    int batch_;
    double time_of_scales_;
    std::vector<bool> needed_;            ///< per population
    std::vector<double> longest_delays_;  ///< with which a population is read (ms)
    std::vector<Real> projection_scale_;
    std::vector<Real> population_scale_;
    std::size_t stamp_ = 0;     ///< number of the evaluation, from 1
    bool is_stepping_ = false;  ///< evaluations are Euler steps: what stands still can be told
    std::size_t scales_changed_ = 1;           ///< evaluation at which they last did
    std::vector<Real> last_scales_;            ///< of projections, then populations
    std::vector<std::size_t> output_changed_;  ///< [population] evaluation at which it last did
    std::vector<std::size_t> state_changed_;   ///< [population] likewise its rates' state
    std::vector<std::size_t> computed_;        ///< [population] algebraic rates; 0: not yet
    Real limit_ = 0;
    std::vector<bool> exceeds_;       ///< [population] some rate of this evaluation, or unknown
    std::vector<bool> next_exceeds_;  ///< of the next one
    std::vector<TapBuffer> taps_;
    std::vector<PathwayBuffer> pathways_;
    std::vector<AlignedVector<Real>> rates_;   ///< algebraic and input populations
    std::vector<AlignedVector<Real>> gained_;  ///< outputs that differ from the rate
    std::vector<const Real*> outputs_;
    AlignedVector<Real> silent_;  ///< stands for the output of populations that are not needed
    std::vector<AlignedVector<Real>> noise_;
    Histories histories_;                        ///< [population]
    std::vector<FftScratch<Real>> fft_scratch_;  ///< [grid]
    std::vector<SpectralProduct<Real>> products_;
    std::vector<Real> product_weights_;  ///< [product][kMixedSlots]
    std::vector<CirculantProduct<Real>> circle_;
    AlignedVector<Real> stage_work_, padded_, spectrum_re_, spectrum_im_, resample_work_, pooled_;
    AlignedVector<Real> gain_, slope_, power_work_;
    ChannelInputs<Real> inputs_;
    std::vector<ScaledPlane<Real>> member_planes_;
    std::vector<PlaneRange> members_;
};

}  // namespace ventral::engine
