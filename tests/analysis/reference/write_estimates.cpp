/// Writes noisy synthetic data and what the estimators make of them, for compare_with_scipy.py.
///
/// Usage: write_estimates FILE.json

#include "analysis/latency/latency_fit.h"
#include "analysis/statistics/anova.h"
#include "analysis/statistics/bootstrap.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/statistics/false_discovery.h"
#include "analysis/statistics/power.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rank_tests.h"
#include "analysis/statistics/regression.h"
#include "analysis/tuning/contrast.h"
#include "analysis/tuning/orientation.h"
#include "analysis/tuning/receptive_field.h"
#include "analysis/tuning/size.h"
#include "analysis/tuning/spatial_frequency.h"
#include "sim/base/random.h"
#include "tests/analysis/latency/traces.h"

#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using nlohmann::json;

namespace {

std::vector<double> normals(std::size_t n, double mean, double sd, std::uint64_t index) {
    base::RandomStream stream(1, "reference data", index);
    std::vector<double> values(n);
    for (double& value : values) {
        value = mean + sd * stream.normal();
    }
    return values;
}

template <class Curve>
std::vector<double> noisy(const std::vector<double>& x, const Curve& curve, double sd) {
    std::vector<double> y = normals(x.size(), 0, sd, x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        y[i] += curve(x[i]);
    }
    return y;
}

json orientation() {
    std::vector<double> theta;
    for (int i = 0; i < 16; ++i) {
        theta.push_back(11.25 * i);
    }
    const auto rates = noisy(
        theta,
        [](double t) {
            return 6 + 25 * std::exp(2.2 * (std::cos((t - 65) * std::numbers::pi / 90) - 1));
        },
        1);
    const auto von_mises = fit_orientation(theta, rates);
    const auto gaussian = fit_orientation(theta, rates, OrientationModel::Gaussian);
    std::vector<double> counts;
    for (const double rate : rates) {
        counts.push_back(std::round(rate));
    }
    const auto selectivity = orientation_selectivity(theta, counts);
    return {{"x", theta},
            {"y", rates},
            {"counts", counts},
            {"von_mises",
             {von_mises.baseline, von_mises.amplitude, von_mises.kappa, von_mises.preferred_deg}},
            {"gaussian",
             {gaussian.baseline, gaussian.amplitude, gaussian.sigma_deg, gaussian.preferred_deg}},
            {"hwhh", {von_mises.hwhh_above_baseline_deg, von_mises.hwhh_above_zero_deg}},
            {"preferred_by_vector", selectivity.preferred_deg},
            {"circular_variance", selectivity.circular_variance}};
}

json size() {
    const std::vector<double> d{0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 6, 8, 14};
    const auto rates = noisy(
        d, [](double x) { return 50 * std::erf(x) - 30 * std::erf(x / 3.5) + 2; }, 0.5);
    const auto difference = fit_size(d, rates, SizeModel::DifferenceOfGaussians, 2);
    const auto ratio = fit_size(d, rates, SizeModel::RatioOfGaussians, 2);
    const auto parameters = [](const SizeFit& fit) {
        return json{fit.centre_gain, fit.centre_deg, fit.surround_gain, fit.surround_deg};
    };
    return {{"x", d},
            {"y", rates},
            {"difference", parameters(difference)},
            {"ratio", parameters(ratio)},
            {"r2", {difference.r2, ratio.r2}},
            {"suppression_index", difference.summary.suppression_index}};
}

json contrast() {
    const std::vector<double> c{0,    0.01, 0.02, 0.04, 0.06, 0.08, 0.12,
                                0.16, 0.24, 0.32, 0.48, 0.64, 0.8,  1};
    const auto rates = noisy(
        c, [](double x) { return 3 + 40 * x * x / (x * x + 0.04); }, 0.7);
    const auto fit = fit_contrast(c, rates);
    return {{"x", c}, {"y", rates}, {"fit", {fit.r0, fit.r_max, fit.c50, fit.exponent}}};
}

json spatial_frequency() {
    const std::vector<double> f{0.25, 0.5, 1, 1.4, 2, 2.8, 4, 8};
    const auto rates = noisy(
        f,
        [](double x) {
            const double z = std::log2(x / 2.2) / 0.8;
            return 1 + 20 * std::exp(-0.5 * z * z);
        },
        0.6);
    const auto fit = fit_spatial_frequency(f, rates, 1);
    return {
        {"x", f}, {"y", rates}, {"fit", {fit.preferred_cpd, fit.amplitude, fit.bandwidth_octaves}}};
}

json receptive_field() {
    std::vector<double> x;
    std::vector<double> y;
    for (int i = -6; i <= 6; ++i) {
        for (int j = -6; j <= 6; ++j) {
            x.push_back(0.4 * j);
            y.push_back(0.4 * i);
        }
    }
    auto rates = normals(x.size(), 2, 0.8, 77);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double u = 0.8 * (x[i] - 0.3) + 0.6 * (y[i] + 0.5);
        const double v = -0.6 * (x[i] - 0.3) + 0.8 * (y[i] + 0.5);
        rates[i] += 15 * std::exp(-u * u / (2 * 0.81) - v * v / (2 * 0.25));
    }
    const auto fit = fit_receptive_field({x, y, rates});
    return {{"x", x},
            {"y", y},
            {"rates", rates},
            {"fit",
             {fit.baseline, fit.amplitude, fit.x_deg, fit.y_deg, fit.sigma_long_deg,
              fit.sigma_short_deg}}};
}

