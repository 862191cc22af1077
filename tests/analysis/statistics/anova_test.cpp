#include "analysis/statistics/anova.h"

#include "analysis/spikes/counts.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

struct Trials {
    std::vector<double> values;
    std::vector<std::size_t> side;
    std::vector<std::size_t> polarity;
    void add(double value, std::size_t a, std::size_t b) {
        values.push_back(value);
        side.push_back(a);
        polarity.push_back(b);
    }
    TwoWayAnova anova() const { return two_way_anova(values, side, polarity); }
};

/// Share of cells without any effect that are significant for side at p < 0.01, 16 trials each of
/// side and polarity.
template <class Draw>
double false_positives(std::size_t num_cells, const Draw& draw) {
    std::size_t num_hits = 0;
    for (std::size_t cell = 0; cell < num_cells; ++cell) {
        base::RandomStream stream(17, "null cells", cell);
        Trials trials;
        for (std::size_t i = 0; i < 64; ++i) {
            trials.add(draw(stream), i % 2, (i / 2) % 2);
        }
        num_hits += trials.anova().a.p < 0.01 ? 1U : 0U;
    }
    return static_cast<double>(num_hits) / static_cast<double>(num_cells);
}

}  // namespace

TEST_CASE("a balanced analysis of variance equals one done by hand") {
    Trials trials;
    // Cell means 2, 4, 6, 12; grand mean 6; within each cell -1, 0, 1.
    const double means[2][2] = {{2, 4}, {6, 12}};
    for (std::size_t a = 0; a < 2; ++a) {
        for (std::size_t b = 0; b < 2; ++b) {
            for (const double gap : {-1.0, 0.0, 1.0}) {
                trials.add(means[a][b] + gap, a, b);
            }
        }
    }
    const auto anova = trials.anova();
    REQUIRE(anova.reason.empty());
    CHECK(close(anova.a.sum_of_squares, 12 * 9, 1e-12, 0));  // marginal means 3 and 9
    CHECK(close(anova.b.sum_of_squares, 12 * 4, 1e-12, 0));  // 4 and 8
    CHECK(close(anova.interaction.sum_of_squares, 12 * 1, 1e-12, 0));
    CHECK(close(anova.residual_sum_of_squares, 8, 1e-12, 0));
    CHECK(anova.residual_degrees_of_freedom == 8);
    CHECK(close(anova.a.f, 108, 1e-12, 0));
    CHECK(close(f_tail(5.317655, 1, 8), 0.05, 1e-6, 0));  // the table's value
}

TEST_CASE("unequal numbers of trials do not let one factor leak into the other") {
    // Polarity has an effect, side has none, and the two go together in the numbers of trials.
    Trials trials;
    const std::size_t counts[2][2] = {{20, 4}, {4, 20}};
    for (std::size_t a = 0; a < 2; ++a) {
        for (std::size_t b = 0; b < 2; ++b) {
            for (std::size_t i = 0; i < counts[a][b]; ++i) {
                trials.add(10.0 * static_cast<double>(b) + (i % 2 == 0 ? 1 : -1), a, b);
            }
        }
    }
    const auto anova = trials.anova();
    CHECK(close(anova.a.sum_of_squares, 0, 0, 1e-9));
    CHECK(anova.a.p > 0.99);
    CHECK(anova.b.p < 1e-20);
    CHECK(anova.interaction.p > 0.99);
}

TEST_CASE("the false-positive rate at p = 0.01 over 10,000 Gaussian null cells is binomial") {
    const double rate =
        false_positives(10000, [](base::RandomStream& stream) { return stream.normal(); });
    MESSAGE("false positives at p < 0.01, Gaussian: ", rate);
    // 3 standard errors of a share of 0.01 in 10,000.
    CHECK(close(rate, 0.01, 0, 3 * std::sqrt(0.01 * 0.99 / 10000)));
}

TEST_CASE("the false-positive rate of spike counts stays near the nominal one") {
    const double rate = false_positives(
        4000, [](base::RandomStream& stream) { return draw_count(5, 1.1, stream); });
    MESSAGE("false positives at p < 0.01, counts of mean 5 and variance-to-mean 1.1: ", rate);
    CHECK(close(rate, 0.01, 0, 4 * std::sqrt(0.01 * 0.99 / 4000)));
}

TEST_CASE("designs without an analysis of variance say why") {
    Trials trials;
    CHECK(trials.anova().reason == "no trials");
    trials.add(1, 0, 0);
    trials.add(2, 1, 1);
    CHECK(trials.anova().reason == "a combination of the two factors has no trials");
    trials.add(3, 0, 1);
    trials.add(4, 1, 0);
    CHECK(trials.anova().reason == "one trial of each combination has no variance");
    CHECK(std::isnan(trials.anova().a.p));
    Trials constant;
    for (std::size_t i = 0; i < 8; ++i) {
        constant.add(static_cast<double>(i % 2), i % 2, (i / 2) % 2);
    }
    CHECK(constant.anova().reason == "the trials do not vary within the combinations");
    constant.add(std::nan(""), 0, 0);
    CHECK(constant.anova().reason == "a value is not finite");
}
