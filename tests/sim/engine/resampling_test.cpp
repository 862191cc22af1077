#include "sim/engine/resampling.h"

#include "sim/base/index_of.h"
#include "sim/base/random.h"
#include "sim/engine/aligned_vector.h"
#include "tests/support/close.h"
#include "tests/support/isa_levels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

using namespace ventral;
using engine::BorderRule;
using engine::Resampler;
using test::close;

namespace {

constexpr BorderRule kRules[] = {BorderRule::Zero, BorderRule::Mirror, BorderRule::Replicate,
                                 BorderRule::Periodic};

std::vector<double> sample(const base::Grid& grid,
                           const std::function<double(double, double)>& value) {
    std::vector<double> plane;
    for (int y = 0; y < grid.ny; ++y) {
        for (int x = 0; x < grid.nx; ++x) {
            plane.push_back(value(grid.x_deg(x), grid.y_deg(y)));
        }
    }
    return plane;
}

std::vector<double> resample(const std::vector<double>& in,
                             const base::Grid& from,
                             const base::Grid& to,
                             BorderRule border,
                             engine::Isa isa = engine::detect_isa()) {
    const Resampler<double> resampler(from, to, border, isa);
    std::vector<double> out(in.size() / from.size() * to.size());
    engine::AlignedVector<double> work(resampler.work_size());
    resampler.apply(in.data(), static_cast<int>(in.size() / from.size()), out.data(), work.data());
    return out;
}

/// Wave of `cpd` cycles per degree along x, periodic on a field of 8 degrees.
double wave(double x, double cpd) {
    return std::cos(2 * std::numbers::pi * cpd * x + 0.3);
}

}  // namespace

TEST_CASE("a uniform field stays uniform between any two grids") {
    const base::Grid grids[] = {
        {32, 24, 4, 0, 0}, {16, 12, 2, 0, 0}, {21, 17, 3, 0.2, -0.1}, {5, 5, 0.7, 0, 0}};
    for (const BorderRule rule :
         {BorderRule::Mirror, BorderRule::Replicate, BorderRule::Periodic}) {
        for (const base::Grid& from : grids) {
            for (const base::Grid& to : grids) {
                for (const double v :
                     resample(std::vector<double>(from.size(), 3.5), from, to, rule)) {
                    CHECK(close(v, 3.5, 1e-13, 0));
                }
            }
        }
    }
}

TEST_CASE("waves well below both limits keep their values, up and down") {
    const base::Grid fine{64, 16, 8, 0, 0}, coarse{32, 8, 4, 0, 0};
    // An eighth and a quarter of the coarse grid's limit of 2 cycles per degree.
    for (const auto& [cpd, bound] : {std::pair{0.25, 0.007}, {0.5, 0.015}}) {
        CAPTURE(cpd);
        const auto value = [cpd = cpd](double x, double) { return wave(x, cpd); };
        const auto down = resample(sample(fine, value), fine, coarse, BorderRule::Periodic);
        const auto up = resample(sample(coarse, value), coarse, fine, BorderRule::Periodic);
        CHECK(test::relative_error(down, sample(coarse, value)) <= bound);
        CHECK(test::relative_error(up, sample(fine, value)) <= bound);
    }
}

TEST_CASE("waves above the coarse grid's limit do not fold back into it") {
    const base::Grid fine{64, 16, 8, 0, 0}, coarse{32, 8, 4, 0, 0};
    for (const double cpd : {3.0, 3.5, 4.0}) {
        CAPTURE(cpd);
        const auto down = resample(sample(fine, [cpd](double x, double) { return wave(x, cpd); }),
                                   fine, coarse, BorderRule::Periodic);
        double largest = 0;
        for (const double v : down) {
            largest = std::max(largest, std::abs(v));
        }
        CHECK(largest <= 0.03);
    }
}

TEST_CASE("grids of one density that differ in place or extent share their samples exactly") {
    const base::Grid large{20, 18, 4, 0, 0}, small{6, 5, 4, 0.5, 0.125};
    const auto value = [](double x, double y) { return std::sin(x) + y * y; };
    const auto out = resample(sample(large, value), large, small, BorderRule::Zero);
    CHECK(test::relative_error(out, sample(small, value)) <= 1e-14);
}

TEST_CASE("resampling by a whole plane, by one sample and by every level is the same") {
    const base::Grid from{23, 19, 4, 0.1, 0}, to{13, 17, 3, -0.2, 0.3};
    base::RandomStream random(1, "resampling");
    std::vector<double> in;
    for (std::size_t i = 0; i < 2 * from.size(); ++i) {
        in.push_back(random.normal());
    }
    for (const BorderRule rule : kRules) {
        const auto expected = resample(in, from, to, rule);
        for (const engine::Isa isa : test::isa_levels()) {
            CHECK(test::relative_error(resample(in, from, to, rule, isa), expected) <= 1e-14);
            const Resampler<double> resampler(from, to, rule, isa);
            for (int y = 0; y < to.ny; ++y) {
                for (int x = 0; x < to.nx; ++x) {
                    const auto i = to.size() + base::index_of(y * to.nx + x);
                    CHECK(
                        close(resampler.at(in.data() + from.size(), x, y), expected[i], 0, 1e-13));
                }
            }
        }
    }
}

TEST_CASE("turning a field before resampling is turning it afterwards") {
    const base::Grid from{24, 24, 6, 0, 0}, to{12, 12, 3, 0, 0};
    const auto value = [](double x, double y) { return std::sin(1.7 * x + 0.2) * std::exp(-y); };
    const auto turned = [&](double x, double y) { return value(y, -x); };
    for (const BorderRule rule : kRules) {
        const auto a = resample(sample(from, value), from, to, rule);
        const auto b = resample(sample(from, turned), from, to, rule);
        for (int y = 0; y < 12; ++y) {
            for (int x = 0; x < 12; ++x) {
                // The turned field at (x, y) is the field at (y, -x).
                CHECK(close(b[base::index_of(y * 12 + x)], a[base::index_of((11 - x) * 12 + y)], 0,
                            1e-13));
            }
        }
    }
}

TEST_CASE("border rules read what their names say") {
    const int n = 4;
    const auto read = [&](BorderRule rule) {
        std::vector<int> indices;
        for (int i = -6; i < 10; ++i) {
            indices.push_back(engine::border_index(i, n, rule));
        }
        return indices;
    };
    CHECK(read(BorderRule::Periodic) ==
          std::vector<int>{2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1});
    CHECK(read(BorderRule::Replicate) ==
          std::vector<int>{0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3, 3});
    CHECK(read(BorderRule::Mirror) ==
          std::vector<int>{2, 3, 3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0, 0, 1});
    CHECK(read(BorderRule::Zero) ==
          std::vector<int>{-1, -1, -1, -1, -1, -1, 0, 1, 2, 3, -1, -1, -1, -1, -1, -1});
}
