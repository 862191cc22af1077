#include "analysis/indices/border_ownership.h"
#include "analysis/indices/contrast_index.h"
#include "analysis/indices/figure_ground.h"
#include "analysis/indices/suppression.h"

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

struct Cell {
    std::vector<double> trials[4];
    SideTrials view() const { return {trials[0], trials[1], trials[2], trials[3]}; }
};

/// Counts with these means for left light, left dark, right light, right dark.
Cell make_cell(const double (&means)[4], std::size_t num_trials, std::uint64_t index) {
    base::RandomStream stream(12, "border-ownership cells", index);
    Cell cell;
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t trial = 0; trial < num_trials; ++trial) {
            cell.trials[i].push_back(draw_count(means[i], 1.1, stream));
        }
    }
    return cell;
}

}  // namespace

TEST_CASE("indices and ratios are each other's, and undefined pairs say why") {
    CHECK(close(contrast_index(20, 12).value, 0.25, 1e-12, 0));
    CHECK(close(ratio(12, 20).value, 0.6, 1e-12, 0));
    CHECK(close(index_of_ratio(0.6), 0.25, 1e-12, 0));
    CHECK(close(ratio_of_index(0.25), 0.6, 1e-12, 0));
    CHECK(contrast_index(0, 0).reason == "no response");
    CHECK(std::isnan(contrast_index(0, 0).value));
    CHECK_FALSE(contrast_index(3, -1).reason.empty());
    CHECK(ratio(3, 0).reason == "the response divided by is not above zero");
    CHECK(contrast_index(std::nan(""), 1).reason == "a response is not finite");
}

TEST_CASE("d' is the difference of means in standard deviations") {
    base::RandomStream stream(2, "d prime");
    std::vector<double> a(20000);
    std::vector<double> b(20000);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = 10 + 2 * stream.normal();
        b[i] = 7 + 2 * stream.normal();
    }
    CHECK(close(d_prime(a, b).value, 1.5, 0.03, 0));
    CHECK(d_prime(std::vector<double>{1}, b).reason == "d' needs at least 2 trials of each");
    CHECK(d_prime(std::vector<double>{1, 1}, std::vector<double>{2, 2}).reason ==
          "the trials do not vary");
}

TEST_CASE("modulation is measured in each window, and windows outside have none") {
    std::vector<double> times;
    std::vector<double> figure;
    std::vector<double> ground;
    for (int t = 0; t < 500; ++t) {
        times.push_back(t);
        figure.push_back(t < 200 ? 20 : 15);
        ground.push_back(t < 200 ? 20 : 9);
    }
    const std::vector<TimeWindow> windows{{40, 200}, {200, 500}, {400, 900}};
    const auto modulation = modulation_by_window(times, figure, ground, windows);
    CHECK(modulation[0].difference == 0);
    CHECK(modulation[0].index.value == 0);
    CHECK(close(modulation[1].difference, 6, 1e-12, 0));
    CHECK(close(modulation[1].index.value, 0.25, 1e-12, 0));
    CHECK(std::isnan(modulation[2].difference));
    CHECK_FALSE(modulation[2].reason.empty());
}

TEST_CASE("figure-ground, attention and suppression indices follow their definitions") {
    const auto fgm = figure_ground_index(15, 10);
    CHECK(close(fgm.contrast_index.value, 0.2, 1e-12, 0));
    CHECK(close(fgm.share_of_ground.value, 0.5, 1e-12, 0));
    CHECK(close(tracing_modulation(15, 10).value, 0.4, 1e-12, 0));
    const auto parts = figure_ground_parts(std::vector<double>{10, 15}, std::vector<double>{10, 12},
                                           std::vector<double>{10, 9});
    CHECK(parts.figure_enhancement == std::vector<double>{0, 3});
    CHECK(parts.ground_suppression == std::vector<double>{0, 3});
    CHECK(parts.modulation == std::vector<double>{0, 6});
    const auto attention = attention_effect(12.6, 10);
    CHECK(close(attention.gain_percent.value, 26, 1e-9, 0));
    CHECK(close(attention.index.value, 2.6 / 22.6, 1e-12, 0));
    const auto suppression = suppression_indices(20, 12);
    CHECK(close(suppression.share.value, 0.4, 1e-12, 0));
    CHECK(close(suppression.percent.value, 40, 1e-12, 0));
    CHECK(close(suppression.contrast_index.value, 0.25, 1e-12, 0));
    CHECK(close(suppression.ratio.value, 0.6, 1e-12, 0));
    CHECK(close(facilitation_percent(26, 20).value, 30, 1e-12, 0));
    CHECK(std::isnan(suppression_indices(0, 0).share.value));
    CHECK_FALSE(figure_ground_index(15, 0).share_of_ground.reason.empty());
    CHECK(std::isnan(figure_ground_index(15, 0).share_of_ground.value));
}

