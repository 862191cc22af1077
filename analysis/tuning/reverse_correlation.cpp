#include "analysis/tuning/reverse_correlation.h"

#include "analysis/tuning/samples.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <numeric>

namespace ventral::analysis {

namespace {

/// sum over t of (r(t) - mean) s(t - lag) and of s(t - lag)^2, over the frames that have both.
void add_lag(const Rows& frames,
             std::span<const double> rates,
             std::size_t lag,
             std::span<double> map) {
    const auto num_pairs = static_cast<double>(frames.count() - lag);
    const double mean =
        std::accumulate(rates.begin() + static_cast<std::ptrdiff_t>(lag), rates.end(), 0.0) /
        num_pairs;
    std::vector<double> squares(map.size(), 0);
    for (std::size_t t = lag; t < frames.count(); ++t) {
        const auto frame = frames.row(t - lag);
        for (std::size_t k = 0; k < map.size(); ++k) {
            map[k] += (rates[t] - mean) * frame[k];
            squares[k] += frame[k] * frame[k];
        }
    }
    for (std::size_t k = 0; k < map.size(); ++k) {
        map[k] = squares[k] > 0 ? map[k] / squares[k] : std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace

ReverseCorrelation reverse_correlate(const Rows& frames,
                                     std::span<const double> rates,
                                     std::span<const std::size_t> lags) {
    require_whole_rows(frames, "the frames of the noise");
    require_equal_lengths(frames.count(), rates.size(), "frames and rates");
    ReverseCorrelation result;
    result.num_places = frames.length;
    if (!all_finite(rates) || !all_finite(frames.values)) {
        result.reason = "a value is not finite";
        return result;
    }
    for (const std::size_t lag : lags) {
        if (lag >= frames.count()) {
            throw base::ConfigError({.what = "a lag is longer than the recording",
                                     .got = base::str(lag, " frames"),
                                     .allowed = base::str("less than ", frames.count())});
        }
    }
    result.maps.assign(lags.size() * frames.length, 0);
    for (std::size_t i = 0; i < lags.size(); ++i) {
        const auto map = std::span(result.maps).subspan(i * frames.length, frames.length);
        add_lag(frames, rates, lags[i], map);
        const double sum = std::inner_product(map.begin(), map.end(), map.begin(), 0.0);
        result.power.push_back(sum / static_cast<double>(map.size()));
    }
    if (!all_finite(result.maps)) {
        result.reason = "a place was never stimulated";
    } else if (!lags.empty()) {
        result.best_lag = index_of_largest(result.power);
    }
    return result;
}

}  // namespace ventral::analysis
