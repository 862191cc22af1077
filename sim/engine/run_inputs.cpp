#include "sim/engine/run_inputs.h"

#include <algorithm>
#include <limits>

namespace ventral::engine {
namespace {

/// Times closer than this are one (ms).
constexpr double kSameTime = 1e-9;

}  // namespace

InputField::InputField(const base::VisualInput* input,
                       const base::Grid& grid,
                       double begin_ms,
                       double end_ms)
    : input_(input),
      grid_(grid),
      end_ms_(end_ms + 1),
      values_(grid.size(), 0.0F),
      mean_(grid.size(), 0.0) {
    changes_.push_back(begin_ms);
    if (input_ != nullptr) {
        for (const double t : input_->change_times(begin_ms, end_ms_)) {
            if (t > changes_.back() + kSameTime) {
                changes_.push_back(t);
            }
        }
    }
}

double InputField::constant_until() const {
    const bool jumps = changes_.size() > 1;
    if (input_ != nullptr &&
        !input_->constant_between(changes_[0], jumps ? changes_[1] : end_ms_)) {
        return changes_[0];
    }
    return jumps ? changes_[1] : std::numeric_limits<double>::infinity();
}

std::size_t InputField::interval_of(double time_ms) const {
    const auto after = std::upper_bound(changes_.begin(), changes_.end(), time_ms + kSameTime);
    return after == changes_.begin() ? 0 : static_cast<std::size_t>(after - changes_.begin()) - 1;
}

void InputField::sample(double time_ms, std::vector<float>& out) const {
    if (input_ != nullptr) {
        input_->sample(grid_, time_ms, out);
    }
}

void InputField::load(std::size_t interval, double time_ms) {
    if (interval == loaded_interval_ && loaded_constant_) {
        return;
    }
    const double begin = changes_[interval];
    const double end = interval + 1 < changes_.size() ? changes_[interval + 1] : end_ms_;
    loaded_constant_ = input_ == nullptr || input_->constant_between(begin, end);
    loaded_interval_ = interval;
    sample(loaded_constant_ ? begin : time_ms, values_);
}

const std::vector<float>& InputField::at(double time_ms, double begin_ms, double end_ms) {
    const bool closes_step = time_ms > begin_ms + kSameTime && time_ms >= end_ms - kSameTime;
    const std::size_t interval = interval_of(time_ms);
    const bool jumps_here = interval > 0 && changes_[interval] >= time_ms - kSameTime;
    if (closes_step && jumps_here) {
        // Just before the jump: the left limit.
        load(interval - 1, changes_[interval] - 1e-6 * (end_ms - begin_ms));
    } else {
        load(interval, time_ms);
    }
    return values_;
}

const std::vector<float>& InputField::mean_over(double begin_ms, double end_ms) {
    const std::size_t first = interval_of(begin_ms);
    const std::size_t last = interval_of(end_ms - 2 * kSameTime);
    if (first == last) {
        load(first, begin_ms);
        return values_;
    }
    std::fill(mean_.begin(), mean_.end(), 0.0);
    for (std::size_t i = first; i <= last; ++i) {
        const double from = i == first ? begin_ms : changes_[i];
        const double to = i == last ? end_ms : changes_[i + 1];
        sample(from, values_);
        const double weight = (to - from) / (end_ms - begin_ms);
        for (std::size_t k = 0; k < mean_.size(); ++k) {
            mean_[k] += weight * static_cast<double>(values_[k]);
        }
    }
    for (std::size_t k = 0; k < mean_.size(); ++k) {
        values_[k] = static_cast<float>(mean_[k]);
    }
    loaded_interval_ = static_cast<std::size_t>(-1);
    return values_;
}

}  // namespace ventral::engine
