#pragma once

/// The past of one population's output, as delayed projections read it. Before the first node the
/// network was silent: the output is zero, and jumps to its first value there. Between nodes:
/// linear, or cubic Hermite where slopes are kept (Runge-Kutta and adaptive steppers). At a jump a
/// node has a left and a right side.

#include "sim/engine/aligned_vector.h"
#include "sim/engine/state_archive.h"

#include <cstddef>
#include <vector>

namespace ventral::engine {

enum class Interpolation {
    Linear,           ///< Euler steppers: jumps are not told apart
    LinearWithJumps,  ///< higher orders, outputs whose slope is not known (algebraic populations)
    Hermite,          ///< higher orders
};

/// Which side of a jump a reader at the node itself sees.
enum class Side { Left, Right };

template <class Real>
class History {
public:
    History(std::size_t size, double max_delay_ms, double step_ms, Interpolation interpolation);

    /// Appends the output at `time_ms`, later than all before, and forgets what none needs that
    /// reads at `earliest_reader_ms` or later (minus its delay).
    void push(double time_ms, double earliest_reader_ms, const Real* value);
    /// Slope of the newest node on its right side, which is also its left one unless it jumps.
    void set_slope(const Real* slope);
    /// Replaces the newest node's right side, at a jump; its left side stays.
    void set_right(const Real* value);

    /// The output at `time_ms`, no later than the newest node. Whole nodes are returned in place;
    /// else `work` (size values) is filled and returned.
    const Real* at(double time_ms, Side side, Real* work) const;

    std::size_t bytes() const;
    void archive(StateArchive& archive);

private:
    struct Node {
        double time_ms = 0;
        bool jumps = false;
        AlignedVector<Real> right, left, slope_right, slope_left;
    };
    const Node& node(std::size_t age) const {
        return nodes_[(newest_ + nodes_.size() - age) % nodes_.size()];
    }
    Node make_node() const;
    void grow();

    std::size_t size_;
    double max_delay_ms_;
    Interpolation interpolation_;
    std::vector<Node> nodes_;  ///< a ring; newest_ is the last written
    std::size_t newest_ = 0;
    std::size_t count_ = 0;
};

extern template class History<float>;
extern template class History<double>;

}  // namespace ventral::engine
