#pragma once

/// The way in: compile a description once, then run it as often as wanted, on as many threads.
///
///     const CompiledNetwork network(description, settings);        // immutable, shared by threads
///     const auto views = network.run(variant, input, schedule, plan);

#include "sim/base/visual_input.h"
#include "sim/engine/plan_summary.h"
#include "sim/engine/recording.h"
#include "sim/engine/simd.h"
#include "sim/engine/solver_settings.h"
#include "sim/engine/variant.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ventral::engine {

/// What one trial is shown. The pointees must outlive the run.
struct TrialInput {
    const base::VisualInput* display = nullptr;    ///< nullptr: the background
    const base::VisualInput* attention = nullptr;  ///< nullptr: none
    std::uint64_t noise_seed = 1;                  ///< the run's seed
    std::uint64_t trial = 0;  ///< index of the noise streams: equal across variants, for pairing
    /// Factors on the attention field for each channel of an attention population, by its name.
    /// Absent: 1 for a population without axes of channels, 0 for the channels of any other.
    std::map<std::string, std::vector<double>> attention_channels{};
    /// Features computed elsewhere: one field per channel of a features population, by its name.
    /// Absent: 0.
    std::map<std::string, std::vector<const base::VisualInput*>> features{};
};

/// The simulated interval; t = 0 is stimulus onset. The network starts at rest at `begin_ms` and
/// settles on the background before recording begins.
struct Schedule {
    double begin_ms = -500;
    double end_ms = 400;
};

/// Called now and then with the simulated time; return false to interrupt (throws Interrupted).
using ProgressCallback = std::function<bool(double time_ms)>;

/// Facts about a compiled network, for `show`, dry runs and provenance.
struct CompileReport {
    Isa isa = Isa::Baseline;
    std::size_t num_units = 0;        ///< rates of all populations
    std::size_t state_bytes = 0;      ///< per run: state, history and scratch
    std::size_t shared_bytes = 0;     ///< kernels' spectra and matrices
    std::size_t beginning_bytes = 0;  ///< of a kept beginning, besides what it recorded
    double shortest_delay_ms = 0;     ///< the shortest nonzero delay; 0: none
    double largest_delay_bin_ms = 0;  ///< widest bin of a delay that grows with distance
    std::vector<std::string> notes;   ///< one line per thing a user should know
};

/// The beginning of a run, kept: many runs may go on from it, on several threads at once, and in
/// another process if it is written down.
struct Beginning {
    Variant variant;
    Schedule schedule;
    RecordingPlan recording;
    /// Where the run stands: its state, delay lines, random streams, and what is recorded and went
    /// to no sink. Only the same network, settings and build of the program know how to read it.
    std::string state;
};

/// Called between two steps now and then. @param take gives the state (Beginning::state); what the
/// sink got until then belongs to it.
using CheckpointCallback =
    std::function<void(double time_ms, const std::function<std::string()>& take)>;

class CompiledNetwork {
public:
    /// Checks the description (ConfigError), samples kernels and builds the plan.
    CompiledNetwork(const NetworkDescription& description, const SolverSettings& settings);
    CompiledNetwork(const NetworkDescription& description, const SolverSettings& settings, Isa isa);
    ~CompiledNetwork();
    CompiledNetwork(CompiledNetwork&&) noexcept;
    CompiledNetwork& operator=(CompiledNetwork&&) noexcept;

    const NetworkDescription& description() const;
    const SolverSettings& settings() const;
    const CompileReport& report() const;
    /// How the network is computed, and what that costs.
    PlanSummary plan_summary() const;

    /// Runs one trial and returns what was recorded, views in the order of plan_views().
    /// Throws NumericsError where a rate stops being finite or passes the limit. Euler methods
    /// leave out the populations on which nothing that is recorded depends. Thread-safe.
    std::vector<RecordedView> run(const Variant& variant,
                                  const TrialInput& input,
                                  const Schedule& schedule,
                                  const RecordingPlan& plan,
                                  const ProgressCallback& progress = {}) const;

    /// The same numbers, handed to the sink while the run goes on: what is held in memory does not
    /// grow with the simulated time (streaming_bytes).
    void stream(const Variant& variant,
                const TrialInput& input,
                const Schedule& schedule,
                const RecordingPlan& plan,
                const RecordSink& sink,
                const ProgressCallback& progress = {},
                const CheckpointCallback& checkpoint = {}) const;

    /// Runs several trials as one batch, state laid out [batch, channel, y, x]. The numbers are
    /// those of single runs, byte for byte.
    std::vector<std::vector<RecordedView>> run_batch(const Variant& variant,
                                                     const std::vector<TrialInput>& inputs,
                                                     const Schedule& schedule,
                                                     const RecordingPlan& plan,
                                                     const ProgressCallback& progress = {}) const;

    /// True if runs can have their beginnings in common: there is no noise, which is each trial's
    /// own, and the solver's steps do not run ahead of the grid, as adaptive ones do.
    bool can_keep_beginnings() const;
    /// Runs up to the last step that begins no later than `until_ms` and keeps what is needed to
    /// go on. ConfigError where can_keep_beginnings() is false.
    Beginning begin(const Variant& variant,
                    const TrialInput& input,
                    const Schedule& schedule,
                    const RecordingPlan& plan,
                    double until_ms,
                    const ProgressCallback& progress = {}) const;
    /// Goes on from a beginning of this network. Where `input` shows the same as the beginning's
    /// input up to its `until_ms` (find_opening), the result is that of run(), byte for byte.
    std::vector<RecordedView> go_on(const Beginning& beginning,
                                    const TrialInput& input,
                                    const ProgressCallback& progress = {}) const;
    /// The same numbers, handed to the sink.
    void stream_on(const Beginning& beginning,
                   const TrialInput& input,
                   const RecordSink& sink,
                   const ProgressCallback& progress = {},
                   const CheckpointCallback& checkpoint = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ventral::engine
