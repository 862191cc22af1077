#include "analysis/averages.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

std::vector<double> times_in_ms(const base::Axis& time) {
    std::vector<double> times;
    times.reserve(time.values.size());
    for (const double seconds : time.values) {
        times.push_back(1000 * seconds);
    }
    return times;
}

bool is_finished(std::span<const float> values) {
    return std::none_of(values.begin(), values.end(),
                        [](float value) { return std::isnan(value); });
}

void add_frame_means(std::span<const float> values, std::vector<double>& sums) {
    if (sums.empty()) {
        return;
    }
    const std::size_t frame_size = values.size() / sums.size();
    for (std::size_t t = 0; t < sums.size(); ++t) {
        double sum = 0;
        for (const float value : values.subspan(t * frame_size, frame_size)) {
            sum += static_cast<double>(value);
        }
        sums[t] += sum / static_cast<double>(frame_size);
    }
}

std::vector<double> unit_time_course(std::span<const float> values,
                                     std::size_t frame_size,
                                     std::size_t unit) {
    std::vector<double> course;
    for (std::size_t i = unit; i < values.size(); i += frame_size) {
        course.push_back(static_cast<double>(values[i]));
    }
    return course;
}

}  // namespace ventral::analysis
