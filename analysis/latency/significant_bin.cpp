#include "analysis/latency/two_conditions.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/statistics/rank_tests.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace ventral::analysis {

namespace {

/// Column k of the chosen rows; indices count from `first`.
std::vector<double> column(const Rows& rows,
                           std::size_t k,
                           std::span<const std::size_t> chosen,
                           std::size_t first) {
    std::vector<double> values;
    for (const std::size_t i : chosen) {
        values.push_back(rows.row(i - first)[k]);
    }
    return values;
}

std::vector<std::size_t> indices(std::size_t count) {
    std::vector<std::size_t> result(count);
    std::iota(result.begin(), result.end(), std::size_t{0});
    return result;
}

std::string describe_bins(const SignificantBinSettings& settings) {
    const char* test = settings.test == BinTest::MannWhitney ? "Mann-Whitney" : "signed ranks";
    return base::str("first of ", settings.num_bins, " bins with p < ",
                     base::format_number(settings.alpha), " (", test, ")");
}

/// The trials of two conditions.
struct Trials {
    std::span<const double> times;
    Rows a;
    Rows b;
};

Latency without_value(const Trials& trials, const SignificantBinSettings& settings) {
    require_whole_rows(trials.a, "the first condition's trials");
    require_whole_rows(trials.b, "the second condition's trials");
    require_equal_lengths(trials.times.size(), trials.a.length, "times and bins");
    require_equal_lengths(trials.a.length, trials.b.length, "the bins of the two conditions");
    if (settings.test == BinTest::SignedRank) {
        require_equal_lengths(trials.a.count(), trials.b.count(),
                              "the units of the two conditions");
    }
    Latency latency{.estimator = describe_bins(settings)};
    if (!all_finite(trials.a.values) || !all_finite(trials.b.values)) {
        latency.reason = "a rate is not finite";
    }
    return latency;
}

/// The first significant bin of the chosen trials: those of the first condition and then those of
/// the second, or, paired, the units of both. NaN if there is none.
double significant_bin_of(const Trials& trials,
                          const SignificantBinSettings& settings,
                          std::span<const std::size_t> chosen) {
    const bool paired = settings.test == BinTest::SignedRank;
    // Trials may be left out: where the second condition begins is seen from the indices.
    const auto num_first = static_cast<std::size_t>(std::count_if(
        chosen.begin(), chosen.end(), [&](std::size_t i) { return i < trials.a.count(); }));
    const auto in_first = chosen.first(num_first);
    const auto in_second = paired ? in_first : chosen.subspan(num_first);
    std::size_t num_in_row = 0;
    bool was_above = false;
    for (std::size_t k = 0; k < trials.times.size(); ++k) {
        if (trials.times[k] < settings.from_ms) {
            continue;
        }
        const auto a = column(trials.a, k, in_first, 0);
        const auto b = column(trials.b, k, in_second, paired ? 0 : trials.a.count());
        const TestResult test = paired ? wilcoxon_signed_rank(a, b) : mann_whitney(a, b);
        const bool above = mean(a) > mean(b);
        const bool significant = test.p < settings.alpha;
        const bool goes_on = significant && num_in_row > 0 && above == was_above;
        num_in_row = significant ? (goes_on ? num_in_row + 1 : 1) : 0;
        was_above = above;
        if (significant && num_in_row >= settings.num_bins) {
            return trials.times[k + 1 - num_in_row];
        }
    }
    return kNoValue;
}

}  // namespace

Latency first_significant_bin(std::span<const double> times_ms,
                              const Rows& a,
                              const Rows& b,
                              const SignificantBinSettings& settings) {
    const Trials trials{times_ms, a, b};
    Latency latency = without_value(trials, settings);
    if (latency.reason.empty()) {
        const bool paired = settings.test == BinTest::SignedRank;
        const auto all = indices(a.count() + (paired ? 0 : b.count()));
        latency.latency_ms = significant_bin_of(trials, settings, all);
        latency.reason = std::isnan(latency.latency_ms) ? "no bin tells the conditions apart" : "";
    }
    return latency;
}

Latency first_significant_bin(std::span<const double> times_ms,
                              const Rows& a,
                              const Rows& b,
                              const SignificantBinSettings& settings,
                              const BootstrapSettings& bootstrap_settings) {
    Latency latency = first_significant_bin(times_ms, a, b, settings);
    if (!latency.reason.empty()) {
        return latency;
    }
    const Trials trials{times_ms, a, b};
    std::vector<std::size_t> sizes{a.count()};
    if (settings.test == BinTest::MannWhitney) {
        sizes.push_back(b.count());
    }
    const auto statistic = [&](std::span<const std::size_t> chosen) {
        return significant_bin_of(trials, settings, chosen);
    };
    set_interval(latency, bootstrap_samples(sizes, statistic, bootstrap_settings));
    return latency;
}

}  // namespace ventral::analysis
