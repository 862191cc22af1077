#include "sim/engine/kernel_bins.h"

#include "sim/base/index_of.h"
#include "sim/base/random.h"
#include "sim/engine/simulator.h"
#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ventral;
using engine::BorderRule;
using engine::KernelNormalization;
using engine::SampledKernel;
using engine::SpatialKernel;
using test::close;

namespace {

constexpr BorderRule kRules[] = {BorderRule::Zero, BorderRule::Mirror, BorderRule::Replicate,
                                 BorderRule::Periodic};

/// Random values per sample: no symmetry hides a swapped axis.
test::FunctionField random_field(const base::Grid& grid) {
    base::RandomStream random(1, "field");
    std::vector<double> values;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        values.push_back(random.normal());
    }
    return test::FunctionField([grid, values](double x, double y, double) {
        return values[base::index_of(grid.nearest_iy(y) * grid.nx + grid.nearest_ix(x))];
    });
}

engine::NetworkDescription filter_network(const base::Grid& grid,
                                          const SpatialKernel& kernel,
                                          BorderRule border) {
    engine::NetworkDescription network;
    network.border = border;
    network.populations = {test::make_input("input", grid), test::make_algebraic("out", grid)};
    network.projections = {test::make_projection("filter", 0, 1, 1)};
    network.projections[0].kernels = {kernel};
    return network;
}

/// What lies beyond the edge, said a second time and in other words than the engine's.
double beyond(const std::vector<double>& in, int nx, int ny, int x, int y, BorderRule border) {
    const auto fold = [border](int i, int n) {
        if (border == BorderRule::Replicate) {
            return std::clamp(i, 0, n - 1);
        }
        while (i < 0 || i >= n) {
            if (border == BorderRule::Periodic) {
                i += i < 0 ? n : -n;
            } else {
                i = i < 0 ? -1 - i : 2 * n - 1 - i;
            }
        }
        return i;
    };
    if (border == BorderRule::Zero && (x < 0 || y < 0 || x >= nx || y >= ny)) {
        return 0;
    }
    return in[base::index_of(fold(y, ny) * nx + fold(x, nx))];
}

std::vector<double> correlate(const std::vector<double>& in,
                              const base::Grid& grid,
                              const SampledKernel& kernel,
                              BorderRule border) {
    std::vector<double> out;
    for (int y = 0; y < grid.ny; ++y) {
        for (int x = 0; x < grid.nx; ++x) {
            double sum = 0;
            for (int dy = -kernel.radius; dy <= kernel.radius; ++dy) {
                for (int dx = -kernel.radius; dx <= kernel.radius; ++dx) {
                    sum += kernel.at(dx, dy) * beyond(in, grid.nx, grid.ny, x + dx, y + dy, border);
                }
            }
            out.push_back(sum);
        }
    }
    return out;
}

SpatialKernel crooked_kernel() {
    std::vector<double> values;
    base::RandomStream random(1, "kernel");
    for (int i = 0; i < 49; ++i) {
        values.push_back(random.normal());
    }
    return {engine::ArrayKernel{7, 3, values}, KernelNormalization::AsGiven, 4};
}

}  // namespace

TEST_CASE("every border rule is the plain sum, on even, odd and prime grids") {
    for (const base::Grid& grid :
         {base::Grid{12, 10, 3, 0, 0}, base::Grid{7, 13, 3, 0, 0}, base::Grid{15, 8, 3, 0, 0}}) {
        const auto display = random_field(grid);
        const SampledKernel kernel = engine::sample_kernel(crooked_kernel(), 3);
        for (const BorderRule border : kRules) {
            CAPTURE(engine::to_string(border));
            CAPTURE(grid.nx);
            const auto network = filter_network(grid, crooked_kernel(), border);
            const auto request =
                test::make_request(engine::SolverMethod::ExponentialEuler, 1, 1, &display);
            const test::Trace exact = test::run_trace<double>(network, request);
            const test::Trace single = test::run_trace<float>(network, request);
            const auto expected = correlate(exact.outputs[0][0], grid, kernel, border);
            CHECK(test::relative_error(exact.outputs[0][1], expected) <= 1e-14);
            CHECK(test::relative_error(single.outputs[0][1], expected) <= 2e-6);
        }
    }
}

