#include "analysis/statistics/bootstrap.h"

#include "analysis/statistics/descriptive.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

std::vector<double> normal_sample(std::size_t n, std::uint64_t seed, std::uint64_t index) {
    base::RandomStream stream(seed, "bootstrap sample", index);
    std::vector<double> values(n);
    for (double& value : values) {
        value = 3 + 2 * stream.normal();
    }
    return values;
}

/// Exponential numbers: mean 1, median ln 2, skewed.
std::vector<double> skewed_sample(std::size_t n, std::uint64_t seed, std::uint64_t index) {
    base::RandomStream stream(seed, "skewed sample", index);
    std::vector<double> values(n);
    for (double& value : values) {
        value = -std::log1p(-stream.uniform());
    }
    return values;
}

/// Share of 95 % intervals over repeated samples that contain the truth.
template <class Sample, class Statistic>
double coverage(const Sample& sample, const Statistic& statistic, double truth, std::size_t n) {
    constexpr std::size_t kRepeats = 2000;
    std::atomic<std::size_t> num_inside{0};
    for_each_index(kRepeats, 2, [&](std::size_t i) {
        const auto found =
            bootstrap(sample(n, 1, i), statistic, {.num_resamples = 1000, .seed = i});
        num_inside += found.interval.low <= truth && truth <= found.interval.high ? 1U : 0U;
    });
    return static_cast<double>(num_inside) / kRepeats;
}

}  // namespace

TEST_CASE("BCa intervals of a mean cover the truth within 2 % of nominal at 100 observations") {
    const double normal = coverage(normal_sample, mean, 3, 100);
    MESSAGE("coverage of 95 % intervals of a normal mean, n = 100: ", normal);
    CHECK(close(normal, 0.95, 0, 0.02));
    const double skewed = coverage(skewed_sample, mean, 1, 100);
    MESSAGE("coverage of 95 % intervals of an exponential mean, n = 100: ", skewed);
    CHECK(close(skewed, 0.95, 0, 0.02));
}

TEST_CASE("the bootstrap's standard error of a mean is sd / sqrt(n)") {
    const auto sample = normal_sample(200, 5, 0);
    const auto result = bootstrap(sample, mean, {.num_resamples = 4000});
    const double expected = standard_deviation(sample) / std::sqrt(200.0);
    CHECK(close(result.standard_error, expected, 0.05, 0));
    CHECK(close(result.value, mean(sample), 1e-12, 0));
    CHECK(close(result.bias, 0, 0, 0.1 * expected));
    CHECK(close(result.interval.high - result.interval.low, 2 * 1.96 * expected, 0.08, 0));
}

TEST_CASE("BCa leans towards the long tail of a skewed sample, percentiles do not") {
    const auto sample = skewed_sample(30, 2, 1);
    const auto bca = bootstrap(sample, mean, {.num_resamples = 4000});
    const auto percentile =
        bootstrap(sample, mean, {.num_resamples = 4000, .method = BootstrapMethod::Percentile});
    CHECK(bca.interval.low > percentile.interval.low);
    CHECK(bca.interval.high > percentile.interval.high);
}

TEST_CASE("two samples are resampled on their own") {
    const auto a = normal_sample(60, 1, 1);
    const auto b = normal_sample(40, 1, 2);
    const auto gap = [](std::span<const double> x, std::span<const double> y) {
        CHECK(x.size() + y.size() >= 99);
        return mean(x) - mean(y);
    };
    const auto result = bootstrap_two_samples(a, b, gap, {.num_resamples = 2000});
    const double expected = std::hypot(standard_deviation(a) / std::sqrt(60.0),
                                       standard_deviation(b) / std::sqrt(40.0));
    CHECK(close(result.standard_error, expected, 0.06, 0));
    CHECK(result.interval.low < result.value);
    CHECK(result.value < result.interval.high);
}

TEST_CASE("indices of several samples stay in the order of the samples, also with one left out") {
    std::atomic<bool> with_one_left_out{false};
    const auto statistic = [&](std::span<const std::size_t> chosen) {
        const auto num_first =
            std::count_if(chosen.begin(), chosen.end(), [](std::size_t i) { return i < 3; });
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            CHECK((chosen[k] < 3) == (k < static_cast<std::size_t>(num_first)));
            CHECK(chosen[k] < 8);
        }
        with_one_left_out = with_one_left_out || chosen.size() == 7;
        return static_cast<double>(chosen.front() + 10 * chosen.back());
    };
    const auto result = bootstrap_samples({3, 5}, statistic, {.num_resamples = 50});
    CHECK(with_one_left_out);
    CHECK(result.value == 70);
}

TEST_CASE("a seed gives one result on any number of threads, another seed another") {
    const auto sample = normal_sample(50, 9, 0);
    const auto one = bootstrap(sample, median, {.num_resamples = 300, .num_threads = 1});
    const auto three = bootstrap(sample, median, {.num_resamples = 300, .num_threads = 3});
    const auto other = bootstrap(sample, mean, {.num_resamples = 300, .seed = 2});
    const auto same = bootstrap(sample, mean, {.num_resamples = 300, .seed = 1});
    CHECK(one.interval == three.interval);
    CHECK(one.standard_error == three.standard_error);
    CHECK_FALSE(other.interval == same.interval);
}

TEST_CASE("progress counts every resample, and an exception of a piece reaches the caller") {
    std::size_t last = 0;
    std::size_t num_calls = 0;
    BootstrapSettings settings{.num_resamples = 50, .num_threads = 2};
    settings.progress = [&](std::size_t done, std::size_t total) {
        ++num_calls;
        last = done;
        CHECK(total == 50);
    };
    bootstrap(normal_sample(10, 1, 0), mean, settings);
    CHECK(last == 50);
    CHECK(num_calls == 50);
    const auto fails = [](std::size_t i) {
        if (i == 7) {
            throw std::runtime_error("piece 7");
        }
    };
    CHECK_THROWS_WITH(for_each_index(20, 2, fails), "piece 7");
}

TEST_CASE("what cannot have an interval says why") {
    const auto none = bootstrap(std::vector<double>{}, mean);
    CHECK(none.reason == "no observations");
    const auto one = bootstrap(std::vector<double>{4}, mean);
    CHECK(one.value == 4);
    CHECK(one.reason == "one observation has no interval");
    CHECK(std::isnan(one.interval.low));
    const auto broken = bootstrap(std::vector<double>{4, std::nan("")}, mean);
    CHECK(broken.reason == "the statistic has no value");
    const auto rarely = bootstrap(
        20,
        [](std::span<const std::size_t> chosen) {
            return chosen[0] == 3 || chosen[0] > 9 ? kNoValue : static_cast<double>(chosen[1]);
        },
        {.num_resamples = 100});
    CHECK(rarely.num_failed > 5);
    CHECK(rarely.reason.find("no value in") == 0);
    CHECK(std::isnan(rarely.interval.high));
    CHECK_THROWS_WITH(bootstrap(std::vector<double>{1, 2}, mean, {.confidence = 95}),
                      doctest::Contains("a confidence between 0 and 1"));
}
