#include "models/channel_rule.h"

#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <set>

namespace ventral::models {
namespace {

using config::Node;

/// One factor of the weight, of (stage channel, source channel).
using Factor = std::function<double(int, int)>;

constexpr double kSameValue = 1e-6;

/// What a rule sees: both spaces, the axis it stands under, and where to complain.
struct RuleContext {
    const ChannelSpace& source;
    const ChannelSpace& stage;
    const std::string& axis;
    const Node& node;
    std::set<std::size_t>& consumed;  ///< axes of the source that need no further rule

    std::size_t source_axis() const { return require(source, "source"); }
    std::size_t stage_axis() const { return require(stage, "target"); }
    const engine::ChannelAxis& source_values() const { return source.axes()[source_axis()]; }

    [[noreturn]] void no_such(const std::string& name,
                              const ChannelSpace& space,
                              const char* whose) const {
        const std::vector<std::string> names = space.attribute_names();
        node.fail(base::str("the channels of the ", whose, " have no '", name, "'"),
                  base::str("one of ", base::join(names)), base::did_you_mean(name, names));
    }

private:
    std::size_t require(const ChannelSpace& space, const char* whose) const {
        const auto found = space.find_axis(axis);
        if (!found) {
            no_such(axis, space, whose);
        }
        return *found;
    }
};

bool same(double a, double b, double period) {
    return distance_on_axis(a, b, period) < kSameValue;
}

/// Matches labels by name where both sides have them, and numbers by value.
bool same_on_axes(const ChannelSpace& source,
                  std::size_t source_axis,
                  int source_channel,
                  const ChannelSpace& stage,
                  std::size_t stage_axis,
                  int stage_channel) {
    const engine::ChannelAxis& a = source.axes()[source_axis];
    const engine::ChannelAxis& b = stage.axes()[stage_axis];
    if (!a.labels.empty() && !b.labels.empty()) {
        return a.labels[static_cast<std::size_t>(source.index(source_channel, source_axis))] ==
               b.labels[static_cast<std::size_t>(stage.index(stage_channel, stage_axis))];
    }
    return same(source.coordinate(source_channel, source_axis),
                stage.coordinate(stage_channel, stage_axis), b.period);
}

Factor factor_of(const OneToOne&, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    const std::size_t t = c.stage_axis();
    return [&source = c.source, &stage = c.stage, s, t](int m, int n) {
        return same_on_axes(source, s, n, stage, t, m) ? 1.0 : 0.0;
    };
}

Factor factor_of(const SumOverAxis&, const RuleContext& c) {
    c.source_axis();
    return [](int, int) { return 1.0; };
}

Factor factor_of(const MeanOverAxis&, const RuleContext& c) {
    const double weight = 1.0 / axis_size(c.source_values());
    return [weight](int, int) { return weight; };
}

Factor factor_of(const Swap&, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    const std::size_t t = c.stage_axis();
    if (axis_size(c.source.axes()[s]) != 2 || axis_size(c.stage.axes()[t]) != 2) {
        c.node.fail(base::str("'swap' needs an axis of two values, '", c.axis, "' has ",
                              axis_size(c.source.axes()[s])));
    }
    return [&source = c.source, &stage = c.stage, s, t](int m, int n) {
        return source.index(n, s) != stage.index(m, t) ? 1.0 : 0.0;
    };
}

Factor factor_of(const GaussianTuning& rule, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    const std::size_t t = c.stage_axis();
    const double period = c.source.axes()[s].period;
    const auto profile = [period, sd = rule.sd_deg](double a, double b) {
        const double d = distance_on_axis(a, b, period) / sd;
        return std::exp(-0.5 * d * d);
    };
    return [&source = c.source, &stage = c.stage, s, t, profile](int m, int n) {
        const double wanted = stage.coordinate(m, t);
        double sum = 0;
        for (const double value : source.axes()[s].values) {
            sum += profile(value, wanted);
        }
        return profile(source.coordinate(n, s), wanted) / sum;
    };
}

Factor factor_of(const OffsetOnAxis& rule, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    const std::size_t t = c.stage_axis();
    return [&source = c.source, &stage = c.stage, s, t, by = rule.by_deg](int m, int n) {
        return same(source.coordinate(n, s), stage.coordinate(m, t) + by, source.axes()[s].period)
                   ? 1.0
                   : 0.0;
    };
}

Factor factor_of(const FromAttribute& rule, const RuleContext& c) {
    const std::size_t t = c.stage_axis();
    const std::vector<std::size_t> parts = c.source.axes_of_attribute(rule.attribute);
    if (parts.empty()) {
        c.no_such(rule.attribute, c.source, "source");
    }
    c.consumed.insert(parts.begin(), parts.end());
    double period = c.stage.axes()[t].period;
    if (const double own = c.source.axes()[parts.front()].period; parts.size() == 1 && own > 0) {
        period = std::min(period, own);  // a line at 0 deg lies at 180 deg too
    }
    return [&source = c.source, &stage = c.stage, t, rule, period](int m, int n) {
        const double value = *source.attribute(n, rule.attribute) + rule.offset_deg;
        return same(value, stage.coordinate(m, t), period) ? 1.0 : 0.0;
    };
}

Factor factor_of(const Cosine& rule, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    if (c.stage.axes_of_attribute(rule.attribute).empty()) {
        c.no_such(rule.attribute, c.stage, "target");
    }
    return [&source = c.source, &stage = c.stage, s, rule](int m, int n) {
        const double angle =
            *stage.attribute(m, rule.attribute) + rule.offset_deg - source.coordinate(n, s);
        const double weight = std::cos(angle * std::numbers::pi / 180.0);
        return std::abs(weight) < 1e-12 ? 0.0 : weight;
    };
}

/// Index of the label, or of the number where the axis has numbers; a dangling one throws.
int label_index(const engine::ChannelAxis& axis, const std::string& label, const Node& node) {
    std::vector<std::string> names = axis.labels;
    if (names.empty()) {
        std::transform(axis.values.begin(), axis.values.end(), std::back_inserter(names),
                       base::format_number);
    }
    const auto found = std::find(names.begin(), names.end(), label);
    if (found == names.end()) {
        node.fail(base::str("axis '", axis.name, "' has no label '", label, "'"), base::join(names),
                  base::did_you_mean(label, names));
    }
    return static_cast<int>(found - names.begin());
}

Factor factor_of(const PickValues& rule, const RuleContext& c) {
    const std::size_t t = c.stage_axis();
    const auto s = c.source.find_axis(rule.from);
    if (!s) {
        c.no_such(rule.from, c.source, "source");
    }
    c.consumed.insert(*s);
    std::vector<double> wanted(static_cast<std::size_t>(axis_size(c.stage.axes()[t])),
                               std::nan(""));
    for (const auto& [label, value] : rule.values) {
        wanted[static_cast<std::size_t>(label_index(c.stage.axes()[t], label, c.node))] = value;
    }
    const double period = c.source.axes()[*s].period;
    return [&source = c.source, &stage = c.stage, t, s = *s, wanted, period](int m, int n) {
        const double value = wanted[static_cast<std::size_t>(stage.index(m, t))];
        return same(source.coordinate(n, s), value, period) ? 1.0 : 0.0;
    };
}

Factor factor_of(const LabelWeights& rule, const RuleContext& c) {
    const auto s = c.source.find_axis(c.axis);
    const ChannelSpace& space = s ? c.source : c.stage;
    const std::size_t axis = s ? *s : c.stage_axis();
    std::vector<double> weights(static_cast<std::size_t>(axis_size(space.axes()[axis])), 0.0);
    for (const auto& [label, weight] : rule.weights) {
        weights[static_cast<std::size_t>(label_index(space.axes()[axis], label, c.node))] = weight;
    }
    return [&space, axis, of_source = s.has_value(), weights](int m, int n) {
        return weights[static_cast<std::size_t>(space.index(of_source ? n : m, axis))];
    };
}

Factor factor_of(const AxisMatrix& rule, const RuleContext& c) {
    const std::size_t s = c.source_axis();
    const std::size_t t = c.stage_axis();
    const auto num_rows = static_cast<std::size_t>(axis_size(c.stage.axes()[t]));
    const auto num_columns = static_cast<std::size_t>(axis_size(c.source.axes()[s]));
    const bool fits = rule.rows.size() == num_rows &&
                      std::all_of(rule.rows.begin(), rule.rows.end(),
                                  [num_columns](const auto& r) { return r.size() == num_columns; });
    if (!fits) {
        c.node.fail("the matrix does not fit the axes",
                    base::str(num_rows, " rows (target) of ", num_columns, " numbers (source)"));
    }
    return [&source = c.source, &stage = c.stage, s, t, rows = rule.rows](int m, int n) {
        return rows[static_cast<std::size_t>(stage.index(m, t))]
                   [static_cast<std::size_t>(source.index(n, s))];
    };
}

/// Matches the source axis that a combination runs over with the last axis of the stage.
Factor over_factor(const ChannelSpace& source, const ChannelSpace& stage, std::size_t over) {
    const std::size_t last = stage.axes().size() - 1;
    return [&source, &stage, over, last](int m, int n) {
        return source.index(n, over) == stage.index(m, last) ? 1.0 : 0.0;
    };
}

}  // namespace

std::vector<std::vector<double>> channel_weights(const ChannelSpace& source,
                                                 const ChannelSpace& stage,
                                                 const config::Named<ChannelRule>& rules,
                                                 const std::string& over_axis,
                                                 const Node& node) {
    std::vector<Factor> factors;
    std::set<std::size_t> consumed;
    const auto over = source.find_axis(over_axis);
    if (!over_axis.empty() && over) {
        factors.push_back(over_factor(source, stage, *over));
        consumed.insert(*over);
    }
    for (const auto& [axis, rule] : rules) {
        const Node place = node.is_map() && node.has(axis) ? node.at(axis) : node;
        const RuleContext context{source, stage, axis, place, consumed};
        factors.push_back(
            std::visit([&context](const auto& r) { return factor_of(r, context); }, rule));
        if (const auto s = source.find_axis(axis)) {
            consumed.insert(*s);
        }
    }
    for (std::size_t s = 0; s < source.axes().size(); ++s) {
        if (consumed.count(s) != 0) {
            continue;
        }
        const std::string& axis = source.axes()[s].name;
        if (!stage.find_axis(axis)) {
            node.fail(base::str("the source's axis '", axis, "' has no counterpart in the target"),
                      base::str("a rule for it under 'channels', e.g. ", axis, ": sum, or ", axis,
                                ": mean"));
        }
        factors.push_back(factor_of(OneToOne{}, RuleContext{source, stage, axis, node, consumed}));
    }
    std::vector<std::vector<double>> weights(
        static_cast<std::size_t>(stage.size()),
        std::vector<double>(static_cast<std::size_t>(source.size()), 1.0));
    for (int m = 0; m < stage.size(); ++m) {
        for (int n = 0; n < source.size(); ++n) {
            for (const Factor& factor : factors) {
                weights[static_cast<std::size_t>(m)][static_cast<std::size_t>(n)] *= factor(m, n);
            }
        }
    }
    return weights;
}

}  // namespace ventral::models
