#include "analysis/procedures/procedure_specs.h"

namespace ventral::analysis {

using config::Spec;

namespace {

void check_ascending(const std::array<double, 2>& range,
                     const config::Node& node,
                     const char* key) {
    if (!(range[0] < range[1])) {
        node.fail_at(key, "the range is empty", "[begin, end] with begin < end");
    }
}

}  // namespace

const Spec<ResponseWindow>& response_spec() {
    using R = ResponseWindow;
    static const Spec<R> spec =
        Spec<R>("response", "How the response to a condition becomes one number.")
            .numbers("window_ms", &R::window_ms,
                     {.unit = "ms", .doc = "From stimulus onset, [begin, end).", .source = {}})
            .choice("measure", &R::measure,
                    {{"mean", ResponseMeasure::Mean, "mean rate"},
                     {"fundamental", ResponseMeasure::Fundamental,
                      "amplitude at the temporal frequency"},
                     {"larger", ResponseMeasure::Larger,
                      "the larger of the fundamental and the mean above baseline"}},
                    "Which number of the time course.", "Skottun et al. 1991")
            .number("frequency_hz", &R::frequency_hz,
                    {.unit = "Hz",
                     .min = 0,
                     .exclusive_min = true,
                     .doc = "Temporal frequency of the fundamental; the window holds whole cycles "
                            "of it.",
                     .source = {}})
            .check([](const R& r, const config::Node& node) {
                check_ascending(r.window_ms, node, "window_ms");
            });
    return spec;
}

namespace {

config::Text factor_rule(const char* doc) {
    return {.doc = doc, .source = {}};
}

}  // namespace

const Spec<OrientationProcedure>& orientation_spec() {
    using P = OrientationProcedure;
    static const Spec<P> spec =
        Spec<P>("orientation",
                "Preferred orientation or direction; gives preferred_deg, half_width_deg, "
                "circular_variance.")
            .text("factor", &P::factor, factor_rule("Factor of the orientation, in degrees."))
            .number("period_deg", &P::period_deg,
                    {.unit = "deg",
                     .min = 0,
                     .max = 360,
                     .exclusive_min = true,
                     .doc = "180 for orientation, 360 for direction and phase.",
                     .source = {}})
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<SpatialFrequencyProcedure>& frequency_spec() {
    using P = SpatialFrequencyProcedure;
    static const Spec<P> spec =
        Spec<P>("spatial_frequency",
                "Preferred spatial frequency; gives preferred_cpd, bandwidth_octaves.")
            .text("factor", &P::factor, factor_rule("Factor of the spatial frequency."))
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<SizeProcedure>& size_spec() {
    using P = SizeProcedure;
    static const Spec<P> spec =
        Spec<P>("size",
                "Size tuning; gives srf_deg, gsf_deg, srf_fit_deg, suppression_index "
                "(Cavanaugh, Bair & Movshon 2002).")
            .text("factor", &P::factor, factor_rule("Factor of the diameter."))
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

namespace {

const Spec<ContrastChoiceRule>& choice_spec() {
    using R = ContrastChoiceRule;
    const auto part = [](const char* doc) {
        return config::Number{.min = 0, .max = 1, .doc = doc, .source = "Ichida et al. 2007"};
    };
    static const Spec<R> spec =
        Spec<R>("choice", "Which of the contrasts shown are called low and high.")
            .number("high_from", &R::high_from, part("High contrasts, from."))
            .number("high_to", &R::high_to, part("High contrasts, to."))
            .number("high_below_share", &R::high_below_share,
                    part("The high contrast gives less than this share of the largest response."))
            .number("low_from", &R::low_from, part("Low contrasts, from."))
            .number("low_to", &R::low_to, part("Low contrasts, to."))
            .number("low_above_share", &R::low_above_share,
                    part("The low contrast gives more than this share of the largest response."));
    return spec;
}

}  // namespace

const Spec<ContrastProcedure>& contrast_spec() {
    using P = ContrastProcedure;
    static const Spec<P> spec =
        Spec<P>("contrast", "Contrast response; gives c50, exponent, low, high.")
            .text("factor", &P::factor, factor_rule("Factor of the contrast."))
            .record("choice", &P::choice, choice_spec(), "Which contrasts are low and high.")
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<ReceptiveFieldProcedure>& receptive_field_spec() {
    using P = ReceptiveFieldProcedure;
    static const Spec<P> spec =
        Spec<P>("receptive_field",
                "Minimum response field by a small probe; gives x_deg, y_deg, diameter_deg.")
            .text("x_factor", &P::x_factor, factor_rule("Factor of the probe's x."))
            .text("y_factor", &P::y_factor, factor_rule("Factor of the probe's y."))
            .number("criterion_sd", &P::criterion_sd,
                    {.min = 0,
                     .exclusive_min = true,
                     .doc = "Standard deviations above the spontaneous rate.",
                     .source = {}})
            .number("variance_to_mean", &P::variance_to_mean,
                    {.min = 0,
                     .exclusive_min = true,
                     .doc = "Of spike counts.",
                     .source = "Williford & von der Heydt 2016"})
            .integer("presentations", &P::presentations,
                     {.min = 1, .doc = "Presentations that a count is averaged over."})
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

const Spec<SparseNoiseProcedure>& sparse_noise_spec() {
    using P = SparseNoiseProcedure;
    static const Spec<P> spec =
        Spec<P>("sparse_noise",
                "Receptive field by reverse correlation with flashed pixels; gives x_deg, y_deg, "
                "diameter_deg, delay_ms (Jones & Palmer 1987).")
            .number("lattice_deg", &P::lattice_deg,
                    {.unit = "deg",
                     .min = 0,
                     .max = 100,
                     .exclusive_min = true,
                     .doc = "Side of the square that is mapped.",
                     .source = {}})
            .number(
                "spacing_deg", &P::spacing_deg,
                {.unit = "deg", .min = 0.01, .max = 10, .doc = "Spacing of the map.", .source = {}})
            .numbers("delays_ms", &P::delays_ms,
                     {.unit = "ms",
                      .min = 0,
                      .doc = "From a frame to its response, first and last.",
                      .source = {}})
            .check([](const P& p, const config::Node& node) {
                check_ascending(p.delays_ms, node, "delays_ms");
            });
    return spec;
}

const Spec<BestLevelProcedure>& best_level_spec() {
    using P = BestLevelProcedure;
    static const Spec<P> spec =
        Spec<P>(
            "best_level",
            "The level of a numeric factor with the largest response; gives best, best_response.")
            .required_text("factor", &P::factor, factor_rule("The factor."))
            .record("response", &P::response, response_spec(), kResponseDoc);
    return spec;
}

config::Codec<Procedure> procedure_codec() {
    return with_procedures([](auto... alternatives) {
        return config::one_of_codec<Procedure>(std::move(alternatives)...);
    });
}

}  // namespace ventral::analysis
