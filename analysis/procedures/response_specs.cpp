#include "analysis/procedures/procedure_specs.h"
#include "sim/config/file_path.h"

#include <cmath>

namespace ventral::analysis {

using config::Spec;

namespace {

constexpr const char* kOf = "The conditions: {side: left}; their mean counts.";
constexpr const char* kAgainst = "The conditions that they are held against.";

config::Text plain(const char* doc) {
    return {.doc = doc, .source = {}};
}

config::Number milliseconds(const char* doc) {
    return {.unit = "ms", .allow_infinity = true, .doc = doc, .source = {}};
}

config::Number count_window() {
    return {.unit = "ms", .doc = "Spikes count from its begin to its end.", .source = {}};
}

config::Number num_cells(const char* doc) {
    return {.min = 0, .max = 1e4, .exclusive_min = true, .doc = doc, .source = {}};
}

template <class P>
void check_window(const P& p, const config::Node& node) {
    if (!(p.window_ms[0] < p.window_ms[1])) {
        node.fail_at("window_ms", "the range is empty", "[begin, end] with begin < end");
    }
}

/// A path beside the experiment file.
config::Codec<std::string> path_codec() {
    config::Codec<std::string> codec = config::text_codec();
    codec.read = [](const config::Node& node) {
        return node.scalar_text().empty() ? std::string() : config::resolved_path(node);
    };
    return codec;
}

constexpr const char* kCsvDoc = "A laboratory's table, beside the experiment file.";

}  // namespace

const Spec<ResponseProcedure>& response_procedure_spec() {
    using P = ResponseProcedure;
    static const Spec<P> spec =
        Spec<P>("response", "The mean response over the conditions; gives response.")
            .record("response", &P::response, response_spec(), kResponseDoc)
            .boolean("above_baseline", &P::above_baseline, "Less the spontaneous rate.");
    return spec;
}

const Spec<IndexProcedure>& index_spec() {
    using P = IndexProcedure;
    static const Spec<P> spec =
        Spec<P>("index",
                "Responses a and b; gives index (a - b) / (a + b), ratio b / a, difference a - b, "
                "percent 100 (a - b) / b.")
            .required_field("of", &P::of, condition_filter_codec(), kOf)
            .required_field("against", &P::against, condition_filter_codec(), kAgainst)
            .record("response", &P::response, response_spec(), kResponseDoc)
            .boolean("above_baseline", &P::above_baseline, "Less the spontaneous rate.");
    return spec;
}

const Spec<LatencyProcedure>& latency_spec() {
    using P = LatencyProcedure;
    static const Spec<P> spec =
        Spec<P>(
            "latency",
            "Latency of the mean course over the conditions, or of the difference of two; gives "
            "latency_ms.")
            .field("of", &P::of, condition_filter_codec(), kOf)
            .field("against", &P::against, condition_filter_codec(), kAgainst)
            .choice("rule", &P::rule,
                    {{"fit", LatencyRule::Fit, "share of the fitted response (Roelfsema 2007)"},
                     {"half_peak", LatencyRule::HalfPeak, "half of the peak above baseline"},
                     {"baseline_sd", LatencyRule::BaselineSd, "first of n bins above k SD"},
                     {"divergence", LatencyRule::Divergence,
                      "the difference reaches 5 % of its peak and stays for 10 ms"},
                     {"cumulative", LatencyRule::Cumulative,
                      "the cumulative difference reaches 5 % of its end (Henry 2013)"}},
                    "The estimator.")
            .numbers("window_ms", &P::window_ms,
                     milliseconds("No latency is looked for before; nothing counts after."))
            .number("criterion", &P::criterion,
                    {.min = 0,
                     .max = 1,
                     .exclusive_min = true,
                     .doc = "fit: share of the fitted maximum.",
                     .source = "Roelfsema, Tolboom & Khayat 2007"})
            .number("num_sd", &P::num_sd,
                    {.min = 0,
                     .exclusive_min = true,
                     .doc = "baseline_sd: standard deviations.",
                     .source = "Kiani, Esteky & Tanaka 2005"})
            .integer("num_bins", &P::num_bins, {.min = 1, .doc = "baseline_sd: consecutive bins."})
            .number("min_response_hz", &P::min_response_hz,
                    {.unit = "Hz",
                     .min = 0,
                     .doc = "A rise or a difference below this is none.",
                     .source = {}})
            .check([](const P& p, const config::Node& node) {
                check_window(p, node);
                const bool needs_two =
                    p.rule == LatencyRule::Divergence || p.rule == LatencyRule::Cumulative;
                if (needs_two && p.against.empty()) {
                    node.fail_at("rule", "this rule holds two conditions against each other",
                                 "`against:` beside it");
                }
            });
    return spec;
}

const Spec<DecayProcedure>& decay_spec() {
    using P = DecayProcedure;
    static const Spec<P> spec =
        Spec<P>("decay",
                "How the difference of two conditions fades: A exp(-(t - begin) / tau) + C; gives "
                "time_constant_ms, left.")
            .required_field("of", &P::of, condition_filter_codec(), kOf)
            .required_field("against", &P::against, condition_filter_codec(), kAgainst)
            .numbers("window_ms", &P::window_ms, milliseconds("From when to when it is fitted."))
            .boolean("to_zero", &P::to_zero, "The difference ends at zero: C = 0.")
            .check([](const P& p, const config::Node& node) { check_window(p, node); });
    return spec;
}

const Spec<AnnulusProcedure>& annulus_spec() {
    using P = AnnulusProcedure;
    static const Spec<P> spec =
        Spec<P>("annulus",
                "A centre with an annulus that closes in; gives facilitation_percent, "
                "facilitation_peak_deg, suppression_onset_deg, strongest_suppression, "
                "smallest_hole_percent (Ichida et al. 2007).")
            .text("factor", &P::factor, plain("Factor of the annulus' inner diameter."))
            .required_field("with", &P::with, condition_filter_codec(),
                            "The conditions with annulus: {contrasts: LH}.")
            .required_field("centre", &P::centre, condition_filter_codec(),
                            "The centre alone: {condition: L_alone}.")
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<ObjectsProcedure>& objects_spec() {
    using P = ObjectsProcedure;
    static const Spec<P> spec =
        Spec<P>("objects",
                "Responses to several objects against their sum, mean and maximum alone; gives "
                "slope, slope_through_origin, intercept, r, r2_mean, r2_max, r2_sum, "
                "above_sum_percent, mean_response (Zoccolan, Cox & DiCarlo 2005).")
            .texts("places", &P::places, plain("Factors, one for each place of an object."),
                   {.min = 2})
            .text("nothing", &P::nothing, plain("The level of a place without an object."))
            .integer("count", &P::count, {.min = 2, .max = 100, .doc = "Objects at once."})
            .record("response", &P::response, response_spec(), kResponseDoc)
            .boolean("above_baseline", &P::above_baseline, "Less the spontaneous rate.");
    return spec;
}

const Spec<ScatterProcedure>& scatter_spec() {
    using P = ScatterProcedure;
    static const Spec<P> spec =
        Spec<P>("scatter",
                "One response against another, a point for every combination of the other factors; "
                "gives slope, slope_through_origin, intercept, r, mean_difference, csv_slope, "
                "csv_r.")
            .required_field("x", &P::x, condition_filter_codec(), "The conditions along x.")
            .required_field("y", &P::y, condition_filter_codec(), "The conditions along y.")
            .field("less", &P::less, condition_filter_codec(),
                   "The conditions whose response is subtracted from both.",
                   "Reynolds, Chelazzi & Desimone 1999")
            .record("response", &P::response, response_spec(), kResponseDoc)
            .field("csv", &P::csv, path_codec(), kCsvDoc)
            .text("csv_x", &P::csv_x, plain("Its column of x."))
            .text("csv_y", &P::csv_y, plain("Its column of y."));
    return spec;
}

const Spec<SignificanceProcedure>& significance_spec() {
    using P = SignificanceProcedure;
    static const Spec<P> spec =
        Spec<P>("significance",
                "Spike counts drawn from the rates, and the papers' test: two-way analysis of "
                "variance, or Mann-Whitney with one factor; gives p_first, p_second, "
                "p_interaction, significant_first, significant_second.")
            .texts("factors", &P::factors, plain("One factor, or two."), {.min = 1, .max = 2})
            .numbers("window_ms", &P::window_ms, milliseconds("Window of the counts."))
            .integer("trials", &P::trials, {.min = 2, .max = 100000, .doc = "Of every condition."})
            .number("variance_to_mean", &P::variance_to_mean,
                    {.min = 0.05,
                     .max = 100,
                     .doc = "Of the counts.",
                     .source = "Williford & von der Heydt 2016"})
            .number("alpha", &P::alpha,
                    {.min = 0, .max = 1, .exclusive_min = true, .doc = "Level.", .source = {}})
            .integer("seed", &P::seed, {.min = 0, .doc = "Of the counts."})
            .check([](const P& p, const config::Node& node) { check_window(p, node); });
    return spec;
}

const Spec<NeurometricProcedure>& neurometric_spec() {
    using P = NeurometricProcedure;
    static const Spec<P> spec =
        Spec<P>("neurometric",
                "An ideal observer of the unit's spike count tells displays `of` from displays "
                "`against`; gives accuracy (0.5 is chance), reaction_ms (Britten et al. 1992).")
            .required_field("of", &P::of, condition_filter_codec(),
                            "The displays in which more spikes are the right answer.")
            .required_field("against", &P::against, condition_filter_codec(),
                            "The displays that they are told from.")
            .numbers("window_ms", &P::window_ms, count_window())
            .number("cells", &P::cells,
                    num_cells("Independent cells like this one, whose counts are added."))
            .number("criterion", &P::criterion,
                    {.min = 0.5,
                     .max = 1,
                     .doc = "Accuracy that makes the reaction time.",
                     .source = "Green & Swets 1966: half-way between chance and certainty"})
            .check([](const P& p, const config::Node& node) { check_window(p, node); });
    return spec;
}

const Spec<IdentifyProcedure>& identify_spec() {
    using P = IdentifyProcedure;
    static const Spec<P> spec =
        Spec<P>("identify",
                "Which object is shown, told from Poisson counts of all units together (`pool: "
                "true`) by patterns from other displays; gives accuracy, chance, reaction_ms.")
            .required_text("object", &P::object, plain("The factor whose level is to be told."))
            .required_field("templates", &P::templates, condition_filter_codec(),
                            "The displays that the objects' patterns come from.")
            .required_field("tests", &P::tests, condition_filter_codec(),
                            "The displays in which the object is told.")
            .numbers("window_ms", &P::window_ms, count_window())
            .number("cells", &P::cells, num_cells("Cells like each unit, whose counts are added."))
            .integer("trials", &P::trials, {.min = 1, .max = 100000, .doc = "Of every display."})
            .integer("seed", &P::seed, {.min = 0, .doc = "Of the counts."})
            .check([](const P& p, const config::Node& node) { check_window(p, node); });
    return spec;
}

const Spec<SparsenessProcedure>& sparseness_spec() {
    using P = SparsenessProcedure;
    static const Spec<P> spec =
        Spec<P>("sparseness",
                "How few conditions drive the unit; gives sparseness (Rolls & Tovee 1995).")
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<OverlayProcedure>& overlay_spec() {
    using P = OverlayProcedure;
    static const Spec<P> spec =
        Spec<P>(
            "overlay",
            "A laboratory's time course or tuning curve beside the simulated one; gives r, rms, "
            "nrmse, scale.")
            .field("of", &P::of, condition_filter_codec(), kOf)
            .field("against", &P::against, condition_filter_codec(), kAgainst)
            .required_field("csv", &P::csv, path_codec(), kCsvDoc)
            .text(
                "factor", &P::factor,
                {.doc = "Factor along the curve; absent: time.", .source = {}, .allow_empty = true})
            .text("csv_x", &P::csv_x, plain("The table's column of time or of the factor."))
            .text("csv_y", &P::csv_y, plain("The table's column of the response."))
            .choice("scale", &P::scale,
                    {{"none", OverlayScale::None, "as it is"},
                     {"peak", OverlayScale::Peak, "both divided by their largest value"},
                     {"fit", OverlayScale::Fit, "the simulated curve times the best factor"}},
                    "How the curves are brought to one scale.")
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

}  // namespace ventral::analysis
