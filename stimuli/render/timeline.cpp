#include "stimuli/render/timeline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ventral::stimuli {

Timeline::Timeline(const std::vector<Shown>& scene) {
    for (const Shown& shown : scene) {
        const double begin = shown.begin_ms();
        const double end = shown.end_ms();
        add(begin, begin, end);
        add(end, begin, end);
        for (const Stage& stage : shown.stages) {
            if (stage.ramp_ms > 0) {
                add(stage.onset_ms + stage.ramp_ms, begin, end);
                add(stage.offset_ms - stage.ramp_ms, begin, end);
            }
            if (stage.movement.moves()) {
                add(stage.movement.from_ms, begin, end);
                add(stage.movement.until_ms, begin, end);
            }
            if (stage.flicker_ms > 0) {
                const Jumps switches{stage.onset_ms + stage.flicker_ms, stage.flicker_ms, -1};
                recurring_.push_back({switches, begin, end});
            }
        }
        Jumps jumps = shown.painter->jumps();
        if (jumps.count != 0) {
            jumps.first_ms += shown.origin_ms;
            recurring_.push_back({jumps, begin, end});
        }
    }
    std::sort(fixed_.begin(), fixed_.end());
    fixed_.erase(std::unique(fixed_.begin(), fixed_.end()), fixed_.end());
}

void Timeline::add(double time_ms, double begin_ms, double end_ms) {
    if (std::isfinite(time_ms) && begin_ms < end_ms && time_ms >= begin_ms && time_ms <= end_ms) {
        fixed_.push_back(time_ms);
    }
}

std::vector<double> Timeline::changes(double begin_ms, double end_ms) const {
    std::vector<double> times(std::lower_bound(fixed_.begin(), fixed_.end(), begin_ms),
                              std::lower_bound(fixed_.begin(), fixed_.end(), end_ms));
    for (const Recurring& part : recurring_) {
        const double from = std::max(begin_ms, part.begin_ms);
        const double to = std::min(end_ms, part.end_ms);
        std::int64_t index = part.jumps.num_until(from);
        if (index > 0 && part.jumps.time_of(index - 1) == from) {
            --index;
        }
        const std::int64_t count = part.jumps.count;
        for (; (count < 0 || index < count) && part.jumps.time_of(index) < to; ++index) {
            times.push_back(part.jumps.time_of(index));
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

double Timeline::last_change(double time_ms) const {
    double last = -std::numeric_limits<double>::infinity();
    const auto after = std::upper_bound(fixed_.begin(), fixed_.end(), time_ms);
    if (after != fixed_.begin()) {
        last = *(after - 1);
    }
    for (const Recurring& part : recurring_) {
        if (part.begin_ms <= time_ms && time_ms < part.end_ms) {
            const std::int64_t passed = part.jumps.num_until(time_ms);
            if (passed > 0) {
                last = std::max(last, part.jumps.time_of(passed - 1));
            }
        }
    }
    return last;
}

bool Timeline::has_change_within(double after_ms, double before_ms) const {
    const std::vector<double> times = changes(after_ms, before_ms);
    return std::any_of(times.begin(), times.end(), [&](double time) { return time > after_ms; });
}

}  // namespace ventral::stimuli
