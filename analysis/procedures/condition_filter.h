#pragma once

/// Which conditions of an experiment a measure looks at.

#include "analysis/procedures/responses.h"
#include "sim/config/codec.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ventral::analysis {

/// Factors and the levels that each may have, as texts; numbers are compared as numbers. The factor
/// `condition` means the conditions' labels. The level `own` is the unit's own preference on the
/// axis of its channels that bears the factor's name, `own side` that on the axis side, `other` and
/// `other side` every level that is not.
using ConditionFilter = config::Named<std::vector<std::string>>;

/// A name or a number, or a list of them, as texts: left, [0.1, 0.3].
config::Codec<std::vector<std::string>> names_codec();

/// {side: left, contrast: [0.1, 0.3]}.
config::Codec<ConditionFilter> condition_filter_codec();

/// The factor of that name. Throws base::ConfigError if there is none.
base::Axis find_factor(const UnitResponses& responses, const std::string& name);

/// Indices of the conditions that pass. Throws base::ConfigError for a factor, and if the responses
/// are not a part of a design for a level, that no condition has.
std::vector<std::size_t> conditions_matching(const UnitResponses& responses,
                                             const ConditionFilter& filter);

/// The responses to these conditions only.
UnitResponses select_conditions(const UnitResponses& responses,
                                const std::vector<std::size_t>& conditions);

/// Both: what is left of the responses; all of them for an empty filter.
UnitResponses select_conditions(const UnitResponses& responses, const ConditionFilter& filter);

/// The mean time course over the conditions that pass.
std::vector<double> mean_course(const UnitResponses& responses, const ConditionFilter& filter);

/// "own", "other", "own side", "other side": the axis of the channels, the factor's where none is
/// named. Nothing for a level of the factor, whatever it is called.
struct Preference {
    bool own = true;
    std::string axis;
};
std::optional<Preference> read_preference(const std::string& level, const base::Axis& factor);

/// What condition i has on an axis, as a text; empty where a catch trial has no level.
std::string level_text(const base::Axis& axis, std::size_t condition);

}  // namespace ventral::analysis
