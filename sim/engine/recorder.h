#pragma once

/// Writes what a recording plan asks for into arrays, one per batch element. It observes the
/// network at the times of its plan and changes nothing.

#include "sim/engine/evaluator.h"
#include "sim/engine/recording.h"

#include <vector>

namespace ventral::engine {

template <class Real>
class Recorder {
public:
    /// Intervals and the beginning must fall on steps of `step_ms` counted from `begin_ms`, else
    /// ConfigError.
    /// @param keeps_all room is made for the whole recording; false: it goes to a sink.
    Recorder(const NetworkDescription& network,
             const RecordingPlan& plan,
             int batch,
             double begin_ms,
             double step_ms,
             bool keeps_all = true);

    /// To be called once per step, after the evaluation at the step's beginning.
    void observe(long step, Evaluator<Real>& evaluator, const Real* state);
    /// From now on values go to the sink as they come, of the first batch element only.
    void stream_to(RecordSink sink);
    /// Hands the rest to the sink.
    void flush();
    /// What was recorded, per batch element; the recorder is empty afterwards.
    std::vector<std::vector<RecordedView>> take();

    /// What was recorded so far and went to no sink; or goes on after what another recorder of the
    /// same plan and batch recorded.
    void archive(StateArchive& archive);

private:
    struct Clock {
        long first = 0;
        long every = 1;
        long last = 0;
        bool ticks(long step) const {
            return step >= first && step <= last && (step - first) % every == 0;
        }
    };
    Clock make_clock(const ViewWindow& window,
                     const std::string& view,
                     double begin_ms,
                     double step_ms) const;
    /// A view's population, when and where it is recorded.
    struct Target {
        int population = 0;
        ViewWindow window;
        Clock clock;
    };
    void record_sites(RecordedView& view,
                      int population,
                      int b,
                      Evaluator<Real>& evaluator,
                      const Real* state) const;
    void record_map(RecordedView& view,
                    const Target& target,
                    int b,
                    Evaluator<Real>& evaluator) const;
    void record_cube(RecordedView& view,
                     const Target& target,
                     int b,
                     Evaluator<Real>& evaluator) const;

    RecordingPlan plan_;
    std::vector<Target> targets_;  ///< of the views
    void hand_over(std::size_t view, std::size_t least);

    std::vector<std::vector<RecordedView>> views_;  ///< [batch][view]
    RecordSink sink_;
};

extern template class Recorder<float>;
extern template class Recorder<double>;

}  // namespace ventral::engine
