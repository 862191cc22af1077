#pragma once

/// What an experiment measures at its end, and the published values to hold it against: data of the
/// experiment file.

#include "analysis/procedures/procedure.h"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::config {
template <class T>
class Spec;
}

namespace ventral::analysis {

/// How the values of several units or instances become one number.
enum class Summary { Mean, Median, LowerQuartile, UpperQuartile, Least, Largest };

/// "mean", "median", "lower quartile", ...
std::string name_of(Summary summary);

/// A published value of one quantity under one variant, and the band in which ours should lie.
struct Target {
    std::string quantity{};  ///< empty: the measure's first
    std::string variant = "recurrent";
    std::optional<Summary> summary{};  ///< none: the measure's
    std::string relative_to{};         ///< a variant: the value over the value there
    std::optional<double> value{};     ///< published
    std::string spread{};              ///< as published: "0.20-0.31", "SD 9"
    std::string n{};                   ///< cells, sites, animals
    std::string source{};              ///< paper; where the band is ours, it says so
    std::optional<std::array<double, 2>> band{};
    bool hard = false;  ///< the scoreboard passes only if it holds
};

/// Arithmetic over other measures: "side.latency_ms - edge.latency_ms". Quantity: value.
struct Formula {
    std::string expression;
    std::string unit = "1";
    bool of_summaries = false;  ///< once from the measures' summaries, never unit by unit
};

template <class V, class T>
struct WithAlternative;
template <class... Vs, class T>
struct WithAlternative<std::variant<Vs...>, T> {
    using Type = std::variant<Vs..., T>;
};
using MeasureKind = WithAlternative<Procedure, Formula>::Type;

/// One named measure.
struct Measure {
    std::string name{};
    std::vector<std::string> at{};    ///< sites or units; empty: all
    ConditionFilter where{};          ///< only these conditions
    std::vector<std::string> over{};  ///< factors whose levels are measured one by one
    bool pool = false;  ///< all units in one measurement, `site` being a further factor
    Summary summary = Summary::Mean;
    MeasureKind kind{};
    std::vector<Target> expect{};
};

/// Keys of one measure.
const config::Spec<Measure>& measure_spec();

/// Names of its quantities.
std::vector<std::string> quantity_names(const Measure& measure);

/// How it gets its numbers.
std::string describe(const Measure& measure);

}  // namespace ventral::analysis
