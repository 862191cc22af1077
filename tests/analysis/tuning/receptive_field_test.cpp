#include "analysis/tuning/receptive_field.h"

#include "analysis/tuning/reverse_correlation.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

struct Lattice {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> rates;

    template <class Response>
    Lattice(double half_width, double pitch, const Response& response) {
        const int n = static_cast<int>(std::lround(half_width / pitch));
        for (int i = -n; i <= n; ++i) {
            for (int j = -n; j <= n; ++j) {
                x.push_back(j * pitch);
                y.push_back(i * pitch);
                rates.push_back(response(x.back(), y.back()));
            }
        }
    }
    ResponseMap map() const { return {x, y, rates}; }
};

double gaussian(double x, double y, double su, double sv, double orientation_deg) {
    const double a = orientation_deg * std::numbers::pi / 180;
    const double u = x * std::cos(a) + y * std::sin(a);
    const double v = y * std::cos(a) - x * std::sin(a);
    return std::exp(-u * u / (2 * su * su) - v * v / (2 * sv * sv));
}

}  // namespace

TEST_CASE("a turned Gaussian receptive field is recovered with its diameter at the criterion") {
    for (const double orientation : {20.0, 110.0}) {
        CAPTURE(orientation);
        const Lattice lattice(3, 0.25, [&](double x, double y) {
            return 1.5 + 12 * gaussian(x - 0.4, y + 0.7, 0.9, 0.5, orientation);
        });
        const auto fit = fit_receptive_field(lattice.map());
        REQUIRE(fit.reason.empty());
        CHECK(close(fit.x_deg, 0.4, 0, 1e-4));
        CHECK(close(fit.y_deg, -0.7, 0, 1e-4));
        CHECK(close(fit.sigma_long_deg, 0.9, 1e-4, 0));
        CHECK(close(fit.sigma_short_deg, 0.5, 1e-4, 0));
        CHECK(close(fit.orientation_deg, orientation, 0, 1e-2));
        CHECK(close(fit.baseline, 1.5, 1e-4, 0));
        CHECK(close(fit.amplitude, 12, 1e-4, 0));
        CHECK(close(fit.diameter_deg, 2 * std::sqrt(0.45 * 2 * std::log(2.0)), 1e-4, 0));
        CHECK(close(evaluate(fit, 1, 0), 1.5 + 12 * gaussian(0.6, 0.7, 0.9, 0.5, orientation), 1e-4,
                    0));
    }
}

TEST_CASE("the diameter of a round field at half height is 2.355 standard deviations") {
    const Lattice lattice(4, 0.5, [](double x, double y) { return 8 * gaussian(x, y, 1, 1, 0); });
    const auto half = fit_receptive_field(lattice.map(), 0.5);
    CHECK(close(half.diameter_deg, 2 * std::sqrt(2 * std::log(2.0)), 1e-4, 0));
    const auto tenth = fit_receptive_field(lattice.map(), 0.1);
    CHECK(close(tenth.diameter_deg, 2 * std::sqrt(2 * std::log(10.0)), 1e-4, 0));
}

TEST_CASE("fields that the map cannot resolve have no value and say why") {
    const auto reason = [](const auto& response) {
        const Lattice lattice(2, 0.5, response);
        const auto fit = fit_receptive_field(lattice.map());
        CHECK(std::isnan(fit.diameter_deg));
        return fit.reason;
    };
    CHECK(reason([](double, double) { return 0.0; }) == "no response");
    CHECK(reason([](double x, double y) { return gaussian(x - 5, y, 2, 2, 0); }) ==
          "the centre lies at the edge of the map");
    CHECK(reason([](double x, double y) { return x == 0 && y == 0 ? 9.0 : 0.0; }) ==
          "the field is wider or narrower than the map can resolve");
    const std::vector<double> few{1, 2, 3};
    CHECK(fit_receptive_field({few, few, few}).reason == "3 places; at least 8 are needed");
    CHECK_THROWS_WITH(fit_receptive_field({few, few, few}, 1.5),
                      doctest::Contains("between 0 and 1"));
}

TEST_CASE("the minimum response field is the area that reaches the criterion") {
    const double pitch = 0.05;
    const Lattice lattice(1, pitch, [](double x, double y) {
        return std::hypot(x - 0.2, y + 0.1) <= 0.51 ? 10.0 : 1.0;
    });
    const auto field = minimum_response_field(lattice.map(), 5, pitch);
    REQUIRE(field.reason.empty());
    CHECK(close(field.x_deg, 0.2, 0, 1e-9));
    CHECK(close(field.y_deg, -0.1, 0, 1e-9));
    CHECK(close(field.diameter_deg, 1.02, 0.02, 0));
    CHECK(close(field.width_deg, 1 + pitch, 1e-9, 0));
    CHECK_FALSE(field.at_edge);
    for (const auto& place : {std::pair{-1.0, 0.0}, {1.0, 0.0}, {0.0, -1.0}, {0.0, 1.0}}) {
        const Lattice one(1, 0.5, [&](double x, double y) {
            return x == place.first && y == place.second ? 1.0 : 0.0;
        });
        CHECK(minimum_response_field(one.map(), 0.5, 0.5).at_edge);
    }
    const auto none = minimum_response_field(lattice.map(), 20, pitch);
    CHECK(none.reason == "no place reaches the criterion");
    CHECK(std::isnan(none.diameter_deg));
    CHECK(none.num_places == 0);
    CHECK_THROWS_WITH(minimum_response_field(lattice.map(), 5, 0),
                      doctest::Contains("the distance of neighbouring places"));
}

TEST_CASE("reverse correlation finds a linear kernel at its lag") {
    constexpr std::size_t kPlaces = 9;
    constexpr std::size_t kFrames = 20000;
    const std::vector<double> kernel{0, 0.5, 0, 1, 3, 0, 0, -2, 0};
    base::RandomStream stream(3, "sparse noise");
    std::vector<double> frames;
    for (std::size_t i = 0; i < kFrames * kPlaces; ++i) {
        const auto draw = stream.below(6);
        frames.push_back(draw == 0 ? 1 : (draw == 1 ? -1 : 0));
    }
    std::vector<double> rates(kFrames, 10);
    for (std::size_t t = 2; t < kFrames; ++t) {
        for (std::size_t k = 0; k < kPlaces; ++k) {
            rates[t] += kernel[k] * frames[(t - 2) * kPlaces + k];
        }
    }
    const std::vector<std::size_t> lags{0, 1, 2, 3};
    const Rows noise{.values = frames, .length = kPlaces};
    const auto found = reverse_correlate(noise, rates, lags);
    REQUIRE(found.reason.empty());
    CHECK(found.best_lag == 2);
    for (std::size_t k = 0; k < kPlaces; ++k) {
        CHECK(close(found.rows().row(2)[k], kernel[k], 0, 0.12));
        CHECK(close(found.rows().row(0)[k], 0, 0, 0.12));
    }
    for (std::size_t t = 0; t < kFrames; ++t) {
        frames[t * kPlaces + 4] = 0;
    }
    CHECK(reverse_correlate(noise, rates, lags).reason == "a place was never stimulated");
    const std::vector<std::size_t> long_lag{kFrames};
    CHECK_THROWS_WITH(reverse_correlate(noise, rates, long_lag),
                      doctest::Contains("longer than the recording"));
}
