#include "analysis/measures/measure.h"
#include "analysis/procedures/procedure_specs.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

using config::Node;
using config::Spec;

std::vector<config::Choice<Summary>> summaries() {
    return {{"mean", Summary::Mean, ""},
            {"median", Summary::Median, ""},
            {"lower_quartile", Summary::LowerQuartile, ""},
            {"upper_quartile", Summary::UpperQuartile, ""},
            {"least", Summary::Least, ""},
            {"largest", Summary::Largest, ""}};
}

config::Text plain(const char* doc) {
    return {.doc = doc, .source = {}};
}

/// A text that stands empty in the result file where the experiment has none.
config::Text may_be_absent(const char* doc) {
    return {.doc = doc, .source = {}, .allow_empty = true};
}

/// A number or a text as it stands: "88 cells", 140.
config::Codec<std::string> loose_text_codec() {
    config::Codec<std::string> codec = config::text_codec();
    codec.read = [](const Node& node) { return node.scalar_text(); };
    codec.write = [](const std::string& text) { return config::make_text(text); };
    codec.outline =
        config::any_codec("a number or a text", R"({"type": ["number", "string"]})").outline;
    return codec;
}

const Spec<Target>& target_spec() {
    static const Spec<Target> spec =
        Spec<Target>("target", "A published value and the band in which ours should lie.")
            .text("quantity", &Target::quantity,
                  may_be_absent("Which quantity; absent: the first."))
            .text("variant", &Target::variant, plain("Under which variant it must hold."))
            .optional_field("summary", &Target::summary, config::choice_codec(summaries()),
                            "Which number over units and instances; absent: the measure's.")
            .text("relative_to", &Target::relative_to,
                  may_be_absent("A variant: the band is that of the value over the value there."))
            .number("value", &Target::value, {.doc = "As published.", .source = {}})
            .field("spread", &Target::spread, loose_text_codec(), "As published: 0.20-0.31, SD 9.")
            .field("n", &Target::n, loose_text_codec(), "Cells, sites or animals.")
            .text("source", &Target::source, may_be_absent("The paper; whose band it is."))
            .optional_field("band", &Target::band,
                            config::array_codec<double, 2>(config::number_codec(
                                {.allow_infinity = true, .doc = {}, .source = {}})),
                            "[low, high] of a pass; absent: only reported.")
            .boolean("hard", &Target::hard, "The scoreboard passes only if this holds.")
            .check([](const Target& target, const Node& node) {
                if (target.band && !((*target.band)[0] < (*target.band)[1])) {
                    node.fail_at("band", "the band is empty", "[low, high] with low < high");
                }
                if (target.hard && !target.band) {
                    node.fail_at("hard", "a hard target needs a band", "`band: [low, high]`");
                }
            });
    return spec;
}

const Spec<Formula>& formula_spec() {
    static const Spec<Formula> spec =
        Spec<Formula>("formula", "Arithmetic over other measures; gives value.")
            .required_text("expression", &Formula::expression,
                           plain("MEASURE.QUANTITY with + - * / ^ and functions: "
                                 "side.latency_ms - edge.latency_ms."))
            .text("unit", &Formula::unit, plain("Unit of the result: ms, 1."))
            .boolean("of_summaries", &Formula::of_summaries,
                     "Once from the measures' summaries, also where they have the same units: "
                     "for ratios, which single units near zero would rule.");
    return spec;
}

void check_targets(const Measure& measure, const Node& node) {
    const std::vector<std::string> names = quantity_names(measure);
    for (std::size_t i = 0; i < measure.expect.size(); ++i) {
        const std::string& quantity = measure.expect[i].quantity;
        if (!quantity.empty() && std::find(names.begin(), names.end(), quantity) == names.end()) {
            node.at("expect").element(i).fail_at("quantity", "the measure has no such quantity",
                                                 base::join(names),
                                                 base::did_you_mean(quantity, names));
        }
    }
}

void check_measure(const Measure& measure, const Node& node) {
    check_targets(measure, node);
    if (std::holds_alternative<IdentifyProcedure>(measure.kind) && !measure.pool) {
        node.fail_at("identify", "objects are told from all units together",
                     "`pool: true` beside it");
    }
}

}  // namespace

std::string name_of(Summary summary) {
    for (const auto& choice : summaries()) {
        if (choice.value == summary) {
            std::string name = choice.name;
            std::replace(name.begin(), name.end(), '_', ' ');
            return name;
        }
    }
    return {};
}

const Spec<Measure>& measure_spec() {
    using M = Measure;
    static const Spec<M> spec = with_procedures([](auto... procedures) {
        return Spec<M>("measure", "What is measured, of which units and conditions.")
            .one_of_keys(&M::kind, "The procedure.", procedures...,
                         config::alternative("formula", formula_spec()))
            .field("at", &M::at, names_codec(), "Sites or units; absent: all.")
            .field("where", &M::where, condition_filter_codec(),
                   "Only these conditions: {polarity: light}.")
            .field("over", &M::over, names_codec(),
                   "Factors whose levels are measured one by one; the summary is over them and "
                   "over the units.")
            .boolean("pool", &M::pool,
                     "All units in one measurement; `site` becomes a factor of the points.")
            .choice("summary", &M::summary, summaries(),
                    "How the values of units and instances become one number.")
            .list("expect", &M::expect, target_spec(), "Published values and bands.")
            .check(check_measure);
    });
    return spec;
}

std::vector<std::string> quantity_names(const Measure& measure) {
    return std::visit(
        [](const auto& kind) -> std::vector<std::string> {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, Formula>) {
                return {"value"};
            } else {
                return quantity_names(Procedure(kind));
            }
        },
        measure.kind);
}

std::string describe(const Measure& measure) {
    return std::visit(
        [](const auto& kind) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, Formula>) {
                return kind.expression;
            } else {
                return describe(Procedure(kind));
            }
        },
        measure.kind);
}

}  // namespace ventral::analysis
