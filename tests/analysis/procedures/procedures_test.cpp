#include "analysis/procedures/procedure.h"
#include "analysis/procedures/unit_responses.h"
#include "sim/base/errors.h"
#include "sim/base/random.h"
#include "sim/config/load.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

using namespace ventral;
using test::close;

namespace {

/// 200 ms of baseline and 500 ms from onset, in steps of 1 ms.
std::vector<double> times() {
    std::vector<double> result;
    for (int t = -200; t < 500; ++t) {
        result.push_back(t);
    }
    return result;
}

/// 2 Hz before onset, and the rate of the condition from 40 ms on.
std::vector<double> course(double rate) {
    std::vector<double> rates;
    for (const double t : times()) {
        rates.push_back(t < 40 ? 2 : rate);
    }
    return rates;
}

analysis::UnitResponses respond(const std::string& factor,
                                const std::vector<double>& levels,
                                const std::function<double(double)>& rate) {
    analysis::UnitResponses responses;
    responses.factors = {{factor, "1", factor, levels, {}}};
    responses.times_ms = times();
    for (const double level : levels) {
        responses.rates.push_back(course(rate(level)));
    }
    return responses;
}

double value_of(const std::vector<analysis::Quantity>& quantities, const std::string& name) {
    for (const analysis::Quantity& quantity : quantities) {
        if (quantity.name == name) {
            return quantity.value;
        }
    }
    FAIL("no quantity " << name);
    return 0;
}

std::vector<double> range(double begin, double step, int count) {
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(begin + step * i);
    }
    return values;
}

}  // namespace

TEST_CASE("the orientation procedure finds the peak and the width of a von Mises curve") {
    for (const double period : {180.0, 360.0}) {
        const double kappa = 2, peak = 70 * period / 180;
        const auto responses = respond("orientation_deg", range(0, period / 12, 12), [&](double x) {
            const double angle = 2 * std::numbers::pi * (x - peak) / period;
            return 5 + 20 * std::exp(kappa * (std::cos(angle) - 1));
        });
        analysis::OrientationProcedure procedure;
        procedure.period_deg = period;
        const auto found = analysis::measure(procedure, responses);
        CHECK(close(value_of(found, "preferred_deg"), peak, 0, 1e-6 * period));
        CHECK(found.front().period == period);
        CHECK(found.back().period == 0);
        // Half height of the part above the minimum of the curve.
        const double half = std::acos(1 + std::log((1 + std::exp(-2 * kappa)) / 2) / kappa);
        CHECK(close(value_of(found, "half_width_deg"), half / (2 * std::numbers::pi) * period, 1e-3,
                    0));
    }
}

TEST_CASE("the size procedure finds the peak, and none where the response still grows") {
    const std::vector<double> diameters{0.5, 1, 1.5, 2, 3, 4, 6, 8};
    const auto suppressed = respond("diameter_deg", diameters, [](double d) {
        return 2 + 30 * (1 - std::exp(-d * d / 2)) - 15 * (1 - std::exp(-d * d / 32));
    });
    const auto found = analysis::measure(analysis::SizeProcedure{}, suppressed);
    CHECK(close(value_of(found, "srf_deg"), 3, 0, 0));
    CHECK(value_of(found, "suppression_index") > 0.2);
    const auto growing = respond("diameter_deg", diameters, [](double d) { return 2 + d; });
    const auto none = analysis::measure(analysis::SizeProcedure{}, growing);
    CHECK(std::isnan(value_of(none, "srf_deg")));
    CHECK(none.front().reason == "the response still grows at the largest diameter");
}

TEST_CASE("the contrast procedure finds c50 and chooses a low and a high contrast") {
    const auto curve = [](double c) { return 2 + 40 * c * c / (c * c + 0.04); };
    const std::vector<double> contrasts{0,    0.02, 0.04, 0.08, 0.12, 0.16,
                                        0.24, 0.32, 0.48, 0.64, 0.8,  1};
    const auto found =
        analysis::measure(analysis::ContrastProcedure{}, respond("contrast", contrasts, curve));
    CHECK(close(value_of(found, "c50"), 0.2, 1e-3, 0));
    CHECK(close(value_of(found, "exponent"), 2, 1e-2, 0));
    // The lowest with more than half of the largest response, 2 + 40 / 1.04, is 0.24.
    CHECK(close(value_of(found, "low"), 0.24, 0, 0));
}

