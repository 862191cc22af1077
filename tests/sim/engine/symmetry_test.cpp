#include "sim/base/index_of.h"
#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using engine::BorderRule;
using engine::KernelNormalization;
using test::close;

namespace {

constexpr int kOrientations = 8;
constexpr base::Grid kFine{32, 32, 4, 0, 0};
constexpr base::Grid kCoarse{16, 16, 2, 0, 0};

engine::PopulationDescription oriented(const std::string& name,
                                       double tau_ms,
                                       const base::Grid& grid,
                                       double period) {
    auto p = test::make_population(name, tau_ms, grid);
    p.axes.push_back(test::make_axis("orientation", kOrientations, period));
    return p;
}

/// Terms c <- c through a kernel per channel, made by `shape` of the channel's angle.
template <class Shape>
void add_kernels(engine::ProjectionDescription& d,
                 double period,
                 KernelNormalization normalization,
                 int source_channels,
                 const Shape& shape) {
    d.kernels.clear();
    d.terms.clear();
    for (int c = 0; c < kOrientations; ++c) {
        d.kernels.push_back({shape(c * period / kOrientations), normalization, 3});
        d.terms.push_back({c, source_channels == 1 ? 0 : c, c, 1});
    }
}

/// Gabor filters in quadrature, and their energy.
engine::ProjectionDescription make_filters() {
    auto filters = test::make_projection("display -> energy", 0, 1, 1, 2);
    filters.kernels.clear();
    filters.terms.clear();
    filters.combination.kind = engine::CombinationKind::RootSumOfSquares;
    for (int c = 0; c < kOrientations; ++c) {
        for (int phase = 0; phase < 2; ++phase) {
            const int k = 2 * c + phase;
            filters.kernels.push_back(
                {engine::GaborKernel{1, 0.4, 0.3, c * 180.0 / kOrientations, 90.0 * phase},
                 KernelNormalization::UnitWave, 3});
            filters.terms.push_back({k, 0, k, 1});
        }
        filters.combination.members.push_back({2 * c, 2 * c + 1});
    }
    return filters;
}

engine::ProjectionDescription make_pool() {
    auto pool = test::make_projection("pool", 1, 1, 0.3, 0, engine::GaussianKernel{0.5});
    pool.port = {engine::PortKind::Pool, 0, 0};
    pool.terms.clear();
    for (int out = 0; out < kOrientations; ++out) {
        for (int in = 0; in < kOrientations; ++in) {
            pool.terms.push_back({out, in, 0, 1.0 / kOrientations});
        }
    }
    return pool;
}

/// Channel c of the energy (period 180) lies at direction 2c of the sectors (period 360).
engine::ProjectionDescription make_grouping() {
    auto grouping = test::make_projection("energy -> grouping", 1, 2, 2, 8);
    grouping.kernels.clear();
    grouping.terms.clear();
    for (int c = 0; c < kOrientations; ++c) {
        grouping.kernels.push_back(
            {engine::RingSectorKernel{0.9, 0.3, c * 360.0 / kOrientations, 2},
             KernelNormalization::UnitSum, 2});
        grouping.terms.push_back({c, 2 * c % kOrientations, c, 1});
    }
    return grouping;
}

engine::ProjectionDescription make_gain() {
    auto gain = test::make_projection("grouping -> energy", 2, 1, 0.5, 8);
    gain.port = {engine::PortKind::Gain, 0, 0};
    gain.kernels.clear();
    gain.terms.clear();
    for (int c = 0; c < kOrientations; ++c) {
        for (const int direction : {c, (c + 4) % 8}) {
            gain.kernels.push_back({engine::HalfPlaneKernel{0.6, direction * 45.0, 0.1},
                                    KernelNormalization::UnitSum, 3});
            gain.terms.push_back(
                {2 * c % 8, direction, static_cast<int>(gain.kernels.size()) - 1, 0.5});
        }
    }
    return gain;
}

/// Filters of eight orientations, their energy, collinear excitation, a pool over all, and coarse
/// sectors of rings in eight directions that feed back as gain: everything that has a direction.
engine::NetworkDescription oriented_network(BorderRule border) {
    engine::NetworkDescription network;
    network.border = border;
    network.populations = {test::make_input("in.display", kFine),
                           oriented("a.energy", 10, kFine, 180),
                           oriented("b.grouping", 15, kCoarse, 360)};
    auto& energy = network.populations[1];
    energy.transfer = {engine::TransferKind::PowerLaw, 2, 1.5};
    energy.groups[0].pools.push_back({"all", 0.5});
    network.populations[2].transfer.kind = engine::TransferKind::RectifiedLinear;
    auto collinear = test::make_projection("energy -> energy", 1, 1, 0.4, 5);
    add_kernels(collinear, 180, KernelNormalization::UnitSum, kOrientations, [](double angle) {
        return engine::ElongatedGaussianKernel{0.7, 0.2, angle};
    });
    network.projections = {make_filters(), collinear, make_pool(), make_grouping(), make_gain()};
    return network;
}

/// An asymmetric figure: nothing in it is symmetric by accident.
double figure(double x, double y) {
    const bool bar = std::abs(x - 0.6) < 0.4 && std::abs(y + 0.3) < 1.4;
    const bool foot = x > 0.2 && x < 2.1 && y > -2 && y < -1.3;
    return (bar ? 0.8 : 0.0) - (foot ? 0.5 : 0.0) + 0.3 * std::exp(-(x + 2) * (x + 2) - y * y);
}

template <class Real>
test::Trace run(const engine::NetworkDescription& network, const base::VisualInput& display) {
    auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 1, 60, &display);
    return test::run_trace<Real>(network, request);
}

