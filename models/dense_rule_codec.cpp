#include "models/dense_rule.h"
#include "sim/config/spec.h"

namespace ventral::models {

using config::alternative;
using config::Spec;

config::Codec<DenseRule> dense_rule_codec() {
    const config::Number degrees{.unit = "deg", .doc = "Centre of the receptive field."};
    return Spec<DenseRule>("dense",
                           "Weights between channels, pooled over the map of the side that has one "
                           "by a Gaussian of unit sum (from a map) or of peak 1 (onto a map).")
        .required_one_of(
            "channels", &DenseRule::channels, "Weights between the channels.",
            alternative("uniform", Spec<UniformWeights>("uniform", "Every weight 1.")),
            alternative(
                "gamma",
                Spec<GammaWeights>("gamma", "Seeded gamma draws, mean 1 per target.")
                    .required_number(
                        "shape", &GammaWeights::shape,
                        {.min = 0, .exclusive_min = true, .doc = "Small: few strong weights."})),
            alternative("matrix", Spec<MatrixWeights>("matrix", "Explicit weights.")
                                      .required_field("rows", &MatrixWeights::rows,
                                                      config::list_codec(config::list_codec(
                                                          config::number_codec({}))),
                                                      "A row for each target channel.")),
            alternative("file", Spec<FileWeights>("file", "Weights from a text file.")
                                    .required_text("path", &FileWeights::path,
                                                   {.doc = "Relative to the model file."})),
            alternative("transpose_of",
                        Spec<TransposedWeights>("transpose_of", "Those of another projection.")
                            .required_text("projection", &TransposedWeights::projection,
                                           {.doc = "Name of the projection."})))
        .number("field_sigma_deg", &DenseRule::field_sigma_deg,
                {.unit = "deg",
                 .min = 0,
                 .exclusive_min = true,
                 .doc = "Spread of the receptive field over the map."})
        .number("field_x_deg", &DenseRule::field_x_deg, degrees)
        .number("field_y_deg", &DenseRule::field_y_deg, degrees)
        .codec();
}

}  // namespace ventral::models
