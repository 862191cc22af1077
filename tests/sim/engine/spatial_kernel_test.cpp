#include "sim/engine/spatial_kernel.h"

#include "sim/base/index_of.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

using namespace ventral;
using engine::KernelNormalization;
using engine::SampledKernel;
using engine::SpatialKernel;
using test::close;

namespace {

double total(const SampledKernel& kernel) {
    return std::accumulate(kernel.weights.begin(), kernel.weights.end(), 0.0);
}

double absolute_total(const SampledKernel& kernel) {
    return std::accumulate(kernel.weights.begin(), kernel.weights.end(), 0.0,
                           [](double sum, double w) { return sum + std::abs(w); });
}

/// Centre of gravity in degrees.
struct Centre {
    double x = 0, y = 0;
};
Centre centre_of(const SampledKernel& kernel, double density) {
    Centre c;
    for (int dy = -kernel.radius; dy <= kernel.radius; ++dy) {
        for (int dx = -kernel.radius; dx <= kernel.radius; ++dx) {
            c.x += kernel.at(dx, dy) * dx / density / total(kernel);
            c.y += kernel.at(dx, dy) * dy / density / total(kernel);
        }
    }
    return c;
}

/// One kernel of each shape with an orientation or direction turned by `turn_deg`.
std::vector<SpatialKernel> all_shapes(double turn_deg) {
    using N = KernelNormalization;
    return {
        {engine::GaussianKernel{0.4}, N::UnitSum, 4},
        {engine::DifferenceOfGaussiansKernel{0.2, 0.5, 0.8}, N::UnitSum, 4},
        {engine::GaussianDerivativeKernel{0.4, 20 + turn_deg}, N::UnitAbsoluteSum, 4},
        {engine::ElongatedGaussianKernel{0.6, 0.2, 30 + turn_deg}, N::UnitSum, 4},
        {engine::GaborKernel{1.2, 0.4, 0.3, 40 + turn_deg, 0}, N::UnitWave, 4},
        {engine::GaborKernel{1.2, 0.4, 0.3, 40 + turn_deg, 90}, N::UnitWave, 4},
        {engine::RingSectorKernel{0.7, 0.3, 50 + turn_deg, 3}, N::UnitSum, 4},
        {engine::RingSectorKernel{0.5, 0.5, turn_deg, 8}, N::UnitSum, 3},
        {engine::HalfPlaneKernel{0.5, 60 + turn_deg, 0.1}, N::UnitSum, 4},
        {engine::DiskKernel{1.0, 0.1}, N::UnitSum, 4},
    };
}

}  // namespace

TEST_CASE("the total weight is kept at every density") {
    for (const double density : {3.0, 4.0, 6.5, 8.0, 16.0}) {
        CAPTURE(density);
        for (const SpatialKernel& kernel : all_shapes(0)) {
            const SampledKernel sampled = engine::sample_kernel(kernel, density);
            CAPTURE(engine::shape_name(kernel.shape));
            CHECK(sampled.weights.size() == base::index_of(sampled.side() * sampled.side()));
            if (kernel.normalization == KernelNormalization::UnitAbsoluteSum) {
                CHECK(close(absolute_total(sampled), 2, 1e-12, 0));
                CHECK(close(total(sampled), 0, 0, 1e-12));
            } else if (kernel.normalization == KernelNormalization::UnitWave) {
                CHECK(close(total(sampled), 0, 0, 1e-12));
            } else {
                const bool difference =
                    std::holds_alternative<engine::DifferenceOfGaussiansKernel>(kernel.shape);
                CHECK(close(total(sampled), difference ? 0.2 : 1, 1e-12, 0));
            }
        }
        SpatialKernel given{engine::ArrayKernel{5, 4, std::vector<double>(25, 0.3)},
                            KernelNormalization::AsGiven, 4};
        CHECK(close(total(engine::sample_kernel(given, density)), 7.5, 1e-12, 0));
    }
}

TEST_CASE("kernels as given have the integral of their shape at every density") {
    SpatialKernel kernel{engine::GaussianKernel{0.5}, KernelNormalization::AsGiven, 6};
    for (const double density : {4.0, 7.0, 12.0}) {
        CHECK(close(total(engine::sample_kernel(kernel, density)), 2 * std::numbers::pi * 0.25,
                    1e-6, 0));
    }
    kernel.shape = engine::DiskKernel{2, 0.05};
    CHECK(close(total(engine::sample_kernel(kernel, 12)), std::numbers::pi, 0.02, 0));
}

TEST_CASE("an array given at the grid's density is taken over value by value") {
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const SampledKernel sampled = engine::sample_kernel(
        {engine::ArrayKernel{3, 4, values}, KernelNormalization::AsGiven, 4}, 4);
    CHECK(sampled.radius == 1);
    CHECK(sampled.weights == values);
    CHECK(sampled.at(-1, -1) == 1);
    CHECK(sampled.at(1, -1) == 3);
    CHECK(sampled.at(0, 1) == 8);
}

