#include "models/combine_rule.h"

#include "sim/base/text.h"
#include "sim/config/spec.h"

#include <cmath>
#include <type_traits>

namespace ventral::models {
namespace {

using config::alternative;
using config::Node;
using config::Spec;
using engine::CombinationKind;

/// Index of the named axis; a dangling name throws.
std::size_t require_axis(const ChannelSpace& space,
                         const std::string& name,
                         const char* whose,
                         const Node& node) {
    const auto axis = space.find_axis(name);
    if (!axis) {
        std::vector<std::string> names;
        for (const engine::ChannelAxis& a : space.axes()) {
            names.push_back(a.name);
        }
        node.fail(base::str("the channels of the ", whose, " have no axis '", name, "'"),
                  names.empty() ? "it has no axes" : base::join(names),
                  base::did_you_mean(name, names));
    }
    return *axis;
}

CombinationPlan reduce_plan(const std::string& over,
                            double input_gain,
                            const ChannelSpace& source,
                            const ChannelSpace& target,
                            const Node& node) {
    const std::size_t axis = require_axis(source, over, "source", node);
    CombinationPlan plan{target.axes(), over, input_gain, false};
    plan.stage_axes.push_back(source.axes()[axis]);
    return plan;
}

/// Target channel t is made of the stage channels t K ... t K + K - 1.
std::vector<std::vector<int>> runs(int num_targets, int size) {
    std::vector<std::vector<int>> members;
    for (int t = 0; t < num_targets; ++t) {
        std::vector<int> run;
        for (int k = 0; k < size; ++k) {
            run.push_back(t * size + k);
        }
        members.push_back(run);
    }
    return members;
}

std::vector<std::vector<int>> opponents(const ChannelSpace& target, std::size_t axis) {
    std::vector<std::vector<int>> members;
    for (int t = 0; t < target.size(); ++t) {
        members.push_back({t, target.with_index(t, axis, 1 - target.index(t, axis))});
    }
    return members;
}

/// The source channel for the target channel whose value on `along` is offset by `by_deg`.
int pair_member(const ChannelSpace& source,
                std::size_t source_axis,
                double wanted,
                const std::vector<double>& weights,
                const Node& node) {
    for (int n = 0; n < source.size(); ++n) {
        const double distance = distance_on_axis(source.coordinate(n, source_axis), wanted,
                                                 source.axes()[source_axis].period);
        if (weights[static_cast<std::size_t>(n)] != 0 && distance < 1e-6) {
            return n;
        }
    }
    node.fail(base::str("no source channel has ", source.axes()[source_axis].name, " ",
                        base::format_number(wanted), " to make a pair with"),
              "offsets that lead from one value of the axis to another");
}

std::vector<std::vector<int>> pairs(const GeometricMeanOfPairs& rule,
                                    const ChannelSpace& source,
                                    const ChannelSpace& target,
                                    const std::vector<std::vector<double>>& weights,
                                    const Node& node) {
    const std::size_t s = require_axis(source, rule.along, "source", node);
    const std::size_t t = require_axis(target, rule.along, "target", node);
    const std::size_t by = require_axis(target, rule.by, "target", node);
    std::vector<std::vector<int>> members;
    for (int c = 0; c < target.size(); ++c) {
        const std::vector<double>& row = weights[static_cast<std::size_t>(c)];
        const double first = target.coordinate(c, t);
        members.push_back({pair_member(source, s, first, row, node),
                           pair_member(source, s, first + target.coordinate(c, by), row, node)});
    }
    return members;
}

template <class Rule>
Spec<Rule> combination_spec(const std::string& name, const std::string& doc) {
    Spec<Rule> spec(name, doc);
    if constexpr (!std::is_same_v<Rule, GeometricMeanOfPairs>) {
        spec.required_text("over", &Rule::over, {.doc = "The axis that is combined."});
    }
    spec.number("input_gain", &Rule::input_gain,
                {.doc = "Factor on what is combined, before the combination."});
    return spec;
}

}  // namespace

config::Codec<CombineRule> combine_rule_codec() {
    const config::Number exponent{
        .min = 0, .exclusive_min = true, .doc = "Exponent p of the combination."};
    return config::one_of_codec<CombineRule>(
        alternative("none", Spec<NoCombination>("none", "No combination.")),
        alternative("root_sum_of_squares",
                    combination_spec<RootSumOfSquares>("root_sum_of_squares", "sqrt(sum z^2).")),
        alternative("orientation_contrast", combination_spec<OrientationContrast>(
                                                "orientation_contrast", "sum |z| - |sum z|.")),
        alternative("power_mean", combination_spec<PowerMean>("power_mean", "(mean z^p)^(1/p).")
                                      .required_number("exponent", &PowerMean::exponent, exponent)),
        alternative("product", combination_spec<ProductOver>("product", "prod [z]+.")),
        alternative("geometric_mean_of_pairs",
                    combination_spec<GeometricMeanOfPairs>("geometric_mean_of_pairs",
                                                           "sqrt([z1]+ [z2]+) of two channels.")
                        .required_text("along", &GeometricMeanOfPairs::along,
                                       {.doc = "Axis along which the two lie."})
                        .required_text("by", &GeometricMeanOfPairs::by,
                                       {.doc = "Axis of the target that holds the offset."})),
        alternative("own_against_opponent",
                    combination_spec<OwnAgainstOpponent>("own_against_opponent",
                                                         "own^p / (1 + own^p + opponent^p).")
                        .required_number("exponent", &OwnAgainstOpponent::exponent, exponent)));
}

CombinationPlan plan_combination(const CombineRule& rule,
                                 const ChannelSpace& source,
                                 const ChannelSpace& target,
                                 const Node& node) {
    return std::visit(
        [&](const auto& r) -> CombinationPlan {
            using Rule = std::decay_t<decltype(r)>;
            if constexpr (std::is_same_v<Rule, NoCombination>) {
                return {target.axes(), "", 1.0, false};
            } else if constexpr (std::is_same_v<Rule, GeometricMeanOfPairs>) {
                return {source.axes(), "", r.input_gain, true};
            } else if constexpr (std::is_same_v<Rule, OwnAgainstOpponent>) {
                const std::size_t axis = require_axis(target, r.over, "target", node);
                if (axis_size(target.axes()[axis]) != 2) {
                    node.fail(base::str("axis '", r.over, "' does not have two values"));
                }
                return {target.axes(), "", r.input_gain, false};
            } else {
                return reduce_plan(r.over, r.input_gain, source, target, node);
            }
        },
        rule);
}

engine::Combination make_combination(const CombineRule& rule,
                                     const ChannelSpace& source,
                                     const ChannelSpace& target,
                                     const std::vector<std::vector<double>>& pair_weights,
                                     const Node& node) {
    return std::visit(
        [&](const auto& r) -> engine::Combination {
            using Rule = std::decay_t<decltype(r)>;
            const auto reduced = [&](CombinationKind kind, const std::string& over,
                                     double exponent) {
                const int size = axis_size(source.axes()[*source.find_axis(over)]);
                return engine::Combination{kind, exponent, runs(target.size(), size)};
            };
            if constexpr (std::is_same_v<Rule, RootSumOfSquares>) {
                return reduced(CombinationKind::RootSumOfSquares, r.over, 1.0);
            } else if constexpr (std::is_same_v<Rule, OrientationContrast>) {
                return reduced(CombinationKind::OrientationContrast, r.over, 1.0);
            } else if constexpr (std::is_same_v<Rule, PowerMean>) {
                return reduced(CombinationKind::PowerMean, r.over, r.exponent);
            } else if constexpr (std::is_same_v<Rule, ProductOver>) {
                return reduced(CombinationKind::Product, r.over, 1.0);
            } else if constexpr (std::is_same_v<Rule, GeometricMeanOfPairs>) {
                return {CombinationKind::GeometricMean, 1.0,
                        pairs(r, source, target, pair_weights, node)};
            } else if constexpr (std::is_same_v<Rule, OwnAgainstOpponent>) {
                return {CombinationKind::OwnAgainstOpponent, r.exponent,
                        opponents(target, *target.find_axis(r.over))};
            } else {
                return {};
            }
        },
        rule);
}

}  // namespace ventral::models
