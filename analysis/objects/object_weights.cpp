#include "analysis/fit/least_squares.h"
#include "analysis/objects/object_models.h"

#include <Eigen/Dense>
#include <cmath>

namespace ventral::analysis {

WeightedObjects fit_object_weights(std::span<const double> observed,
                                   const Rows& singles,
                                   bool with_offset) {
    require_whole_rows(singles, "responses to single objects");
    require_equal_lengths(observed.size(), singles.count(), "conditions and rows of singles");
    WeightedObjects result;
    if (!all_finite(observed) || !all_finite(singles.values)) {
        result.reason = "a response is not finite";
        return result;
    }
    const auto num_rows = static_cast<Eigen::Index>(observed.size());
    const auto num_objects = static_cast<Eigen::Index>(singles.length);
    const Eigen::Index num_columns = num_objects + (with_offset ? 1 : 0);
    if (num_rows <= num_columns) {
        result.reason = "there must be more conditions than weights";
        return result;
    }
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Ones(num_rows, num_columns);
    Eigen::VectorXd response(num_rows);
    for (Eigen::Index i = 0; i < num_rows; ++i) {
        const auto row = singles.row(static_cast<std::size_t>(i));
        for (Eigen::Index k = 0; k < num_objects; ++k) {
            matrix(i, k) = row[static_cast<std::size_t>(k)];
        }
        response(i) = observed[static_cast<std::size_t>(i)];
    }
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> decomposition(matrix);
    if (decomposition.rank() < num_columns) {
        result.reason = "the objects' responses do not vary independently";
        return result;
    }
    const Eigen::VectorXd weights = decomposition.solve(response);
    const Eigen::VectorXd residuals = response - matrix * weights;
    const double variance = residuals.squaredNorm() / static_cast<double>(num_rows - num_columns);
    const Eigen::MatrixXd inverse = (matrix.transpose() * matrix).inverse();
    for (Eigen::Index k = 0; k < num_objects; ++k) {
        result.weights.push_back(weights(k));
        result.standard_errors.push_back(std::sqrt(variance * inverse(k, k)));
    }
    result.offset = with_offset ? weights(num_objects) : 0;
    result.residuals.assign(residuals.begin(), residuals.end());
    result.r2 = explained_variance(observed, residuals.squaredNorm());
    return result;
}

}  // namespace ventral::analysis
