#include "analysis/indices/border_ownership.h"

#include "analysis/indices/contrast_index.h"
#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"
#include "sim/base/errors.h"
#include "sim/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

constexpr std::size_t kNumCells = 4;  // left light, left dark, right light, right dark
using Cells = std::array<std::span<const double>, kNumCells>;

Cells cells_of(const SideTrials& trials) {
    return {trials.left_light, trials.left_dark, trials.right_light, trials.right_dark};
}

std::string reason_against_trials(const Cells& cells, std::size_t least) {
    for (const auto& cell : cells) {
        if (cell.size() < least) {
            return least > 1 ? "splitting needs at least 2 trials of each side and polarity"
                             : "a side and polarity has no trials";
        }
        if (!all_finite(cell)) {
            return "a trial is not finite";
        }
    }
    return {};
}

/// Mean over the polarities of the means over the trials.
struct SideMeans {
    double left = 0;
    double right = 0;
    FigureSide preferred() const { return left >= right ? FigureSide::Left : FigureSide::Right; }
    double of(FigureSide side) const { return side == FigureSide::Left ? left : right; }
};

SideMeans side_means(const Cells& cells) {
    return {(mean(cells[0]) + mean(cells[1])) / 2, (mean(cells[2]) + mean(cells[3])) / 2};
}

FigureSide other(FigureSide side) {
    return side == FigureSide::Left ? FigureSide::Right : FigureSide::Left;
}

TwoWayAnova side_polarity_anova(const Cells& cells) {
    std::vector<double> values;
    std::vector<std::size_t> side;
    std::vector<std::size_t> polarity;
    for (std::size_t i = 0; i < kNumCells; ++i) {
        values.insert(values.end(), cells[i].begin(), cells[i].end());
        side.insert(side.end(), cells[i].size(), i / 2);
        polarity.insert(polarity.end(), cells[i].size(), i % 2);
    }
    return two_way_anova(values, side, polarity);
}

/// The trials of a cell in two random halves.
struct Halves {
    std::array<std::vector<double>, kNumCells> first;
    std::array<std::vector<double>, kNumCells> second;
};

Halves split(const Cells& cells, base::RandomStream& stream) {
    Halves halves;
    for (std::size_t i = 0; i < kNumCells; ++i) {
        std::vector<double> shuffled(cells[i].begin(), cells[i].end());
        for (std::size_t k = shuffled.size(); k > 1; --k) {
            std::swap(shuffled[k - 1], shuffled[stream.below(static_cast<std::uint32_t>(k))]);
        }
        const auto middle = shuffled.begin() + static_cast<std::ptrdiff_t>(shuffled.size() / 2);
        halves.first[i].assign(shuffled.begin(), middle);
        halves.second[i].assign(middle, shuffled.end());
    }
    return halves;
}

SideMeans side_means(const std::array<std::vector<double>, kNumCells>& half) {
    return side_means(Cells{half[0], half[1], half[2], half[3]});
}

void set_effect_sizes(BorderOwnership& result) {
    result.index = contrast_index(result.preferred_mean, result.other_mean);
    result.ratio = ratio(result.other_mean, result.preferred_mean);
}

}  // namespace

BorderOwnership border_ownership(const SideTrials& trials) {
    const Cells cells = cells_of(trials);
    BorderOwnership result;
    result.reason = reason_against_trials(cells, 1);
    if (!result.reason.empty()) {
        return result;
    }
    const SideMeans means = side_means(cells);
    result.preferred = means.preferred();
    result.preferred_mean = means.of(result.preferred);
    result.other_mean = means.of(other(result.preferred));
    set_effect_sizes(result);
    result.anova = side_polarity_anova(cells);
    const bool light = mean(cells[0]) >= mean(cells[2]);
    const bool dark = mean(cells[1]) >= mean(cells[3]);
    result.same_side_for_polarities = light == dark;
    return result;
}

BorderOwnership border_ownership_cross_validated(const SideTrials& trials,
                                                 std::size_t num_splits,
                                                 std::uint64_t seed) {
    if (num_splits == 0) {
        throw base::ConfigError({.what = "cross-validation needs at least one split"});
    }
    const Cells cells = cells_of(trials);
    BorderOwnership result = border_ownership(trials);
    const std::string reason = reason_against_trials(cells, 2);
    if (!reason.empty()) {
        return {.reason = reason};
    }
    base::RandomStream stream(seed, "border ownership splits");
    double preferred = 0;
    double not_preferred = 0;
    for (std::size_t i = 0; i < num_splits; ++i) {
        const Halves halves = split(cells, stream);
        const SideMeans first = side_means(halves.first);
        const SideMeans second = side_means(halves.second);
        preferred += second.of(first.preferred()) + first.of(second.preferred());
        not_preferred += second.of(other(first.preferred())) + first.of(other(second.preferred()));
    }
    result.preferred_mean = preferred / static_cast<double>(2 * num_splits);
    result.other_mean = not_preferred / static_cast<double>(2 * num_splits);
    set_effect_sizes(result);
    return result;
}

}  // namespace ventral::analysis
