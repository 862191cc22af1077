#include "analysis/spikes/counts.h"
#include "analysis/spikes/trains.h"
#include "analysis/statistics/descriptive.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

struct Moments {
    double mean = 0;
    double ratio = 0;
};

template <class Draw>
Moments moments_of(std::size_t n, const Draw& draw) {
    std::vector<double> values(n);
    for (double& value : values) {
        value = draw();
    }
    const double sd = standard_deviation(values);
    return {mean(values), sd * sd / mean(values)};
}

}  // namespace

TEST_CASE("counts have the stated mean and variance-to-mean ratio") {
    for (const double count_mean : {0.8, 5.0, 27.5, 240.0}) {
        for (const double ratio : {0.6, 1.0, 1.1, 2.5}) {
            CAPTURE(count_mean);
            CAPTURE(ratio);
            base::RandomStream stream(4, "counts", static_cast<std::uint64_t>(10 * ratio));
            constexpr std::size_t kDraws = 20000;
            const auto found =
                moments_of(kDraws, [&] { return draw_count(count_mean, ratio, stream); });
            const double error = std::sqrt(count_mean * ratio / kDraws);
            CHECK(close(found.mean, count_mean, 0, 4 * error));
            CHECK(close(found.ratio, ratio, 0.06, 0));
        }
    }
}

TEST_CASE("counts are whole, seeded, and refuse moments that whole numbers cannot have") {
    base::RandomStream one(1, "counts");
    base::RandomStream same(1, "counts");
    base::RandomStream other(2, "counts");
    const auto counts = spike_counts(20, 260, 1.1, 50, one);
    CHECK(counts == spike_counts(20, 260, 1.1, 50, same));
    CHECK_FALSE(counts == spike_counts(20, 260, 1.1, 50, other));
    for (const double count : counts) {
        CHECK(count == std::floor(count));
    }
    CHECK(draw_count(0, 1, one) == 0);
    CHECK(draw_count(4, 0, one) == 4);
    CHECK_THROWS_WITH(draw_count(0.5, 0.2, one), doctest::Contains("at least 0.5"));
    CHECK_THROWS_WITH(draw_count(-1, 1, one), doctest::Contains("both finite and at least 0"));
    CHECK_THROWS_WITH(draw_count(std::nan(""), 1, one), doctest::Contains("a spike count"));
}

TEST_CASE("the Anscombe transform makes the variance of counts nearly a quarter") {
    base::RandomStream stream(6, "anscombe");
    std::vector<double> values(20000);
    for (double& value : values) {
        value = anscombe(draw_count(12, 1, stream));
    }
    const double sd = standard_deviation(values);
    CHECK(close(sd * sd, 0.25, 0.04, 0));
}

TEST_CASE("trains follow their rates and have the stated count variability") {
    std::vector<double> rates(1000, 20);
    for (std::size_t i = 500; i < 1000; ++i) {
        rates[i] = 60;
    }
    for (const double ratio : {1.0, 2.0}) {
        base::RandomStream stream(3, "trains");
        std::vector<double> early;
        std::vector<double> counts;
        for (int trial = 0; trial < 4000; ++trial) {
            const auto spikes = spike_train(rates, -100, 1, {.variance_to_mean = ratio}, stream);
            counts.push_back(static_cast<double>(spikes.size()));
            early.push_back(bin_spikes(spikes, -100, 500, 2)[0]);
            CHECK((spikes.empty() || (spikes.front() >= -100 && spikes.back() <= 900)));
        }
        const double sd = standard_deviation(counts);
        CHECK(close(mean(counts), 40, 0.02, 0));
        CHECK(close(mean(early), 10, 0.03, 0));
        CHECK(close(sd * sd / mean(counts), ratio, 0.08, 0));
    }
}

TEST_CASE("refractoriness keeps spikes apart, the mean rate, and lowers the variability") {
    const std::vector<double> rates(2000, 80);
    base::RandomStream stream(5, "refractory trains");
    std::vector<double> counts;
    for (int trial = 0; trial < 1500; ++trial) {
        const auto spikes = spike_train(rates, 0, 1, {.refractory_ms = 3}, stream);
        counts.push_back(static_cast<double>(spikes.size()));
        for (std::size_t i = 1; i < spikes.size(); ++i) {
            REQUIRE(spikes[i] - spikes[i - 1] >= 3 - 1e-9);
        }
    }
    const double sd = standard_deviation(counts);
    CHECK(close(mean(counts), 160, 0.01, 0));
    CHECK(close(sd * sd / mean(counts), std::pow(1 - 0.08 * 3, 2), 0.1, 0));
    CHECK_THROWS_WITH(spike_train(std::vector<double>{400}, 0, 1, {.refractory_ms = 3}, stream),
                      doctest::Contains("a rate that no spike train can have"));
}

TEST_CASE("regular trains vary less, asymptotically by their ratio") {
    const std::vector<double> rates(2000, 100);
    base::RandomStream stream(5, "regular trains");
    std::vector<double> counts;
    for (int trial = 0; trial < 1500; ++trial) {
        counts.push_back(static_cast<double>(
            spike_train(rates, 0, 1, {.variance_to_mean = 0.5}, stream).size()));
    }
    const double sd = standard_deviation(counts);
    CHECK(close(mean(counts), 200, 0.01, 0));
    CHECK(close(sd * sd / mean(counts), 0.5, 0.1, 0));
}

TEST_CASE("gains have mean 1, the stated spread, and covary over trials as stated") {
    constexpr std::size_t kTrials = 40000;
    for (const double rho : {0.0, 0.4, 1.0}) {
        const auto gains = trial_gains(kTrials, 2, 0.3, rho, 9);
        std::vector<double> first;
        std::vector<double> log_first;
        std::vector<double> log_second;
        for (std::size_t trial = 0; trial < kTrials; ++trial) {
            first.push_back(gains[2 * trial]);
            log_first.push_back(std::log(gains[2 * trial]));
            log_second.push_back(std::log(gains[2 * trial + 1]));
        }
        CHECK(close(mean(first), 1, 0.005, 0));
        CHECK(close(standard_deviation(first), 0.3, 0.02, 0));
        CHECK(close(correlation(log_first, log_second), rho, 0, 0.02));
    }
    CHECK(trial_gains(2, 2, 0, 0.5, 1) == std::vector<double>{1, 1, 1, 1});
    CHECK_THROWS_WITH(trial_gains(1, 1, 0.1, 2, 1), doctest::Contains("a correlation from 0 to 1"));
}