TEST_CASE("a grating of a Gabor's own kind gives one, and a uniform field nothing") {
    for (const double phase : {0.0, 90.0}) {
        const engine::GaborKernel gabor{1.5, 0.4, 0.3, 25, phase};
        const double density = 10;
        const SampledKernel sampled =
            engine::sample_kernel({gabor, KernelNormalization::UnitWave, 4}, density);
        double response = 0;
        const double theta = 25 * std::numbers::pi / 180;
        for (int dy = -sampled.radius; dy <= sampled.radius; ++dy) {
            for (int dx = -sampled.radius; dx <= sampled.radius; ++dx) {
                const double across = (-dx * std::sin(theta) + dy * std::cos(theta)) / density;
                response += sampled.at(dx, dy) * std::cos(2 * std::numbers::pi * 1.5 * across +
                                                          phase * std::numbers::pi / 180);
            }
        }
        CHECK(close(response, 1, 1e-9, 0));
        CHECK(close(total(sampled), 0, 0, 1e-12));
    }
}

TEST_CASE("every shape turned by a quarter is the quarter turn of its samples") {
    for (const double density : {4.0, 7.0}) {
        const auto plain = all_shapes(0);
        const auto turned = all_shapes(90);
        for (std::size_t k = 0; k < plain.size(); ++k) {
            const SampledKernel a = engine::sample_kernel(plain[k], density);
            const SampledKernel b = engine::sample_kernel(turned[k], density);
            CAPTURE(engine::shape_name(plain[k].shape));
            CAPTURE(k);
            REQUIRE(a.radius == b.radius);
            double largest = 0, scale = 0;
            for (int dy = -a.radius; dy <= a.radius; ++dy) {
                for (int dx = -a.radius; dx <= a.radius; ++dx) {
                    // (dx, dy) turns to (-dy, dx).
                    largest = std::max(largest, std::abs(a.at(dx, dy) - b.at(-dy, dx)));
                    scale = std::max(scale, std::abs(a.at(dx, dy)));
                }
            }
            CHECK(largest <= 1e-12 * scale);
        }
    }
}

TEST_CASE("directions point to where the weight lies, counter-clockwise from rightward") {
    const double density = 8;
    for (const double direction : {0.0, 90.0, 200.0}) {
        const double radians = direction * std::numbers::pi / 180;
        const SpatialKernel ring{engine::RingSectorKernel{1, 0.2, direction, 6}};
        const Centre sector = centre_of(engine::sample_kernel(ring, density), density);
        CHECK(close(std::cos(std::atan2(sector.y, sector.x) - radians), 1, 0, 1e-3));
        CHECK(std::hypot(sector.x, sector.y) > 0.8);
        const SpatialKernel half{engine::HalfPlaneKernel{0.6, direction, 0.05}};
        const Centre side = centre_of(engine::sample_kernel(half, density), density);
        CHECK(close(std::cos(std::atan2(side.y, side.x) - radians), 1, 0, 1e-3));
        // The half-normal's mean: sigma sqrt(2/pi).
        CHECK(close(std::hypot(side.x, side.y), 0.6 * std::sqrt(2 / std::numbers::pi), 0.05, 0));
    }
    const auto derivative = engine::sample_kernel(
        {engine::GaussianDerivativeKernel{0.5, 90}, KernelNormalization::UnitAbsoluteSum, 4}, 8);
    CHECK(derivative.at(0, 3) > 0);
    CHECK(derivative.at(0, -3) < 0);
}

TEST_CASE("an elongated kernel lies along its orientation") {
    const auto sampled = engine::sample_kernel({engine::ElongatedGaussianKernel{0.8, 0.2, 90}}, 8);
    CHECK(sampled.at(0, 6) > 10 * sampled.at(6, 0));
    const auto oblique = engine::sample_kernel({engine::ElongatedGaussianKernel{0.8, 0.2, 45}}, 8);
    CHECK(oblique.at(4, 4) > 10 * oblique.at(4, -4));
}

TEST_CASE("the spreads of sampled kernels are those asked for") {
    const double density = 10;
    const auto sampled =
        engine::sample_kernel({engine::ElongatedGaussianKernel{0.6, 0.3, 0}}, density);
    double xx = 0, yy = 0;
    for (int dy = -sampled.radius; dy <= sampled.radius; ++dy) {
        for (int dx = -sampled.radius; dx <= sampled.radius; ++dx) {
            xx += sampled.at(dx, dy) * dx * dx / density / density;
            yy += sampled.at(dx, dy) * dy * dy / density / density;
        }
    }
    CHECK(close(std::sqrt(xx), 0.6, 0.002, 0));
    CHECK(close(std::sqrt(yy), 0.3, 0.002, 0));
    CHECK(sampled.radius == 24);  // 4 x 0.6 deg x 10 /deg
}
