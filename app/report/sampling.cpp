#include "app/report/sampling.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <set>

namespace ventral::app {

Samples thin_out(const std::vector<double>& times_ms, std::size_t most) {
    Samples samples;
    samples.every = std::max<std::size_t>(1, (times_ms.size() + most - 1) / most);
    const auto onset = std::lower_bound(times_ms.begin(), times_ms.end(), -1e-9);
    samples.first = onset == times_ms.end()
                        ? 0
                        : static_cast<std::size_t>(onset - times_ms.begin()) % samples.every;
    if (samples.first < times_ms.size()) {
        samples.count = (times_ms.size() - samples.first + samples.every - 1) / samples.every;
    }
    return samples;
}

std::vector<double> pick(const std::vector<double>& times_ms, const Samples& samples) {
    std::vector<double> times;
    for (std::size_t i = 0; i < samples.count; ++i) {
        times.push_back(times_ms[samples.index(i)]);
    }
    return times;
}

std::vector<std::size_t> spread(std::size_t total,
                                std::size_t count,
                                const std::vector<std::size_t>& wanted) {
    const std::size_t most = std::min(total, count);
    std::set<std::size_t> chosen;
    for (const std::size_t index : wanted) {
        if (chosen.size() < most) {
            chosen.insert(index);
        }
    }
    const std::size_t others = most - chosen.size();
    for (std::size_t i = 0; i < others; ++i) {
        std::size_t index = i * total / others;
        while (chosen.contains(index)) {
            index = (index + 1) % total;
        }
        chosen.insert(index);
    }
    return {chosen.begin(), chosen.end()};
}

std::vector<std::size_t> find_conditions(const std::vector<std::string>& conditions,
                                         const std::vector<std::string>& labels) {
    std::vector<std::size_t> found;
    for (const std::string& label : labels) {
        const auto at = std::find(conditions.begin(), conditions.end(), label);
        if (at == conditions.end()) {
            const std::size_t shown = std::min<std::size_t>(conditions.size(), 20);
            std::vector<std::string> names(conditions.begin(),
                                           conditions.begin() + static_cast<std::ptrdiff_t>(shown));
            throw base::ConfigError(
                {.what = "the file has no such condition",
                 .file = "--condition " + label,
                 .got = label,
                 .allowed = base::join(names) + (shown < conditions.size() ? ", ..." : ""),
                 .hint = base::did_you_mean(label, conditions)});
        }
        found.push_back(static_cast<std::size_t>(at - conditions.begin()));
    }
    return found;
}

}  // namespace ventral::app
