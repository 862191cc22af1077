/// An executable of its own: it replaces the global operators new and delete.

#include "sim/engine/simulator.h"

#include "tests/support/fields.h"
#include "tests/support/random_network.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <new>
#include <vector>

namespace {

std::atomic<long> num_allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
    ++num_allocations;
    void* memory = nullptr;
    if (::posix_memalign(&memory, alignment, size == 0 ? 1 : size) != 0) {
        throw std::bad_alloc();
    }
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

using namespace ventral;

namespace {

/// Allocations between two reports of progress, 16 steps apart, without the first ones.
std::vector<long> allocations_between_reports(const engine::NetworkDescription& network,
                                              const engine::SolverSettings& settings,
                                              double jump_ms) {
    const test::FunctionField display(
        [jump_ms](double x, double y, double t) {
            return t < 20 ? 0.1 : (t < jump_ms ? std::sin(2 * x) : std::cos(y + 0.1 * t));
        },
        {20, jump_ms}, false);
    engine::TrialInput input;
    input.display = &display;
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 60;
    plan.cubes = plan.maps = {1, 2};
    plan.sites = {{"a", 2, {0, 0, 0}}, {"b", 3, {0, 0, 0}}};
    plan.site_inputs = {2, 3};
    engine::Variant variant;
    variant.lesions.push_back({engine::Lesion::Target::Population, 2, 0.5, 25, 40});
    const engine::CompiledNetwork compiled(network, settings);
    std::vector<long> counts;
    counts.reserve(100);
    long last = 0;
    compiled.run(variant, input, {-20, 60}, plan, [&](double) {
        const long now = num_allocations;
        counts.push_back(now - last);
        last = now;
        return true;
    });
    counts.erase(counts.begin());  // what came before the first report
    return counts;
}

}  // namespace

TEST_CASE("no step allocates: not with jumps, noise, delays, lesions or recordings") {
    for (const auto method :
         {engine::SolverMethod::ForwardEuler, engine::SolverMethod::ExponentialEuler}) {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            CAPTURE(engine::to_string(method));
            CAPTURE(seed);
            const auto network =
                test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
            engine::SolverSettings settings;
            settings.method = method;
            const auto counts = allocations_between_reports(network, settings, 30.2);
            REQUIRE(counts.size() >= 9);
            for (const long count : counts) {
                CHECK(count == 0);
            }
        }
    }
}

TEST_CASE("no step of Runge-Kutta allocates where jumps and delays fall on steps") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        auto network =
            test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
        for (auto& d : network.projections) {
            d.delay.constant_ms = std::round(d.delay.constant_ms / 0.5) * 0.5;
        }
        engine::SolverSettings settings;
        settings.method = engine::SolverMethod::RungeKutta4;
        const auto counts = allocations_between_reports(network, settings, 30);
        REQUIRE(counts.size() >= 9);
        for (const long count : counts) {
            CHECK(count == 0);
        }
    }
}

TEST_CASE("the counter counts") {
    const long before = num_allocations;
    std::vector<double> work(100, 1.0);
    CHECK(work.back() == 1.0);
    CHECK(num_allocations > before);
}
