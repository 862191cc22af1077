#include "analysis/divergence.h"

#include "analysis/response_summary.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace ventral::analysis {

namespace {

constexpr double kSustainedMs = 100;

/// First time at or after 0 from which on S stays at the criterion for the duration.
double find_onset(const Divergence& divergence, double min_duration_ms) {
    const std::vector<double>& times = divergence.times_ms;
    double from = 0;
    while (true) {
        const double onset = first_crossing(times, divergence.size, divergence.criterion, from);
        if (std::isnan(onset)) {
            return onset;
        }
        std::size_t i = 0;
        while (i < times.size() && times[i] < onset) {
            ++i;
        }
        while (i < times.size() && divergence.size[i] >= divergence.criterion &&
               times[i] < onset + min_duration_ms) {
            ++i;
        }
        if (i == times.size() || times[i] >= onset + min_duration_ms) {
            return onset;
        }
        from = times[i];
    }
}

std::vector<TimeSpan> find_agreement(const Divergence& divergence) {
    std::vector<TimeSpan> spans;
    bool is_open = false;
    for (std::size_t i = 0; i < divergence.times_ms.size(); ++i) {
        const bool agrees = divergence.size[i] < divergence.criterion;
        if (agrees && !is_open) {
            spans.push_back({divergence.times_ms[i], divergence.times_ms[i]});
        } else if (agrees) {
            spans.back().end_ms = divergence.times_ms[i];
        }
        is_open = agrees;
    }
    return spans;
}

}  // namespace

std::string describe(const DivergenceCriterion& criterion) {
    return base::str(base::format_number(100 * criterion.fraction),
                     " % of the reference's largest response, at least ",
                     base::format_number(criterion.floor), ", for ",
                     base::format_number(criterion.min_duration_ms), " ms");
}

DivergenceMeter::DivergenceMeter(std::vector<double> times_ms, std::size_t frame_size)
    : times_ms_(std::move(times_ms)),
      frame_size_(frame_size),
      sum_of_squares_(times_ms_.size()),
      sum_(times_ms_.size()),
      reference_squares_(times_ms_.size()),
      largest_(frame_size) {
    num_rest_ = static_cast<std::size_t>(
        std::count_if(times_ms_.begin(), times_ms_.end(), [](double t) { return t < 0; }));
}

void DivergenceMeter::add(std::span<const float> subject, std::span<const float> reference) {
    const std::size_t num_times = times_ms_.size();
    if (subject.size() != num_times * frame_size_ || reference.size() != subject.size()) {
        throw std::invalid_argument("recordings that are compared must be of one shape");
    }
    ++num_pairs_;
    for (std::size_t unit = 0; unit < frame_size_; ++unit) {
        double rest = 0;
        double reference_rest = 0;
        for (std::size_t t = 0; t < num_rest_; ++t) {
            const std::size_t i = t * frame_size_ + unit;
            rest += static_cast<double>(subject[i]) - static_cast<double>(reference[i]);
            reference_rest += static_cast<double>(reference[i]);
        }
        const double num_rest = static_cast<double>(std::max<std::size_t>(num_rest_, 1));
        rest /= num_rest;
        reference_rest /= num_rest;
        resting_squares_ += rest * rest;
        for (std::size_t t = 0; t < num_times; ++t) {
            const std::size_t i = t * frame_size_ + unit;
            const auto value = static_cast<double>(reference[i]);
            const double difference = static_cast<double>(subject[i]) - value;
            const double change = difference - rest;
            sum_[t] += difference;
            sum_of_squares_[t] += change * change;
            reference_squares_[t] += (value - reference_rest) * (value - reference_rest);
            if (times_ms_[t] >= 0) {
                largest_[unit] = std::max(largest_[unit], static_cast<float>(std::abs(change)));
            }
        }
    }
}

Divergence DivergenceMeter::result(const DivergenceCriterion& criterion) const {
    Divergence divergence;
    divergence.times_ms = times_ms_;
    divergence.largest = largest_;
    const double count = static_cast<double>(std::max<std::size_t>(num_pairs_ * frame_size_, 1));
    divergence.resting_difference = std::sqrt(resting_squares_ / count);
    for (std::size_t t = 0; t < times_ms_.size(); ++t) {
        divergence.size.push_back(std::sqrt(sum_of_squares_[t] / count));
        divergence.mean_change.push_back(sum_[t] / count);
        divergence.reference_response =
            std::max(divergence.reference_response, std::sqrt(reference_squares_[t] / count));
        if (times_ms_[t] >= 0 && divergence.size[t] > divergence.peak_size) {
            divergence.peak_size = divergence.size[t];
            divergence.peak_time_ms = times_ms_[t];
        }
    }
    if (times_ms_.empty()) {
        return divergence;
    }
    divergence.criterion =
        std::max({criterion.floor, criterion.fraction * divergence.reference_response, 1e-12});
    divergence.sustained_size =
        mean_within(times_ms_, divergence.size, times_ms_.back() - kSustainedMs,
                    std::numeric_limits<double>::infinity());
    divergence.onset_ms = find_onset(divergence, criterion.min_duration_ms);
    divergence.agreement = find_agreement(divergence);
    const auto agreeing = std::count_if(largest_.begin(), largest_.end(), [&](float d) {
        return static_cast<double>(d) < divergence.criterion;
    });
    divergence.agreeing_units =
        static_cast<double>(agreeing) / static_cast<double>(std::max<std::size_t>(frame_size_, 1));
    return divergence;
}

}  // namespace ventral::analysis
