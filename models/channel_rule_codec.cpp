#include "models/channel_rule.h"
#include "sim/config/spec.h"

namespace ventral::models {

using config::alternative;
using config::Spec;

config::Codec<ChannelRule> channel_rule_codec() {
    const config::Codec<double> any_number = config::number_codec({});
    return config::one_of_codec<ChannelRule>(
        alternative("one_to_one", Spec<OneToOne>("one_to_one", "Equal values: weight 1.")),
        alternative("sum", Spec<SumOverAxis>("sum", "All source values, weight 1 each.")),
        alternative("mean", Spec<MeanOverAxis>("mean", "All source values, weight 1/n each.")),
        alternative("swap", Spec<Swap>("swap", "The other of two values.")),
        alternative("gaussian", Spec<GaussianTuning>("gaussian", "Gaussian tuning of unit sum.")
                                    .required_number("sd_deg", &GaussianTuning::sd_deg,
                                                     {.unit = "deg",
                                                      .min = 0,
                                                      .exclusive_min = true,
                                                      .doc = "Standard deviation on the axis."})),
        alternative("offset",
                    Spec<OffsetOnAxis>("offset", "Source value = target value + by_deg.")
                        .required_number("by_deg", &OffsetOnAxis::by_deg,
                                         {.unit = "deg", .doc = "90: cross-orientation."})),
        alternative("from",
                    Spec<FromAttribute>("from", "Target value = source attribute + offset_deg.")
                        .required_text("attribute", &FromAttribute::attribute,
                                       {.doc = "Axis of the source, or figure_direction."})
                        .number("offset_deg", &FromAttribute::offset_deg,
                                {.unit = "deg", .doc = "Added to the attribute."})),
        alternative("cosine",
                    Spec<Cosine>("cosine", "cos(target attribute + offset_deg - source value).")
                        .required_text("attribute", &Cosine::attribute,
                                       {.doc = "Axis of the target, or figure_direction."})
                        .number("offset_deg", &Cosine::offset_deg,
                                {.unit = "deg", .doc = "Added to the attribute."})),
        alternative("pick",
                    Spec<PickValues>("pick", "Target label -> value of a source axis.")
                        .required_text("from", &PickValues::from, {.doc = "Axis of the source."})
                        .required_field("values", &PickValues::values,
                                        config::map_codec(any_number, {.min = 1}),
                                        "Label of the target: value of the source.")),
        alternative(
            "weights",
            Spec<LabelWeights>("weights", "Signed weights of the source's labels or numbers.")
                .required_field("of", &LabelWeights::weights,
                                config::map_codec(any_number, {.min = 1}),
                                "Label or number of the source: weight; others have weight 0.")),
        alternative("matrix",
                    Spec<AxisMatrix>("matrix", "Any weights between the values of an axis.")
                        .required_field("rows", &AxisMatrix::rows,
                                        config::list_codec(config::list_codec(any_number)),
                                        "A row for each target value, a column for each source "
                                        "value.")));
}

}  // namespace ventral::models
