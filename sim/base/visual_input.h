#pragma once

/// What enters the network from outside, as a field over visual space and time. A display and an
/// attention field are both of this kind: the stimuli and the engine meet only here.

#include "sim/base/grid.h"

#include <span>
#include <vector>

namespace ventral::base {

/// A scalar field over the visual field and time; pure, so it may be shared between threads.
/// A display gives Weber contrast against the adapting luminance, L(x, y, t)/L_adapt - 1
/// (dimensionless, >= -1): 0 is the background, and a grating of Michelson contrast c about the
/// background spans [-c, c]. An attention field gives its strength (dimensionless, >= 0).
class VisualInput {
public:
    virtual ~VisualInput() = default;

    /// Writes the field averaged over each sample's square, row-major [y][x], y up.
    /// @param time_ms time from stimulus onset; negative before it.
    /// @param out grid.size() values.
    void sample(const Grid& grid, double time_ms, std::span<float> out) const {
        do_sample(grid, time_ms, out);
    }
    /// Times t in [begin_ms, end_ms) at which the field jumps or changes its law, ascending.
    /// The solver never steps across one. The field is right-continuous at them.
    std::vector<double> change_times(double begin_ms, double end_ms) const {
        return do_change_times(begin_ms, end_ms);
    }
    /// True if the field does not change in [begin_ms, end_ms): one sample serves for all of it.
    bool constant_between(double begin_ms, double end_ms) const {
        return do_constant_between(begin_ms, end_ms);
    }

private:
    virtual void do_sample(const Grid& grid, double time_ms, std::span<float> out) const = 0;
    virtual std::vector<double> do_change_times(double begin_ms, double end_ms) const = 0;
    virtual bool do_constant_between(double begin_ms, double end_ms) const = 0;
};

}  // namespace ventral::base
