#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/spike_counts.h"
#include "analysis/spikes/counts.h"
#include "analysis/statistics/proportion.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace ventral::analysis {

namespace {

constexpr double kGridMs = 10;  ///< times at which the accuracy is looked at

using Vector = std::vector<double>;  ///< one number per site

/// A display: the object that it shows, and the rows of the pooled responses, one per site.
struct ShownObject {
    std::string object;
    std::vector<std::size_t> rows;
};

/// The displays that pass, each with the rows of all sites: pooled units come one after the other
/// with the same displays in the same order.
std::vector<ShownObject> find_displays(const UnitResponses& responses,
                                       const std::string& object,
                                       const ConditionFilter& filter) {
    const base::Axis axis = find_factor(responses, object);
    const base::Axis sites = find_factor(responses, "site");
    std::map<std::string, std::vector<std::size_t>> by_site;
    for (const std::size_t row : conditions_matching(responses, filter)) {
        if (!level_text(axis, row).empty()) {
            by_site[level_text(sites, row)].push_back(row);
        }
    }
    std::vector<ShownObject> displays;
    if (by_site.empty()) {
        return displays;
    }
    for (const std::size_t row : by_site.begin()->second) {
        displays.push_back({level_text(axis, row), {}});
    }
    for (const auto& [site, rows] : by_site) {
        for (std::size_t i = 0; i < displays.size(); ++i) {
            displays[i].rows.push_back(rows.at(i));
        }
    }
    return displays;
}

/// Each object's mean counts, less the mean over objects.
struct Templates {
    Vector mean;
    std::vector<Vector> patterns;

    /// The object whose pattern the counts match best.
    std::size_t best_match(const Vector& counts) const {
        std::size_t best = 0;
        double largest = -std::numeric_limits<double>::infinity();
        for (std::size_t k = 0; k < patterns.size(); ++k) {
            double product = 0;
            double norm = 0;
            for (std::size_t s = 0; s < counts.size(); ++s) {
                product += (counts[s] - mean[s]) * patterns[k][s];
                norm += patterns[k][s] * patterns[k][s];
            }
            const double match = norm > 0 ? product / std::sqrt(norm) : 0;
            if (match > largest) {
                largest = match;
                best = k;
            }
        }
        return best;
    }
};

/// Tells objects by their templates.
class Decoder {
public:
    Decoder(const IdentifyProcedure& p, const UnitResponses& responses)
        : p_(p),
          responses_(responses),
          templates_(find_displays(responses, p.object, p.templates)),
          tests_(find_displays(responses, p.object, p.tests)) {
        for (const ShownObject& shown : templates_) {
            objects_.push_back(shown.object);
        }
        std::sort(objects_.begin(), objects_.end());
        objects_.erase(std::unique(objects_.begin(), objects_.end()), objects_.end());
    }

    /// Why there is nothing to decode; empty if there is.
    std::string reason() const {
        if (!is_covered(responses_, p_.window_ms)) {
            return "the recording does not cover the window";
        }
        if (objects_.size() < 2) {
            return "there are templates of fewer than two objects";
        }
        if (tests_.empty()) {
            return "no display is left by the filter";
        }
        const auto is_known = [&](const ShownObject& shown) {
            return std::binary_search(objects_.begin(), objects_.end(), shown.object);
        };
        return std::all_of(tests_.begin(), tests_.end(), is_known)
                   ? ""
                   : "a tested object has no template";
    }

    double chance() const { return 1 / static_cast<double>(objects_.size()); }

    /// The share of trials, of all tests, in which the object is told from the counts up to a time.
    Proportion accuracy(double until_ms) const {
        const Templates templates = templates_until(until_ms);
        std::size_t hits = 0;
        for (std::size_t d = 0; d < tests_.size(); ++d) {
            base::RandomStream stream(p_.seed, "identify/" + base::format_number(until_ms), d);
            const Vector means = counts_of(tests_[d], until_ms);
            for (int trial = 0; trial < p_.trials; ++trial) {
                Vector counts;
                for (const double mean : means) {
                    counts.push_back(static_cast<double>(draw_poisson(mean, stream)));
                }
                hits += objects_[templates.best_match(counts)] == tests_[d].object ? 1U : 0U;
            }
        }
        return proportion(hits, tests_.size() * static_cast<std::size_t>(p_.trials));
    }

private:
    Vector counts_of(const ShownObject& shown, double until_ms) const {
        return mean_counts(responses_, shown.rows, p_.window_ms[0], until_ms, p_.cells);
    }

    Templates templates_until(double until_ms) const {
        Templates result;
        result.patterns.resize(objects_.size());
        std::vector<double> numbers(objects_.size(), 0.0);
        for (const ShownObject& shown : templates_) {
            const auto k = static_cast<std::size_t>(
                std::lower_bound(objects_.begin(), objects_.end(), shown.object) -
                objects_.begin());
            const Vector counts = counts_of(shown, until_ms);
            result.patterns[k].resize(counts.size(), 0.0);
            for (std::size_t s = 0; s < counts.size(); ++s) {
                result.patterns[k][s] += counts[s];
            }
            numbers[k] += 1;
        }
        result.mean.assign(result.patterns.front().size(), 0.0);
        for (std::size_t k = 0; k < objects_.size(); ++k) {
            for (std::size_t s = 0; s < result.mean.size(); ++s) {
                result.patterns[k][s] /= numbers[k];
                result.mean[s] += result.patterns[k][s] / static_cast<double>(objects_.size());
            }
        }
        for (Vector& pattern : result.patterns) {
            for (std::size_t s = 0; s < pattern.size(); ++s) {
                pattern[s] -= result.mean[s];
            }
        }
        return result;
    }

    const IdentifyProcedure& p_;
    const UnitResponses& responses_;
    std::vector<ShownObject> templates_;
    std::vector<ShownObject> tests_;
    std::vector<std::string> objects_;  ///< sorted
};

}  // namespace

Points accuracy_over_time(const IdentifyProcedure& p, const UnitResponses& responses) {
    const Decoder decoder(p, responses);
    Points points;
    if (!decoder.reason().empty()) {
        return points;
    }
    for (double t = p.window_ms[0] + kGridMs; t <= p.window_ms[1] + 1e-9; t += kGridMs) {
        points.x.push_back(t);
        points.y.push_back(decoder.accuracy(t).value);
    }
    return points;
}

std::vector<Quantity> measure_one(const IdentifyProcedure& p, const UnitResponses& responses) {
    const Decoder decoder(p, responses);
    if (const std::string reason = decoder.reason(); !reason.empty()) {
        return {{"accuracy", "1", kNoValue, reason},
                {"chance", "1", kNoValue, reason},
                {"reaction_ms", "ms", kNoValue, reason}};
    }
    const Proportion end = decoder.accuracy(p.window_ms[1]);
    const double criterion = (1 + decoder.chance()) / 2;
    return {{"accuracy", "1", end.value, {}, 0, end.interval},
            {"chance", "1", decoder.chance(), {}},
            reaction_time(accuracy_over_time(p, responses), criterion)};
}

}  // namespace ventral::analysis
