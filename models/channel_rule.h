#pragma once

/// How channels of a source reach channels of a target, axis by axis. The weight from one channel
/// to another is the product over the axes.

#include "models/channel_space.h"
#include "sim/config/codec.h"

#include <string>
#include <variant>
#include <vector>

namespace ventral::models {

/// The same value on both sides: weight 1, else 0.
struct OneToOne {
    bool operator==(const OneToOne&) const = default;
};

/// Every value of the source's axis, each with weight 1.
struct SumOverAxis {
    bool operator==(const SumOverAxis&) const = default;
};

/// Every value of the source's axis, each with weight 1/n.
struct MeanOverAxis {
    bool operator==(const MeanOverAxis&) const = default;
};

/// The other of two values: side of figure, polarity.
struct Swap {
    bool operator==(const Swap&) const = default;
};

/// exp(-d^2 / 2 sd^2) of the distance on the axis, scaled to unit sum over the source.
struct GaussianTuning {
    double sd_deg = 30;  ///< > 0
    bool operator==(const GaussianTuning&) const = default;
};

/// The source's value is the target's plus `by_deg`; 90 on orientations: cross-orientation.
struct OffsetOnAxis {
    double by_deg = 90;
    bool operator==(const OffsetOnAxis&) const = default;
};

/// Target value = source attribute + offset, for an axis that only the target has; an attribute of
/// a shorter period counts at each of its turns: an orientation at two directions.
struct FromAttribute {
    std::string attribute;  ///< of the source: an axis, or figure_direction
    double offset_deg = 0;
    bool operator==(const FromAttribute&) const = default;
};

/// cos(target attribute + offset - source value), for an axis that only the source has: a filter
/// in any direction made of a few (steerable filters, Freeman & Adelson 1991).
struct Cosine {
    std::string attribute;  ///< of the target
    double offset_deg = 0;
    bool operator==(const Cosine&) const = default;
};

/// Target label -> value of a source axis, for an axis that only the target has.
struct PickValues {
    std::string from;  ///< axis of the source
    config::Named<double> values;
    bool operator==(const PickValues&) const = default;
};

/// Label -> weight, signed: of the source, or of the target where only the target has the axis.
struct LabelWeights {
    config::Named<double> weights;
    bool operator==(const LabelWeights&) const = default;
};

/// Weight of each source value (columns) on each target value (rows) of the axis.
struct AxisMatrix {
    std::vector<std::vector<double>> rows;
    bool operator==(const AxisMatrix&) const = default;
};

using ChannelRule = std::variant<OneToOne,
                                 SumOverAxis,
                                 MeanOverAxis,
                                 Swap,
                                 GaussianTuning,
                                 OffsetOnAxis,
                                 FromAttribute,
                                 Cosine,
                                 PickValues,
                                 LabelWeights,
                                 AxisMatrix>;

/// The grammar of one rule: `one_to_one`, `{gaussian: {sd_deg: 30}}`, ...
config::Codec<ChannelRule> channel_rule_codec();

/// Weights [stage][source] of the rules. An axis without a rule is one_to_one if both sides have
/// it, and copied to every value if only the stage has it; an axis that only the source has needs
/// a rule. @param over_axis name of the source axis that a combination runs over, matched one to
/// one with the stage's last axis; empty: none. @param node the key `channels`, or the projection.
std::vector<std::vector<double>> channel_weights(const ChannelSpace& source,
                                                 const ChannelSpace& stage,
                                                 const config::Named<ChannelRule>& rules,
                                                 const std::string& over_axis,
                                                 const config::Node& node);

}  // namespace ventral::models
