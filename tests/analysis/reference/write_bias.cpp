/// Prints the table of bias and spread of docs/measures.md: known truth, noise added, estimated
/// again and again. With a file name it also writes the traces and latencies of the figure there.
///
/// Usage: write_bias [FIGURE.json]

#include "analysis/indices/border_ownership.h"
#include "analysis/latency/two_conditions.h"
#include "analysis/spikes/counts.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/statistics/regression.h"
#include "analysis/tuning/contrast.h"
#include "analysis/tuning/orientation.h"
#include "analysis/tuning/receptive_field.h"
#include "analysis/tuning/size.h"
#include "analysis/tuning/spatial_frequency.h"
#include "sim/base/random.h"
#include "tests/analysis/latency/traces.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::Onsets;

namespace {

constexpr std::uint64_t kRepeats = 200;

/// One row: mean error and standard deviation over the repeats that have a value.
void print_row(const std::string& measure,
               const std::string& condition,
               double truth,
               const std::function<double(std::uint64_t)>& estimate,
               std::uint64_t num_repeats = kRepeats) {
    std::vector<double> found;
    for (std::uint64_t i = 0; i < num_repeats; ++i) {
        const double value = estimate(i);
        if (std::isfinite(value)) {
            found.push_back(value);
        }
    }
    std::printf("| %s | %s | %.3f | %+.3f | %.3f | %zu of %zu |\n", measure.c_str(),
                condition.c_str(), truth, mean(found) - truth, standard_deviation(found),
                found.size(), static_cast<std::size_t>(num_repeats));
}

std::string percent(double share) {
    return std::to_string(static_cast<int>(std::lround(100 * share))) + " %";
}

template <class Curve>
std::vector<double> noisy(const std::vector<double>& x,
                          const Curve& curve,
                          double sd,
                          std::uint64_t repeat) {
    base::RandomStream stream(2, "bias", repeat);
    std::vector<double> y;
    for (const double value : x) {
        y.push_back(curve(value) + sd * stream.normal());
    }
    return y;
}

/// When the noiseless response rises above `level`.
double time_above(const Onsets& onsets, double level) {
    double t = 0;
    while (onset_response(t, onsets) - onsets.baseline < level) {
        t += 0.05;
    }
    return t;
}

void latency_rows() {
    const auto times = test::latency_times();
    for (const double transient : {0.0, 20.0, 80.0}) {
        const Onsets truth{.mu_ms = 70, .sigma_ms = 12, .transient = transient};
        const auto clean = test::onset_trace(times, truth);
        for (const double sd : {1.0, 4.0}) {
            const std::string condition =
                "transient " + percent(transient / 20) + ", noise " + percent(sd / 20);
            const auto by = [&](LatencyEstimator estimator) {
                return [&, estimator](std::uint64_t i) {
                    const auto trace = test::with_noise(clean, sd, i);
                    const LatencySettings settings{.estimator = estimator, .num_bins = 3};
                    return measure_latency(times, trace, settings).latency_ms;
                };
            };
            print_row("latency, 33 % of the fit (ms)", condition, test::true_latency(truth, 0.33),
                      by(LatencyEstimator::Fit), 100);
            print_row("latency, half peak (ms)", condition, test::true_latency(truth, 0.5),
                      by(LatencyEstimator::HalfPeak));
            print_row("latency, 3 bins over 2.57 SD (ms)", condition, time_above(truth, 2.57 * sd),
                      by(LatencyEstimator::BaselineSd));
        }
    }
}

void orientation_rows() {
    std::vector<double> theta;
    for (int i = 0; i < 12; ++i) {
        theta.push_back(15.0 * i);
    }
    for (const double kappa : {1.0, 4.0}) {
        const auto curve = [kappa](double t) {
            return 5 + 30 * std::exp(kappa * (std::cos((t - 40) * std::numbers::pi / 90) - 1));
        };
        const double cosine = 1 + std::log((1 + std::exp(-2 * kappa)) / 2) / kappa;
        const double hwhh = 90 * std::acos(cosine) / std::numbers::pi;
        for (const double noise : {0.05, 0.15}) {
            const std::string condition = "12 orientations, noise " + percent(noise);
            print_row("HWHH above baseline, von Mises (deg)", condition, hwhh, [&](auto i) {
                return fit_orientation(theta, noisy(theta, curve, 30 * noise, i))
                    .hwhh_above_baseline_deg;
            });
            print_row("HWHH above baseline, Gaussian (deg)", condition, hwhh, [&](auto i) {
                return fit_orientation(theta, noisy(theta, curve, 30 * noise, i),
                                       OrientationModel::Gaussian)
                    .hwhh_above_baseline_deg;
            });
        }
    }
}

void size_rows() {
    const std::vector<double> d{0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1,  1.2, 1.5, 2,
                                2.5, 3,   4,   5,   6,   8,   10, 12,  14};
    const auto part = [](double x, double w) {
        return w * std::sqrt(std::numbers::pi) / 2 * std::erf(x / w);
    };
    const auto curve = [&](double x) { return 60 * part(x, 1) - 14 * part(x, 4); };
    const double srf = std::sqrt(std::log(60.0 / 14) / (1 - 1.0 / 16));
    const double si = 1 - curve(14) / curve(srf);
    for (const double noise : {0.02, 0.08}) {
        const double sd = noise * curve(srf);
        const std::string condition = "19 diameters, noise " + percent(noise);
        const auto fitted = [&](SizeModel model, auto member) {
            return [&, model, member](std::uint64_t i) {
                return fit_size(d, noisy(d, curve, sd, i), model).summary.*member;
            };
        };
        const auto dog = SizeModel::DifferenceOfGaussians;
        const auto rog = SizeModel::RatioOfGaussians;
        print_row("SRF, difference of Gaussians (deg)", condition, srf,
                  fitted(dog, &SizeSummary::srf_deg));
        print_row("SRF, ratio of Gaussians (deg)", condition, srf,
                  fitted(rog, &SizeSummary::srf_deg));
        print_row("SRF, raw peak (deg)", condition, srf,
                  [&](auto i) { return summarize_size_curve(d, noisy(d, curve, sd, i)).srf_deg; });
        print_row("suppression index, difference of Gaussians", condition, si,
                  fitted(dog, &SizeSummary::suppression_index));
        print_row("suppression index, raw", condition, si, [&](auto i) {
            return summarize_size_curve(d, noisy(d, curve, sd, i)).suppression_index;
        });
    }
}

void other_tuning_rows() {
    const std::vector<double> c{0,    0.01, 0.02, 0.04, 0.06, 0.08, 0.12,
                                0.16, 0.24, 0.32, 0.48, 0.64, 0.8,  1};
    const auto naka_rushton = [](double x) {
        return 3 + 40 * std::pow(x, 2.4) / (std::pow(x, 2.4) + std::pow(0.2, 2.4));
    };
    const std::vector<double> f{0.25, 0.5, 1, 1.4, 2, 2.8, 4, 8};
    const auto log_gaussian = [](double x) {
        return 20 * std::exp2(-std::pow(std::log2(x / 2) / 0.75, 2));
    };
    for (const double noise : {0.03, 0.1}) {
        print_row("c50, Naka-Rushton", "14 contrasts, noise " + percent(noise), 0.2, [&](auto i) {
            return fit_contrast(c, noisy(c, naka_rushton, 40 * noise, i)).c50;
        });
        print_row("exponent, Naka-Rushton", "14 contrasts, noise " + percent(noise), 2.4,
                  [&](auto i) {
                      return fit_contrast(c, noisy(c, naka_rushton, 40 * noise, i)).exponent;
                  });
        print_row("bandwidth, log Gaussian (octaves)", "8 frequencies, noise " + percent(noise),
                  1.5, [&](auto i) {
                      return fit_spatial_frequency(f, noisy(f, log_gaussian, 20 * noise, i))
                          .bandwidth_octaves;
                  });
    }
}

void field_and_index_rows() {
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 169; ++i) {
        const int row = i / 13;
        x.push_back(0.5 * (i % 13 - 6));
        y.push_back(0.5 * (row - 6));
    }
    const double diameter = 2 * std::sqrt(0.7 * 2 * std::numbers::ln2);
    print_row("field diameter at half height (deg)", "13 x 13 places, noise 10 %", diameter,
              [&](auto repeat) {
                  base::RandomStream stream(3, "bias maps", repeat);
                  std::vector<double> rates;
                  for (std::size_t i = 0; i < x.size(); ++i) {
                      const double z = x[i] * x[i] / 2 + y[i] * y[i] / (2 * 0.49);
                      rates.push_back(2 + 20 * std::exp(-z) + 2 * stream.normal());
                  }
                  return fit_receptive_field({x, y, rates}).diameter_deg;
              });
    for (const double truth : {0.0, 0.25}) {
        const auto cell = [truth](std::uint64_t repeat, bool cross_validated) {
            base::RandomStream stream(4, "bias cells", repeat);
            std::vector<double> trials[4];
            for (std::size_t k = 0; k < 4; ++k) {
                const double rate = 5 * (k < 2 ? 1 + truth : 1 - truth);
                trials[k] = spike_counts(rate, 1000, 1.1, 16, stream);
            }
            const SideTrials view{trials[0], trials[1], trials[2], trials[3]};
            return cross_validated ? border_ownership_cross_validated(view, 20, repeat).index.value
                                   : border_ownership(view).index.value;
        };
        print_row(
            "border-ownership index, side from the same trials", "16 trials, mean count 5", truth,
            [&](auto i) { return cell(i, false); }, 1000);
        print_row(
            "border-ownership index, cross-validated", "16 trials, mean count 5", truth,
            [&](auto i) { return cell(i, true); }, 1000);
    }
    const std::vector<double> distance{0, 2, 4, 6, 8, 10, 12, 14, 16};
    print_row("latency over distance (ms/deg)", "9 units, latency SD 5 ms", 2.5, [&](auto i) {
        return regress(distance, noisy(
                                     distance, [](double d) { return 50 + 2.5 * d; }, 5, i))
            .slope;
    });
}