TEST_CASE("a kernel is a picture of the receptive field: the source lies where the weight is") {
    const base::Grid grid{11, 11, 1, 0, 0};
    // The only weight lies two samples right of and one above the target.
    std::vector<double> values(25, 0.0);
    values[base::index_of((1 + 2) * 5 + 2 + 2)] = 1;
    const SpatialKernel kernel{engine::ArrayKernel{5, 1, values}, KernelNormalization::AsGiven, 4};
    const test::FunctionField spot(
        [](double x, double y, double) { return x == 3 && y == -2 ? 1.0 : 0.0; });
    const auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 1, 1, &spot);
    const test::Trace trace =
        test::run_trace<double>(filter_network(grid, kernel, BorderRule::Zero), request);
    for (int y = 0; y < 11; ++y) {
        for (int x = 0; x < 11; ++x) {
            const bool sees_it = grid.x_deg(x) + 2 == 3 && grid.y_deg(y) + 1 == -2;
            CHECK(close(trace.at(0, 1, base::index_of(y * 11 + x)), sees_it ? 1 : 0, 0, 1e-13));
        }
    }
}

TEST_CASE("delays that grow with distance are binned by steps, and the bins are the kernel") {
    const SpatialKernel kernel{engine::GaussianKernel{0.8}};
    const double density = 5, step = 0.5;
    for (const double constant : {0.0, 1.7}) {
        const engine::ConductionDelay delay{constant, 0.3, 1.2};
        const auto bins = engine::bin_by_delay(delay, kernel, density, step);
        const SampledKernel whole = engine::sample_kernel(kernel, density);
        std::vector<double> sum(whole.weights.size(), 0.0);
        REQUIRE(bins.size() > 3);
        for (const auto& bin : bins) {
            CHECK(bin.width_ms <= step + 1e-12);
            CHECK((bin.delay_ms == constant || bin.delay_ms >= constant + step - 1e-12));
            const SampledKernel part = engine::sample_bin(kernel, density, delay, bin);
            for (int dy = -part.radius; dy <= part.radius; ++dy) {
                for (int dx = -part.radius; dx <= part.radius; ++dx) {
                    const auto i =
                        base::index_of((dy + part.radius) * part.side() + dx + part.radius);
                    sum[i] += part.weights[i];
                    if (part.weights[i] != 0) {
                        const double exact = delay.at_distance(std::hypot(dx, dy) / density);
                        CHECK(std::abs(bin.delay_ms - exact) <= 0.5 * bin.width_ms + 1e-9);
                    }
                }
            }
        }
        CHECK(sum == whole.weights);
    }
}

TEST_CASE("a delay that does not grow is one bin with no error") {
    const auto bins =
        engine::bin_by_delay({3.3, 0, 0}, SpatialKernel{engine::GaussianKernel{1}}, 4, 0.5);
    REQUIRE(bins.size() == 1);
    CHECK(bins[0].delay_ms == 3.3);
    CHECK(bins[0].width_ms == 0);
}

TEST_CASE("the report of a network states the error of binned delays and the shortest delay") {
    auto network =
        filter_network({20, 20, 4, 0, 0}, {engine::GaussianKernel{0.5}}, BorderRule::Periodic);
    network.populations[1].algebraic = false;
    network.populations[1].tau_ms = 10;
    engine::SolverSettings settings;
    settings.step_ms = 0.25;
    CHECK(engine::CompiledNetwork(network, settings).report().notes.empty());
    CHECK(engine::CompiledNetwork(network, settings).report().shortest_delay_ms == 0);
    network.projections[0].delay = {2, 0.2, 1};
    const engine::CompiledNetwork compiled(network, settings);
    CHECK(compiled.report().largest_delay_bin_ms == 0.25);
    CHECK(compiled.report().shortest_delay_ms == 2);
    REQUIRE(compiled.report().notes.size() == 1);
    CHECK(compiled.report().notes[0] ==
          "delays that grow with distance are binned: error at most 0.125 ms");
    CHECK(compiled.report().num_units == 800);
    CHECK(compiled.report().state_bytes > 0);
    CHECK(compiled.report().shared_bytes > 0);
}

TEST_CASE("a spot is felt later the farther away it is") {
    const base::Grid grid{41, 41, 4, 0, 0};
    auto network = filter_network(grid, {engine::DiskKernel{8, 0.05}}, BorderRule::Zero);
    network.projections[0].delay = {2, 0.25, 1};  // 4 ms per degree beyond 2 ms
    const test::FunctionField spot(
        [](double x, double y, double t) {
            return std::abs(x) < 0.1 && std::abs(y) < 0.1 && t >= 5 ? 1.0 : 0.0;
        },
        {5});
    const auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 0.5, 30, &spot);
    const test::Trace trace = test::run_trace<double>(network, request);
    for (int x = 8; x <= 32; ++x) {
        const double distance = std::abs(grid.x_deg(x));
        const auto unit = base::index_of(20 * 41 + x);
        std::size_t first = 0;
        while (first + 1 < trace.num_steps() && trace.at(first, 1, unit) < 1e-6) {
            ++first;
        }
        CAPTURE(distance);
        CHECK(close(trace.times_ms[first], 5 + 2 + 4 * distance, 0, 0.26));
    }
}