TEST_CASE("the spatial frequency procedure finds the peak on a logarithmic axis") {
    const auto found = analysis::measure(
        analysis::SpatialFrequencyProcedure{},
        respond("spatial_frequency_cpd", {0.25, 0.5, 1, 2, 4, 8},
                [](double f) { return 2 + 25 * std::exp(-std::pow(std::log2(f / 1.5), 2) / 2); }));
    CHECK(close(value_of(found, "preferred_cpd"), 1.5, 1e-3, 0));
    CHECK(close(value_of(found, "bandwidth_octaves"), 2 * std::sqrt(2 * std::log(2)), 1e-3, 0));
}

namespace {

/// Probes 0.1 degrees apart, but for a column that was left out; `rate` at those within 0.45
/// degrees of (0.2, -0.1), 2 Hz at the others.
analysis::UnitResponses probe(double rate) {
    analysis::UnitResponses responses;
    responses.times_ms = times();
    responses.factors = {{"x_deg", "degree", "", {}, {}}, {"y_deg", "degree", "", {}, {}}};
    for (int iy = -10; iy <= 10; ++iy) {
        for (int ix = -10; ix <= 10; ++ix) {
            const double x = 0.1 * ix, y = 0.1 * iy;
            if (ix != -9) {
                responses.factors[0].values.push_back(x);
                responses.factors[1].values.push_back(y);
                responses.rates.push_back(course(std::hypot(x - 0.2, y + 0.1) < 0.45 ? rate : 2));
            }
        }
    }
    return responses;
}

}  // namespace

TEST_CASE("the criterion of the minimum response field falls with the number of presentations") {
    // Two standard deviations of the spontaneous rate: 2 sqrt(1.1 (2 Hz) / (0.25 s n)).
    for (const auto& [presentations, criterion_hz] :
         {std::pair{10, 2 + 2 * std::sqrt(1.1 * 2 / (0.25 * 10))},
          std::pair{40, 2 + 2 * std::sqrt(1.1 * 2 / (0.25 * 40))}}) {
        CAPTURE(presentations);
        analysis::ReceptiveFieldProcedure procedure;
        procedure.presentations = presentations;
        const auto above = analysis::measure(procedure, probe(1.01 * criterion_hz));
        CHECK(close(value_of(above, "diameter_deg"), 0.9, 0, 0.05));
        const auto below = analysis::measure(procedure, probe(0.99 * criterion_hz));
        CHECK(std::isnan(value_of(below, "diameter_deg")));
    }
}

TEST_CASE(
    "the minimum response field is centred on what responds, and none at the lattice's edge") {
    analysis::UnitResponses responses;
    responses.times_ms = times();
    responses.factors = {{"x_deg", "degree", "", {}, {}}, {"y_deg", "degree", "", {}, {}}};
    for (int iy = -10; iy <= 10; ++iy) {
        for (int ix = -10; ix <= 10; ++ix) {
            const double x = 0.1 * ix, y = 0.1 * iy;
            responses.factors[0].values.push_back(x);
            responses.factors[1].values.push_back(y);
            responses.rates.push_back(course(std::hypot(x - 0.2, y + 0.1) < 0.45 ? 30 : 2));
        }
    }
    const auto found = analysis::measure(analysis::ReceptiveFieldProcedure{}, responses);
    CHECK(close(value_of(found, "x_deg"), 0.2, 0, 1e-9));
    CHECK(close(value_of(found, "y_deg"), -0.1, 0, 1e-9));
    CHECK(close(value_of(found, "diameter_deg"), 0.9, 0, 0.05));
    for (auto& rates : responses.rates) {
        rates = course(30);
    }
    const auto none = analysis::measure(analysis::ReceptiveFieldProcedure{}, responses);
    CHECK(std::isnan(value_of(none, "diameter_deg")));
    CHECK(none.back().reason == "the field reaches the edge of the lattice");
}

