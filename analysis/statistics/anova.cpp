#include "analysis/statistics/anova.h"

#include "analysis/rows.h"
#include "sim/base/text.h"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

/// Means and sizes of the cells of the design, [a][b] in row-major order.
struct Design {
    std::size_t num_a = 0;
    std::size_t num_b = 0;
    std::vector<double> count{};
    std::vector<double> mean{};
    double within = 0;  ///< sum of squares within the cells
    double total = 0;
};

Design design_of(std::span<const double> values,
                 std::span<const std::size_t> a,
                 std::span<const std::size_t> b) {
    Design design{.num_a = *std::max_element(a.begin(), a.end()) + 1,
                  .num_b = *std::max_element(b.begin(), b.end()) + 1};
    design.count.assign(design.num_a * design.num_b, 0);
    design.mean.assign(design.num_a * design.num_b, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t cell = a[i] * design.num_b + b[i];
        ++design.count[cell];
        design.mean[cell] += values[i];
        ++design.total;
    }
    for (std::size_t k = 0; k < design.mean.size(); ++k) {
        design.mean[k] /= design.count[k];
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double gap = values[i] - design.mean[a[i] * design.num_b + b[i]];
        design.within += gap * gap;
    }
    return design;
}

/// Effect coding of one level: +1 in its own column, -1 in all columns for the last level.
double effect_code(std::size_t level, std::size_t column, std::size_t num_levels) {
    if (level + 1 == num_levels) {
        return -1;
    }
    return level == column ? 1 : 0;
}

/// Bits of a set of effects.
constexpr int kA = 1, kB = 2, kInteraction = 4;

/// The columns of these effects and the constant, one row for each cell.
Eigen::MatrixXd columns_of(const Design& design, int effects) {
    const auto num_cells = static_cast<Eigen::Index>(design.mean.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Ones(num_cells, 1);
    const auto append = [&](const auto& value) {
        matrix.conservativeResize(Eigen::NoChange, matrix.cols() + 1);
        for (std::size_t k = 0; k < design.mean.size(); ++k) {
            matrix(static_cast<Eigen::Index>(k), matrix.cols() - 1) =
                value(k / design.num_b, k % design.num_b);
        }
    };
    const auto in_a = [&](std::size_t level, std::size_t column) {
        return effect_code(level, column, design.num_a);
    };
    const auto in_b = [&](std::size_t level, std::size_t column) {
        return effect_code(level, column, design.num_b);
    };
    for (std::size_t i = 0; i + 1 < design.num_a && (effects & kA) != 0; ++i) {
        append([&](std::size_t a, std::size_t) { return in_a(a, i); });
    }
    for (std::size_t j = 0; j + 1 < design.num_b && (effects & kB) != 0; ++j) {
        append([&](std::size_t, std::size_t b) { return in_b(b, j); });
    }
    for (std::size_t i = 0; i + 1 < design.num_a && (effects & kInteraction) != 0; ++i) {
        for (std::size_t j = 0; j + 1 < design.num_b; ++j) {
            append([&](std::size_t a, std::size_t b) { return in_a(a, i) * in_b(b, j); });
        }
    }
    return matrix;
}

/// What a model with these effects leaves of the cell means, weighted by the cells' sizes.
double left_by(const Design& design, int effects) {
    Eigen::MatrixXd matrix = columns_of(design, effects);
    Eigen::VectorXd means(matrix.rows());
    for (Eigen::Index k = 0; k < matrix.rows(); ++k) {
        const auto cell = static_cast<std::size_t>(k);
        const double weight = std::sqrt(design.count[cell]);
        matrix.row(k) *= weight;
        means(k) = weight * design.mean[cell];
    }
    const Eigen::VectorXd found = matrix.householderQr().solve(means);
    return (matrix * found - means).squaredNorm();
}

AnovaEffect effect_of(const Design& design, int without, double df, double residual_df) {
    // The model with all effects reproduces the cell means: what is left without one is its own.
    AnovaEffect effect{.sum_of_squares = left_by(design, without), .degrees_of_freedom = df};
    effect.f = effect.sum_of_squares / df / (design.within / residual_df);
    effect.p = f_tail(effect.f, df, residual_df);
    return effect;
}

std::string reason_against_design(const Design& design) {
    for (const double count : design.count) {
        if (count == 0) {
            return "a combination of the two factors has no trials";
        }
    }
    if (design.num_a < 2 || design.num_b < 2) {
        return "a factor has one level only";
    }
    if (!(design.total > static_cast<double>(design.mean.size()))) {
        return "one trial of each combination has no variance";
    }
    double largest = 0;
    for (const double mean : design.mean) {
        largest = std::max(largest, mean * mean);
    }
    return design.within > 1e-24 * largest * design.total
               ? ""
               : "the trials do not vary within the combinations";
}

}  // namespace

double f_tail(double f, double numerator_df, double denominator_df) {
    if (!(f >= 0)) {
        return kNoValue;
    }
    return boost::math::cdf(complement(boost::math::fisher_f(numerator_df, denominator_df), f));
}

TwoWayAnova two_way_anova(std::span<const double> values,
                          std::span<const std::size_t> a,
                          std::span<const std::size_t> b) {
    require_equal_lengths(values.size(), a.size(), "values and levels of the first factor");
    require_equal_lengths(values.size(), b.size(), "values and levels of the second factor");
    TwoWayAnova result;
    if (values.empty() || !all_finite(values)) {
        result.reason = values.empty() ? "no trials" : "a value is not finite";
        return result;
    }
    const Design design = design_of(values, a, b);
    result.reason = reason_against_design(design);
    if (!result.reason.empty()) {
        return result;
    }
    const auto df_a = static_cast<double>(design.num_a - 1);
    const auto df_b = static_cast<double>(design.num_b - 1);
    const double df = design.total - static_cast<double>(design.mean.size());
    result.residual_sum_of_squares = design.within;
    result.residual_degrees_of_freedom = df;
    result.a = effect_of(design, kB | kInteraction, df_a, df);
    result.b = effect_of(design, kA | kInteraction, df_b, df);
    result.interaction = effect_of(design, kA | kB, df_a * df_b, df);
    return result;
}

}  // namespace ventral::analysis
