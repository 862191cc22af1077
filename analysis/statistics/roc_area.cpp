#include "analysis/statistics/roc_area.h"

#include "analysis/statistics/descriptive.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ventral::analysis {

namespace {

constexpr double kReachSd = 9;  ///< counts farther from the mean weigh less than 1e-15
constexpr double kNormal95 = 1.959963984540054;

/// The probabilities of the counts from `first` on.
struct Counts {
    std::size_t first = 0;
    std::vector<double> probability;
};

Counts poisson_counts(double mean) {
    const double reach = kReachSd * std::sqrt(mean) + kReachSd;
    Counts counts;
    counts.first = static_cast<std::size_t>(std::max(0.0, std::floor(mean - reach)));
    const auto last = static_cast<std::size_t>(std::ceil(mean + reach));
    counts.probability.reserve(last - counts.first + 1);
    for (std::size_t k = counts.first; k <= last; ++k) {
        const auto count = static_cast<double>(k);
        counts.probability.push_back(
            mean > 0 ? std::exp(count * std::log(mean) - mean - std::lgamma(count + 1))
                     : (k == 0 ? 1.0 : 0.0));
    }
    return counts;
}

/// P(Y < k) + P(Y = k) / 2 for the same counts k.
Counts middle_ranks(const Counts& counts) {
    Counts ranks{counts.first, {}};
    ranks.probability.reserve(counts.probability.size());
    double below = 0;
    for (const double p : counts.probability) {
        ranks.probability.push_back(below + p / 2);
        below += p;
    }
    return ranks;
}

double rank_of(const Counts& ranks, std::size_t count) {
    if (count < ranks.first) {
        return 0;
    }
    const std::size_t i = count - ranks.first;
    return i < ranks.probability.size() ? ranks.probability[i] : 1;
}

double forced_choice(const Counts& x, const Counts& ranks_of_y) {
    double sum = 0;
    for (std::size_t i = 0; i < x.probability.size(); ++i) {
        sum += x.probability[i] * rank_of(ranks_of_y, x.first + i);
    }
    return sum;
}

/// The variance of the values' mean.
double variance_of_mean(const std::vector<double>& values) {
    const double sd = standard_deviation(values);
    return sd * sd / static_cast<double>(values.size());
}

bool are_means(std::span<const double> means) {
    return std::all_of(means.begin(), means.end(),
                       [](double mean) { return std::isfinite(mean) && mean >= 0; });
}

}  // namespace

double poisson_forced_choice(double mean_x, double mean_y) {
    return forced_choice(poisson_counts(mean_x), middle_ranks(poisson_counts(mean_y)));
}

RocArea roc_area(std::span<const double> signal_means, std::span<const double> other_means) {
    RocArea result;
    if (signal_means.empty() || other_means.empty()) {
        result.reason = "no display is left by the filter";
        return result;
    }
    if (!are_means(signal_means) || !are_means(other_means)) {
        result.reason = "a mean count is negative or not finite";
        return result;
    }
    std::vector<Counts> ranks;
    for (const double mean : other_means) {
        ranks.push_back(middle_ranks(poisson_counts(mean)));
    }
    // Each display's mean over all displays of the other side.
    std::vector<double> of_signal(signal_means.size(), 0.0);
    std::vector<double> of_other(other_means.size(), 0.0);
    for (std::size_t i = 0; i < signal_means.size(); ++i) {
        const Counts counts = poisson_counts(signal_means[i]);
        for (std::size_t j = 0; j < other_means.size(); ++j) {
            const double right = forced_choice(counts, ranks[j]);
            of_signal[i] += right / static_cast<double>(other_means.size());
            of_other[j] += right / static_cast<double>(signal_means.size());
        }
    }
    result.area = mean(of_signal);
    if (of_signal.size() > 1 && of_other.size() > 1) {
        const double half =
            kNormal95 * std::sqrt(variance_of_mean(of_signal) + variance_of_mean(of_other));
        result.interval = {std::max(result.area - half, 0.0), std::min(result.area + half, 1.0)};
    }
    return result;
}

}  // namespace ventral::analysis