TEST_CASE("the regions of a figure are its centre, its edge and the ground, and a gap is none") {
    CHECK(figure_region(-0.5) == FigureRegion::Centre);
    CHECK(figure_region(1) == FigureRegion::Between);
    CHECK(figure_region(-1.5) == FigureRegion::Edge);
    CHECK(figure_region(2.5) == FigureRegion::Edge);
    CHECK(figure_region(3.5) == FigureRegion::Between);
    CHECK(figure_region(4) == FigureRegion::Ground);
}

TEST_CASE("border ownership averages over the polarities and prefers the stronger side") {
    const std::vector<double> left_light{20, 22};
    const std::vector<double> left_dark{10, 12};
    const std::vector<double> right_light{12, 14};
    const std::vector<double> right_dark{5, 7};
    const auto bo = border_ownership({left_light, left_dark, right_light, right_dark});
    REQUIRE(bo.reason.empty());
    CHECK(bo.preferred == FigureSide::Left);
    CHECK(close(bo.preferred_mean, 16, 1e-12, 0));
    CHECK(close(bo.other_mean, 9.5, 1e-12, 0));
    CHECK(close(bo.index.value, 6.5 / 25.5, 1e-12, 0));
    CHECK(close(bo.ratio.value, 9.5 / 16, 1e-12, 0));
    CHECK(bo.same_side_for_polarities);
    CHECK(bo.anova.a.p < 0.01);
    const auto swapped = border_ownership({right_light, right_dark, left_light, left_dark});
    CHECK(swapped.preferred == FigureSide::Right);
    CHECK(swapped.index.value == bo.index.value);
    CHECK_FALSE(border_ownership({left_light, right_dark, right_light, left_dark})
                    .same_side_for_polarities);
}

TEST_CASE("the side chosen on the same trials inflates the index, cross-validation does not") {
    const double null_means[4] = {5, 5, 5, 5};
    double same_trials = 0;
    double split_trials = 0;
    constexpr int kCells = 400;
    for (std::uint64_t i = 0; i < kCells; ++i) {
        const Cell cell = make_cell(null_means, 8, i);
        same_trials += border_ownership(cell.view()).index.value / kCells;
        split_trials += border_ownership_cross_validated(cell.view(), 20, i).index.value / kCells;
    }
    CHECK(same_trials > 0.04);
    CHECK(close(split_trials, 0, 0, 0.012));
    const double real_means[4] = {10, 10, 6, 6};
    double found = 0;
    for (std::uint64_t i = 0; i < kCells; ++i) {
        const Cell cell = make_cell(real_means, 16, i);
        found += border_ownership_cross_validated(cell.view(), 10, i).index.value / kCells;
    }
    CHECK(close(found, 0.25, 0, 0.01));
}

TEST_CASE("one noiseless trial has an index and no test, missing conditions have neither") {
    const std::vector<double> strong{20};
    const std::vector<double> weak{12};
    const auto bo = border_ownership({strong, strong, weak, weak});
    CHECK(close(bo.index.value, 0.25, 1e-12, 0));
    CHECK(bo.anova.reason == "one trial of each combination has no variance");
    CHECK(border_ownership({strong, strong, weak, {}}).reason ==
          "a side and polarity has no trials");
    CHECK(std::isnan(border_ownership({strong, strong, weak, {}}).index.value));
    CHECK(border_ownership_cross_validated({strong, strong, weak, weak}, 4, 1).reason ==
          "splitting needs at least 2 trials of each side and polarity");
}
