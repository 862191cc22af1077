#include "analysis/fit/least_squares.h"

#include "analysis/fit/bounded_parameter.h"
#include "analysis/fit/linear_part.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

/// y = a exp(-b x) at x = 0, 1, ..., 9.
struct Decay {
    std::vector<double> y;
    explicit Decay(double a, double b) {
        for (int i = 0; i < 10; ++i) {
            y.push_back(a * std::exp(-b * i));
        }
    }
    Residuals residuals() const {
        return [this](std::span<const double> p, std::span<double> out) {
            for (std::size_t i = 0; i < out.size(); ++i) {
                out[i] = p[0] * std::exp(-p[1] * static_cast<double>(i)) - y[i];
            }
        };
    }
};

}  // namespace

TEST_CASE("a fit finds the parameters of exact data, free and within bounds") {
    const Decay decay(3, 0.4);
    const std::vector<FitParameter> free{{"a"}, {"b"}};
    const std::vector<FitParameter> bounded{{"a", 0, 10}, {"b", 0}};
    for (const auto& parameters : {free, bounded}) {
        const auto fit = fit_least_squares(decay.residuals(), 10, parameters, {{1, 1}});
        REQUIRE(fit.converged());
        CHECK(close(fit.parameters[0], 3, 1e-6, 0));
        CHECK(close(fit.parameters[1], 0.4, 1e-6, 0));
        CHECK(fit.sum_of_squares < 1e-12);
        CHECK(fit.at_bound.empty());
    }
}

TEST_CASE("a parameter that is pulled beyond its bound stays there and is named") {
    const Decay decay(3, 0.4);
    const std::vector<FitParameter> parameters{{"a", 0, 2}, {"b", 0, 5}};
    const auto fit = fit_least_squares(decay.residuals(), 10, parameters, {{1, 1}});
    REQUIRE(fit.converged());
    CHECK(close(fit.parameters[0], 2, 1e-4, 0));
    REQUIRE(fit.at_bound.size() == 1);
    CHECK(fit.at_bound[0] == "a");
}

TEST_CASE("the best of several starts is taken") {
    // cos(3 p) + p / 10 has many minima; the residual is its distance from the lowest of all.
    const Residuals residuals = [](std::span<const double> p, std::span<double> out) {
        out[0] = 2 + std::cos(3 * p[0]) + p[0] / 10;
    };
    const std::vector<FitParameter> parameters{{"p", -3, 3}};
    const auto one = fit_least_squares(residuals, 1, parameters, {{1}});
    const auto many = fit_least_squares(residuals, 1, parameters, {{1}, {-1}, {2.9}});
    REQUIRE(one.converged());
    CHECK(close(one.parameters[0], std::acos(-1.0) / 3, 0, 0.05));
    CHECK(close(many.parameters[0], -std::acos(-1.0) / 3, 0, 0.05));
    CHECK(many.num_converged == 3);
}

TEST_CASE("too few values or no convergence give no parameters and a reason") {
    const Decay decay(3, 0.4);
    const std::vector<FitParameter> parameters{{"a"}, {"b"}};
    const auto few = fit_least_squares(decay.residuals(), 1, parameters, {{1, 1}});
    CHECK(few.reason == "1 values cannot fix 2 parameters");
    CHECK(few.parameters.empty());
    const auto stopped =
        fit_least_squares(decay.residuals(), 10, parameters, {{1, 1}}, {.max_evaluations = 3});
    CHECK(stopped.reason == "the fit did not converge from any of 1 starts");
    CHECK(stopped.parameters.empty());
    const Residuals nowhere = [](std::span<const double>, std::span<double> out) {
        for (double& r : out) {
            r = std::nan("");
        }
    };
    CHECK_FALSE(fit_least_squares(nowhere, 10, parameters, {{1, 1}}).converged());
}

TEST_CASE("standard errors are those of linear regression where the model is linear") {
    const std::vector<double> y{1.1, 1.9, 3.2, 3.8, 5.1};
    const Residuals line = [&](std::span<const double> p, std::span<double> out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = p[0] + p[1] * static_cast<double>(i) - y[i];
        }
    };
    const std::vector<FitParameter> parameters{{"intercept"}, {"slope", 0, 10}};
    const auto fit = fit_least_squares(line, 5, parameters, {{0, 1}});
    REQUIRE(fit.converged());
    // By hand: slope 0.99, residual sum 0.107, variance 0.107 / 3, Sxx 10.
    CHECK(close(fit.parameters[1], 0.99, 1e-6, 0));
    CHECK(close(fit.standard_errors[1], std::sqrt(0.107 / 3 / 10), 1e-4, 0));
}

TEST_CASE("bounded parameters go to their free variable and back, with the right slope") {
    const std::vector<FitParameter> kinds{{"both", -2, 5},
                                          {"low", 1},
                                          {"high", -std::numeric_limits<double>::infinity(), 3},
                                          {"free"}};
    for (const FitParameter& kind : kinds) {
        CAPTURE(kind.name);
        const double value = 1.7;
        const double q = to_free(kind, value);
        CHECK(close(from_free(kind, q), value, 1e-12, 0));
        const double step = 1e-6;
        const double slope = (from_free(kind, q + step) - from_free(kind, q - step)) / (2 * step);
        CHECK(close(std::abs(slope_of_free(kind, q)), std::abs(slope), 1e-6, 0));
        for (const double far : {-40.0, 0.0, 40.0}) {
            const double there = from_free(kind, far);
            CHECK(there >= kind.low);
            CHECK(there <= kind.high);
        }
    }
}

TEST_CASE("linear parts are solved with amplitudes that are never negative") {
    const std::vector<double> g{1, 2, 3, 4};
    const std::vector<double> h{1, 0, 0, 1};
    const std::vector<double> inside{2 * 1 + 3, 4, 6, 8 + 3};
    const TwoAmplitudes both = fit_two_amplitudes(inside, g, h);
    CHECK(close(both.first, 2, 1e-12, 0));
    CHECK(close(both.second, 3, 1e-12, 0));
    const std::vector<double> outside{2 - 3, 4, 6, 8 - 3};  // would need h at -3
    const TwoAmplitudes edge = fit_two_amplitudes(outside, g, h);
    CHECK(close(edge.first, 1.5, 1e-12, 0));  // g y / g g = 45 / 30
    CHECK(edge.second == 0);
    const OffsetAndHeight line = fit_offset_and_height(std::vector<double>{5, 7, 9, 11}, g);
    CHECK(close(line.offset, 3, 1e-12, 0));
    CHECK(close(line.height, 2, 1e-12, 0));
    CHECK(fit_offset_and_height(std::vector<double>{9, 7, 5, 3}, g).height == 0);
}
