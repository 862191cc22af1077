#pragma once

/// One local search without gradients in the unit cube.

#include <cstddef>
#include <vector>

namespace ventral::app {

/// Pattern search (Hooke & Jeeves 1961, J ACM 8:212). One coordinate after the other is moved by a
/// step, then by the opposite one; what is better is kept. After a round that helped, the whole
/// move is tried once more; after one that did not, the step is halved, from 1/4 to 1/128 of the
/// cube's side. Asked for a point, it waits for the loss there.
class PatternSearch {
public:
    PatternSearch(std::vector<double> start, double loss);

    /// The point whose loss is wanted; it lies in the cube.
    std::vector<double> next() const;
    /// The loss at next().
    void tell(double loss);
    /// True once the finest step did not help.
    bool is_done() const;

    const std::vector<double>& best() const { return best_; }
    double best_loss() const { return best_loss_; }

private:
    void end_coordinate();

    std::vector<double> base_;  ///< before this round
    double base_loss_;
    std::vector<double> best_;
    double best_loss_;
    std::vector<double> direction_;  ///< per coordinate: which side is tried first
    double step_ = 0.25;
    std::size_t coordinate_ = 0;
    bool is_opposite_ = false;  ///< the second side is being tried
    bool is_repeat_ = false;    ///< the move of the last round is being repeated
};

}  // namespace ventral::app
