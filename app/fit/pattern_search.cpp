#include "app/fit/pattern_search.h"

#include <algorithm>
#include <utility>

namespace ventral::app {

namespace {

constexpr double kFinestStep = 1.0 / 128;

}  // namespace

PatternSearch::PatternSearch(std::vector<double> start, double loss)
    : base_(start),
      base_loss_(loss),
      best_(std::move(start)),
      best_loss_(loss),
      direction_(best_.size(), 1.0) {}

bool PatternSearch::is_done() const {
    return step_ < kFinestStep;
}

std::vector<double> PatternSearch::next() const {
    std::vector<double> point = best_;
    if (is_repeat_) {
        for (std::size_t i = 0; i < point.size(); ++i) {
            point[i] = std::clamp(2 * best_[i] - base_[i], 0.0, 1.0);
        }
        return point;
    }
    const double side = is_opposite_ ? -direction_[coordinate_] : direction_[coordinate_];
    point[coordinate_] = std::clamp(best_[coordinate_] + side * step_, 0.0, 1.0);
    return point;
}

void PatternSearch::tell(double loss) {
    std::vector<double> point = next();
    const bool is_better = loss < best_loss_;
    const bool was_repeat = is_repeat_;
    if (was_repeat) {
        is_repeat_ = false;
        base_ = best_;
        base_loss_ = best_loss_;
    }
    if (is_better) {
        best_ = std::move(point);
        best_loss_ = loss;
    }
    if (was_repeat) {
        return;
    }
    if (!is_better && !is_opposite_) {
        is_opposite_ = true;
        return;
    }
    if (is_better && is_opposite_) {
        direction_[coordinate_] *= -1;
    }
    is_opposite_ = false;
    end_coordinate();
}

void PatternSearch::end_coordinate() {
    if (++coordinate_ < best_.size()) {
        return;
    }
    coordinate_ = 0;
    if (best_loss_ < base_loss_) {
        is_repeat_ = true;
    } else {
        step_ /= 2;
    }
}

}  // namespace ventral::app
