#pragma once

/// The external fields of one batch, sampled on the grids of the input populations. A field that
/// is constant between two change times is sampled once for the whole interval.

#include "sim/base/visual_input.h"
#include "sim/engine/network_description.h"

#include <vector>

namespace ventral::engine {

/// One field on one grid over one run.
class InputField {
public:
    /// @param input nullptr: zero everywhere.
    InputField(const base::VisualInput* input,
               const base::Grid& grid,
               double begin_ms,
               double end_ms);

    /// The field for a step that begins at `begin_ms` and is evaluated at `time_ms` within
    /// [begin_ms, end_ms]: the end of a step sees the field from before a jump that falls on it.
    const std::vector<float>& at(double time_ms, double begin_ms, double end_ms);
    /// The mean over a step of a field that may jump inside it; Euler steppers read this.
    const std::vector<float>& mean_over(double begin_ms, double end_ms);
    const std::vector<double>& change_times() const { return changes_; }
    /// Steps that end no later than this are all given the field of the run's begin; the begin
    /// itself if the field changes at once, infinity if it never does.
    double constant_until() const;

private:
    void load(std::size_t interval, double time_ms);
    void sample(double time_ms, std::vector<float>& out) const;
    std::size_t interval_of(double time_ms) const;

    const base::VisualInput* input_;
    base::Grid grid_;
    std::vector<double> changes_;  ///< the run's begin first
    double end_ms_;
    std::vector<float> values_;
    std::vector<double> mean_;  ///< of a step that holds a jump
    std::size_t loaded_interval_ = static_cast<std::size_t>(-1);
    bool loaded_constant_ = false;
};

}  // namespace ventral::engine
