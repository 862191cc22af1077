#pragma once

/// How the channels that leave the kernels are combined into the target's channels, as model
/// files write it, and what that asks of the linear stage.

#include "models/channel_space.h"
#include "sim/config/codec.h"

#include <string>
#include <variant>
#include <vector>

namespace ventral::models {

/// No combination: the stage's channels are the target's.
struct NoCombination {
    bool operator==(const NoCombination&) const = default;
};

/// sqrt(sum z^2) over an axis of the source: quadrature energy (Adelson & Bergen 1985).
struct RootSumOfSquares {
    std::string over;
    double input_gain = 1;
    bool operator==(const RootSumOfSquares&) const = default;
};

/// sum |z| - |sum z| over an axis of the source.
struct OrientationContrast {
    std::string over;
    double input_gain = 1;
    bool operator==(const OrientationContrast&) const = default;
};

/// (mean z^p)^(1/p) over an axis of the source: a soft AND for small p.
struct PowerMean {
    std::string over;
    double exponent = 1;
    double input_gain = 1;
    bool operator==(const PowerMean&) const = default;
};

/// prod [z]+ over an axis of the source.
struct ProductOver {
    std::string over;
    double input_gain = 1;
    bool operator==(const ProductOver&) const = default;
};

/// Geometric mean of the source channels at a value of the axis `along` and at that value plus
/// the target's coordinate on the axis `by`.
struct GeometricMeanOfPairs {
    std::string along;  ///< axis of source and target, e.g. direction
    std::string by;     ///< axis of the target: the offset
    double input_gain = 1;
    bool operator==(const GeometricMeanOfPairs&) const = default;
};

/// own^p / (1 + own^p + opponent^p) over an axis of two values that the target has.
struct OwnAgainstOpponent {
    std::string over;
    double exponent = 1;
    double input_gain = 1;
    bool operator==(const OwnAgainstOpponent&) const = default;
};

using CombineRule = std::variant<NoCombination,
                                 RootSumOfSquares,
                                 OrientationContrast,
                                 PowerMean,
                                 ProductOver,
                                 GeometricMeanOfPairs,
                                 OwnAgainstOpponent>;

/// The grammar: {root_sum_of_squares: {over: phase}}.
config::Codec<CombineRule> combine_rule_codec();

/// What a combination asks for.
struct CombinationPlan {
    std::vector<engine::ChannelAxis> stage_axes;  ///< axes of the linear stage
    std::string over_axis;  ///< source axis matched with the stage's last axis, or empty
    double input_gain = 1;  ///< factor on every term of the stage
    /// Pairs only: the stage is the source itself, and channel rules select members, not terms.
    bool stage_is_source = false;
};

/// @param node the key `combine`, or the projection; a dangling axis throws there.
CombinationPlan plan_combination(const CombineRule& rule,
                                 const ChannelSpace& source,
                                 const ChannelSpace& target,
                                 const config::Node& node);

/// The engine's form. @param pair_weights for pairs only: [target][source], nonzero where the
/// channel rules let a source channel take part.
engine::Combination make_combination(const CombineRule& rule,
                                     const ChannelSpace& source,
                                     const ChannelSpace& target,
                                     const std::vector<std::vector<double>>& pair_weights,
                                     const config::Node& node);

}  // namespace ventral::models