TEST_CASE("sparse noise gives the place, the size and the delay of a receptive field") {
    constexpr int kSide = 16, kFrames = 4000;
    constexpr double kLength = 20, kDelay = 60, kSigma = 0.5;
    analysis::UnitResponses responses;
    analysis::ShownFrames shown;
    for (int i = 0; i < kSide; ++i) {
        shown.x_deg.push_back(0.25 * (i - 7.5));
        shown.y_deg.push_back(0.25 * (i - 7.5));
    }
    base::RandomStream random(3, "sparse");
    std::vector<double> energies;
    for (int f = 0; f < kFrames; ++f) {
        shown.onsets_ms.push_back(kLength * f);
        double energy = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
            const double u = random.uniform();
            const double contrast = u < 0.02 ? -1 : u < 0.04 ? 1 : 0;
            shown.contrast.push_back(contrast);
            const double dx = shown.x_deg[static_cast<std::size_t>(i % kSide)] - 0.3;
            const double dy = shown.y_deg[static_cast<std::size_t>(i / kSide)] + 0.4;
            energy += contrast * contrast * std::exp(-(dx * dx + dy * dy) / (2 * kSigma * kSigma));
        }
        energies.push_back(energy);
    }
    std::vector<double> rates;
    for (int t = -100; t < kFrames * kLength + 200; ++t) {
        responses.times_ms.push_back(t);
        const int frame = static_cast<int>(std::floor((t - kDelay) / kLength));
        const bool is_shown = frame >= 0 && frame < kFrames;
        rates.push_back(5 + (is_shown ? 10 * energies[static_cast<std::size_t>(frame)] : 0));
    }
    responses.rates = {rates};
    responses.frames = {shown};
    const auto found = analysis::measure(analysis::SparseNoiseProcedure{}, responses);
    CHECK(close(value_of(found, "delay_ms"), kDelay, 0, 1e-9));
    CHECK(close(value_of(found, "x_deg"), 0.3, 0, 0.05));
    CHECK(close(value_of(found, "y_deg"), -0.4, 0, 0.05));
    CHECK(close(value_of(found, "diameter_deg"), 2 * kSigma * std::sqrt(2 * std::log(2)), 0.1, 0));
}

TEST_CASE("the fundamental is the amplitude of the modulation over whole cycles") {
    std::vector<double> rates;
    for (const double t : times()) {
        rates.push_back(10 + 6 * std::cos(2 * std::numbers::pi * 4 * t / 1000 + 0.7));
    }
    analysis::ResponseWindow window{{0, 500}, analysis::ResponseMeasure::Fundamental, 4};
    CHECK(close(analysis::response_to(times(), rates, window), 6, 1e-6, 0));
    window.window_ms = {100, 500};  // only one whole cycle of 250 ms fits
    CHECK(close(analysis::response_to(times(), rates, window), 6, 1e-6, 0));
    window.window_ms = {400, 500};
    CHECK(std::isnan(analysis::response_to(times(), rates, window)));
}

TEST_CASE("the best level is the one with the largest response, and none if all are equal") {
    const auto found = analysis::measure(
        analysis::BestLevelProcedure{.factor = "shape"},
        respond("shape", {1, 2, 3}, [](double s) { return s == 2 ? 30.0 : 10.0; }));
    CHECK(close(value_of(found, "best"), 2, 0, 0));
    CHECK(close(value_of(found, "best_response"), 30, 1e-12, 0));
    const auto none = analysis::measure(analysis::BestLevelProcedure{.factor = "shape"},
                                        respond("shape", {1, 2}, [](double) { return 3.0; }));
    CHECK(std::isnan(value_of(none, "best")));
}

TEST_CASE("conditions that differ in other factors are averaged") {
    auto responses = respond("diameter_deg", {1, 1, 2, 2}, [](double) { return 0.0; });
    responses.rates = {course(10), course(20), course(30), course(50)};
    const auto curve = analysis::tuning_curve(responses, "diameter_deg", {});
    CHECK(curve.levels == std::vector<double>{1, 2});
    CHECK(close(curve.rates[0], 15, 1e-12, 0));
    CHECK(close(curve.rates[1], 40, 1e-12, 0));
}

TEST_CASE("a procedure without its factor names those that there are") {
    const auto responses = respond("diameter_deg", {1, 2}, [](double) { return 1.0; });
    CHECK_THROWS_WITH_AS(analysis::tuning_curve(responses, "diameter", {}),
                         doctest::Contains("did you mean 'diameter_deg'?"), base::ConfigError);
}

TEST_CASE("every procedure says beforehand what it will measure") {
    const config::Node node = config::load_text(
        "[{orientation: {}}, {spatial_frequency: {}}, {size: {}}, {contrast: {}}, "
        "{best_level: {factor: level}}]",
        "test.yaml");
    for (const config::Node& element : node.elements()) {
        const analysis::Procedure procedure = analysis::procedure_codec().read(element);
        const std::string factor = analysis::needed_factors(procedure).front();
        const auto found = analysis::measure(
            procedure, respond(factor, range(0.1, 0.1, 8), [](double x) { return 10 * x; }));
        std::vector<std::string> names;
        for (const analysis::Quantity& quantity : found) {
            names.push_back(quantity.name);
        }
        CHECK(names == analysis::quantity_names(procedure));
    }
}