/// Largest difference over largest value between the trace turned by a quarter and `turned`. A
/// quarter turn moves channels by `shift` and (x, y) to (-y, x).
double turned_error(const test::Trace& plain,
                    const test::Trace& turned,
                    int population,
                    const base::Grid& grid,
                    int shift) {
    std::vector<double> expected, actual;
    const auto& a = plain.outputs.back()[static_cast<std::size_t>(population)];
    const auto& b = turned.outputs.back()[static_cast<std::size_t>(population)];
    const int n = grid.nx;
    const int channels = static_cast<int>(a.size() / grid.size());
    for (int c = 0; c < channels; ++c) {
        for (int y = 0; y < n; ++y) {
            for (int x = 0; x < n; ++x) {
                const int to = (c + shift) % channels;
                expected.push_back(a[base::index_of((c * n + y) * n + x)]);
                actual.push_back(b[base::index_of((to * n + x) * n + (n - 1 - y))]);
            }
        }
    }
    return test::relative_error(actual, expected);
}

}  // namespace

TEST_CASE("a display turned by a quarter gives the response turned by a quarter") {
    const test::FunctionField plain([](double x, double y, double) { return figure(x, y); });
    const test::FunctionField turned([](double x, double y, double) { return figure(y, -x); });
    for (const BorderRule border :
         {BorderRule::Periodic, BorderRule::Mirror, BorderRule::Zero, BorderRule::Replicate}) {
        CAPTURE(engine::to_string(border));
        const auto network = oriented_network(border);
        const auto a = run<float>(network, plain);
        const auto b = run<float>(network, turned);
        CHECK(turned_error(a, b, 0, kFine, 0) <= 1e-6);
        CHECK(turned_error(a, b, 1, kFine, 4) <= 1e-5);    // 90 of 180 degrees
        CHECK(turned_error(a, b, 2, kCoarse, 2) <= 1e-5);  // 90 of 360 degrees
        const auto c = run<double>(network, plain);
        const auto d = run<double>(network, turned);
        CHECK(turned_error(c, d, 1, kFine, 4) <= 1e-12);
        CHECK(turned_error(c, d, 2, kCoarse, 2) <= 1e-12);
        // The responses are strong and differ between channels, or the comparison says nothing.
        CHECK(turned_error(c, c, 1, kFine, 1) > 0.1);
        CHECK(turned_error(c, c, 2, kCoarse, 1) > 0.1);
    }
}

TEST_CASE("a display moved by whole samples of every grid moves the response, on periodic grids") {
    const double shift_x = 1.5, shift_y = -1;  // 6 and -4 fine samples, 3 and -2 coarse ones
    const auto wrapped = [](double x, double y) {
        return figure(x - 8 * std::round(x / 8), y - 8 * std::round(y / 8));
    };
    const test::FunctionField plain([&](double x, double y, double) { return wrapped(x, y); });
    const test::FunctionField moved(
        [&](double x, double y, double) { return wrapped(x - shift_x, y - shift_y); });
    const auto network = oriented_network(BorderRule::Periodic);
    const auto a = run<double>(network, plain);
    const auto b = run<double>(network, moved);
    const auto moved_error = [&](int population, const base::Grid& grid) {
        const int n = grid.nx;
        const int dx = static_cast<int>(shift_x * grid.samples_per_deg);
        const int dy = static_cast<int>(shift_y * grid.samples_per_deg);
        const auto& before = a.outputs.back()[static_cast<std::size_t>(population)];
        const auto& after = b.outputs.back()[static_cast<std::size_t>(population)];
        std::vector<double> expected;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const int x = static_cast<int>(i) % n, y = static_cast<int>(i) / n % n;
            const int c = static_cast<int>(i) / (n * n);
            expected.push_back(
                before[base::index_of((c * n + (y - dy + n) % n) * n + (x - dx + n) % n)]);
        }
        return test::relative_error(after, expected);
    };
    CHECK(moved_error(1, kFine) <= 1e-12);
    CHECK(moved_error(2, kCoarse) <= 1e-12);
}

TEST_CASE("a mirrored display gives the response mirrored, angles included") {
    const test::FunctionField plain([](double x, double y, double) { return figure(x, y); });
    const test::FunctionField mirrored([](double x, double y, double) { return figure(-x, y); });
    const auto network = oriented_network(BorderRule::Mirror);
    const auto a = run<double>(network, plain);
    const auto b = run<double>(network, mirrored);
    const auto mirrored_error = [&](int population, const base::Grid& grid, int straight) {
        const int n = grid.nx;
        const auto& before = a.outputs.back()[static_cast<std::size_t>(population)];
        const auto& after = b.outputs.back()[static_cast<std::size_t>(population)];
        std::vector<double> expected;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const int x = static_cast<int>(i) % n, y = static_cast<int>(i) / n % n;
            const int c = static_cast<int>(i) / (n * n);
            const int from = (straight - c + 2 * kOrientations) % kOrientations;
            expected.push_back(before[base::index_of((from * n + y) * n + n - 1 - x)]);
        }
        return test::relative_error(after, expected);
    };
    CHECK(mirrored_error(1, kFine, 0) <= 1e-12);    // angle to 180 - angle
    CHECK(mirrored_error(2, kCoarse, 4) <= 1e-12);  // direction to 180 - direction of 360
}
