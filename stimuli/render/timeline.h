#pragma once

/// When a scene changes.

#include "stimuli/render/scene.h"

#include <vector>

namespace ventral::stimuli {

/// The times at which a scene jumps or changes its law. Between two of them every element is
/// either still, a sum of functions of time, or redrawn at each moment.
class Timeline {
public:
    explicit Timeline(const std::vector<Shown>& scene);

    /// Changes in [begin, end), ascending, each once.
    std::vector<double> changes(double begin_ms, double end_ms) const;
    /// The last change at or before the time; -infinity if there is none.
    double last_change(double time_ms) const;
    bool has_change_within(double after_ms, double before_ms) const;

private:
    struct Recurring {
        Jumps jumps;
        double begin_ms;
        double end_ms;
    };
    void add(double time_ms, double begin_ms, double end_ms);

    std::vector<double> fixed_;  // ascending
    std::vector<Recurring> recurring_;
};

}  // namespace ventral::stimuli