json latency() {
    const auto times = test::latency_times();
    json traces = json::array();
    std::uint64_t seed = 0;
    for (const double transient : {0.0, 15.0, 60.0}) {
        const test::Onsets truth{.mu_ms = 75, .sigma_ms = 12, .transient = transient};
        const auto rates = test::with_noise(test::onset_trace(times, truth), 2, ++seed);
        const auto fit = fit_latency(times, rates);
        traces.push_back({{"t", times},
                          {"y", rates},
                          {"latency", fit.latency_ms},
                          {"r2", fit.r2},
                          {"baseline", fit.baseline}});
    }
    return traces;
}

json anova() {
    json cases = json::array();
    const std::vector<std::vector<std::size_t>> sizes{{8, 8, 8, 8}, {5, 9, 12, 4}};
    for (const auto& counts : sizes) {
        std::vector<double> values;
        std::vector<std::size_t> a;
        std::vector<std::size_t> b;
        const double means[] = {10, 12, 14, 13};
        for (std::size_t cell = 0; cell < 4; ++cell) {
            for (const double value : normals(counts[cell], means[cell], 3, cell)) {
                values.push_back(value);
                a.push_back(cell / 2);
                b.push_back(cell % 2);
            }
        }
        const auto result = two_way_anova(values, a, b);
        const auto effect = [](const AnovaEffect& e) { return json{e.sum_of_squares, e.f, e.p}; };
        cases.push_back(
            {{"values", values},
             {"a", a},
             {"b", b},
             {"effects", {effect(result.a), effect(result.b), effect(result.interaction)}}});
    }
    return cases;
}

json rank_tests() {
    json cases = json::array();
    for (const std::size_t n : {std::size_t{7}, std::size_t{25}}) {
        for (const bool ties : {false, true}) {
            auto a = normals(n, 5, 2, n);
            auto b = normals(n, 6, 2, n + 100);
            if (ties) {
                for (std::size_t i = 0; i < n; ++i) {
                    a[i] = std::round(a[i]);
                    b[i] = std::round(b[i]);
                }
            }
            const auto independent = mann_whitney(a, b);
            const auto paired = wilcoxon_signed_rank(a, b);
            cases.push_back({{"a", a},
                             {"b", b},
                             {"mann_whitney", {independent.statistic, independent.p}},
                             {"mann_whitney_exact", independent.exact},
                             {"wilcoxon", {paired.statistic, paired.p}},
                             {"wilcoxon_exact", paired.exact},
                             {"spearman", rank_correlation(a, b)}});
        }
    }
    return cases;
}

json intervals() {
    const auto sample = normals(40, 0, 1, 5);
    std::vector<double> skewed;
    for (const double z : sample) {
        skewed.push_back(std::exp(0.8 * z));
    }
    const auto bca = bootstrap(skewed, mean, {.num_resamples = 100000});
    const auto cells = proportion(88, 140);
    const auto x = normals(15, 3, 2, 6);
    auto y = normals(15, 0, 1, 7);
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] += 2 + 0.7 * x[i];
    }
    const auto line = regress(x, y);
    const std::vector<double> p{0.001, 0.2, 0.012, 0.03, 0.5, 0.04, 0.008, 0.9};
    return {{"sample", skewed},
            {"bca", {bca.interval.low, bca.interval.high}},
            {"standard_error", bca.standard_error},
            {"wilson", {cells.interval.low, cells.interval.high}},
            {"x", x},
            {"y", y},
            {"line",
             {line.slope, line.intercept, line.r, line.p, line.slope_interval.low,
              line.slope_interval.high}},
            {"p", p},
            {"adjusted", benjamini_hochberg(p)},
            {"power", anova_power(1.2, 2, 10, 0.01)},
            {"quantiles", {quantile(skewed, 0.1), median(skewed), quantile(skewed, 0.9)}}};
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: write_estimates FILE.json\n";
        return 2;
    }
    const json all{{"orientation", orientation()},
                   {"size", size()},
                   {"contrast", contrast()},
                   {"spatial_frequency", spatial_frequency()},
                   {"receptive_field", receptive_field()},
                   {"latency", latency()},
                   {"anova", anova()},
                   {"rank_tests", rank_tests()},
                   {"intervals", intervals()}};
    std::ofstream(argv[1]) << all.dump(1);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
