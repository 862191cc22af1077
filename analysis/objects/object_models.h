#pragma once

/// Responses to several objects against those to each object alone (Zoccolan, Cox & DiCarlo 2005).

#include "analysis/rows.h"
#include "analysis/statistics/regression.h"
#include "analysis/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::analysis {

enum class ObjectModel { Sum, Mean, Max };
std::string_view name_of(ObjectModel model);

/// What a model without a free parameter predicts for each condition. @param singles
/// [condition][object]: responses to the condition's objects alone.
std::vector<double> predict(ObjectModel model, const Rows& singles);

/// One model against the responses.
struct ObjectComparison {
    ObjectModel model = ObjectModel::Sum;
    Regression line{};                       ///< observed on predicted
    double r2_no_free_parameter = kNoValue;  ///< 1 - sum (R - prediction)^2 / sum (R - mean R)^2
    double share_above = kNoValue;           ///< of conditions with R above the prediction
    double scatter = kNoValue;               ///< SD of (R - prediction) / sum of singles
    std::vector<double> residuals{};         ///< R - prediction, one for each condition
    std::string reason{};
};
ObjectComparison compare_objects(ObjectModel model,
                                 std::span<const double> observed,
                                 const Rows& singles);

/// R = sum_k w_k R_k (+ b): weights by least squares, with standard errors.
struct WeightedObjects {
    std::vector<double> weights{};
    std::vector<double> standard_errors{};
    double offset = 0;  ///< b, 0 unless asked for
    double r2 = kNoValue;
    std::vector<double> residuals{};
    std::string reason{};
};
WeightedObjects fit_object_weights(std::span<const double> observed,
                                   const Rows& singles,
                                   bool with_offset = false);

/// Weights of two objects in one field, attended or not (Reynolds, Chelazzi & Desimone 1999):
/// selectivity = probe - reference and interaction = pair - reference, both divided by the cell's
/// largest response; the slope of interaction on selectivity is the weight of the probe: 0.5 the
/// mean, 1 the probe alone, 0 the reference alone.
struct AttentionWeights {
    std::vector<double> selectivity{};
    std::vector<double> interaction{};
    Regression line{};
    std::string reason{};
};
/// @param largest the largest response of each condition's cell, > 0.
AttentionWeights attention_weights(std::span<const double> reference,
                                   std::span<const double> probe,
                                   std::span<const double> pair,
                                   std::span<const double> largest);

}  // namespace ventral::analysis