/// The same trials through four estimators.
void write_figure(const char* path) {
    const auto times = test::latency_times();
    nlohmann::json panels = nlohmann::json::array();
    const std::vector<Onsets> responses{
        {.mu_ms = 80, .sigma_ms = 8, .transient = 60, .alpha_per_ms = 0.03},
        {.mu_ms = 80, .sigma_ms = 20, .transient = 20},
        {.mu_ms = 80, .sigma_ms = 35, .sustained = 20}};
    for (const Onsets& onsets : responses) {
        constexpr std::uint64_t kTrials = 25;
        std::vector<double> shown;
        std::vector<double> blank;
        const auto clean = test::onset_trace(times, onsets);
        for (std::uint64_t trial = 0; trial < kTrials; ++trial) {
            const auto response = test::with_noise(clean, 6, trial);
            const std::vector<double> rest(times.size(), onsets.baseline);
            const auto spontaneous = test::with_noise(rest, 6, 1000 + trial);
            shown.insert(shown.end(), response.begin(), response.end());
            blank.insert(blank.end(), spontaneous.begin(), spontaneous.end());
        }
        const Rows trials{.values = shown, .length = times.size()};
        const Rows blanks{.values = blank, .length = times.size()};
        const auto mean_curve = mean_of_rows(trials);
        nlohmann::json latencies = nlohmann::json::array();
        const auto add = [&](const Latency& latency) {
            latencies.push_back({{"estimator", latency.estimator}, {"ms", latency.latency_ms}});
        };
        const auto by = [&](LatencyEstimator estimator) {
            return measure_latency(times, mean_curve, {.estimator = estimator, .num_bins = 3});
        };
        add(by(LatencyEstimator::BaselineSd));
        add(first_significant_bin(times, trials, blanks, {.alpha = 0.01, .num_bins = 3}));
        add(by(LatencyEstimator::Fit));
        add(by(LatencyEstimator::HalfPeak));
        const auto fit = fit_latency(times, mean_curve);
        std::vector<double> fitted;
        for (const double t : times) {
            fitted.push_back(fit.baseline + evaluate(fit, t));
        }
        panels.push_back({{"times_ms", times},
                          {"mean", mean_curve},
                          {"fit", fitted},
                          {"mean_onset_ms", onsets.mu_ms},
                          {"sigma_ms", onsets.sigma_ms},
                          {"latencies", latencies}});
    }
    std::ofstream(path) << panels.dump();
}

}  // namespace

int main(int argc, char** argv) try {
    std::puts("| measure | condition | truth | bias | spread (SD) | with a value |");
    std::puts("| --- | --- | --- | --- | --- | --- |");
    latency_rows();
    orientation_rows();
    size_rows();
    other_tuning_rows();
    field_and_index_rows();
    if (argc > 1) {
        write_figure(argv[1]);
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
