#include "analysis/objects/object_models.h"

#include "analysis/statistics/descriptive.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ventral::analysis {

namespace {

double combine(ObjectModel model, std::span<const double> singles) {
    const double sum = std::accumulate(singles.begin(), singles.end(), 0.0);
    if (model == ObjectModel::Sum) {
        return sum;
    }
    return model == ObjectModel::Mean ? sum / static_cast<double>(singles.size())
                                      : *std::max_element(singles.begin(), singles.end());
}

double sum_of_squares(std::span<const double> values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

}  // namespace

std::string_view name_of(ObjectModel model) {
    switch (model) {
        case ObjectModel::Sum:
            return "sum";
        case ObjectModel::Mean:
            return "mean";
        case ObjectModel::Max:
            return "maximum";
    }
    return "";
}

std::vector<double> predict(ObjectModel model, const Rows& singles) {
    std::vector<double> predictions;
    for (std::size_t i = 0; i < singles.count(); ++i) {
        predictions.push_back(combine(model, singles.row(i)));
    }
    return predictions;
}

ObjectComparison compare_objects(ObjectModel model,
                                 std::span<const double> observed,
                                 const Rows& singles) {
    require_whole_rows(singles, "responses to single objects");
    require_equal_lengths(observed.size(), singles.count(), "conditions and rows of singles");
    ObjectComparison result{.model = model};
    if (observed.empty() || !all_finite(observed) || !all_finite(singles.values)) {
        result.reason = observed.empty() ? "no conditions" : "a response is not finite";
        return result;
    }
    const std::vector<double> predicted = predict(model, singles);
    std::vector<double> shares;
    double num_above = 0;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        result.residuals.push_back(observed[i] - predicted[i]);
        num_above += result.residuals.back() > 0 ? 1 : 0;
        const double sum = combine(ObjectModel::Sum, singles.row(i));
        if (sum > 0) {
            shares.push_back(result.residuals.back() / sum);
        }
    }
    result.line = regress(predicted, observed);
    result.reason = result.line.reason;
    result.share_above = num_above / static_cast<double>(observed.size());
    result.scatter = standard_deviation(shares);
    const double centre = mean(observed);
    double total = 0;
    for (const double response : observed) {
        total += (response - centre) * (response - centre);
    }
    if (total > 0) {
        result.r2_no_free_parameter = 1 - sum_of_squares(result.residuals) / total;
    }
    return result;
}

AttentionWeights attention_weights(std::span<const double> reference,
                                   std::span<const double> probe,
                                   std::span<const double> pair,
                                   std::span<const double> largest) {
    require_equal_lengths(reference.size(), probe.size(), "references and probes");
    require_equal_lengths(reference.size(), pair.size(), "references and pairs");
    require_equal_lengths(reference.size(), largest.size(), "references and largest responses");
    AttentionWeights result;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        if (!(largest[i] > 0)) {
            return {.reason = "a cell has no largest response above zero"};
        }
        result.selectivity.push_back((probe[i] - reference[i]) / largest[i]);
        result.interaction.push_back((pair[i] - reference[i]) / largest[i]);
    }
    result.line = regress(result.selectivity, result.interaction);
    result.reason = result.line.reason;
    return result;
}

}  // namespace ventral::analysis
