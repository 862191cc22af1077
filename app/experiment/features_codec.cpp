#include "app/experiment/parts_spec.h"
#include "sim/config/file_path.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;

const std::vector<std::string> kMapAxes{"image", "channel", "y", "x"};
const std::vector<std::string> kTokenAxes{"image", "token", "channel"};

/// The axes of one of the two layouts, in any order.
void check_axes(const FeatureSettings& features, const Node& node) {
    const auto is_order_of = [&](const std::vector<std::string>& axes) {
        return std::is_permutation(axes.begin(), axes.end(), features.axes.begin(),
                                   features.axes.end());
    };
    if (!features.axes.empty() && !is_order_of(kMapAxes) && !is_order_of(kTokenAxes)) {
        node.fail_at("axes", "an axis is missing, or does not belong to features",
                     "image, channel, y, x or image, token, channel, in the order of the file");
    }
    if (!(features.offset_ms > features.onset_ms)) {
        node.fail_at("offset_ms", "the features end before they begin", "offset_ms > onset_ms");
    }
}

config::Spec<FeatureSettings> make_spec() {
    using F = FeatureSettings;
    config::Spec<F> spec("feature",
                         "What an encoder outside of the program made of an image: the rates of a "
                         "population with `input: features`.");
    spec.required_custom(
        "file", [](const Node& node, F& features) { features.file = config::resolved_path(node); },
        [](const F& features) -> std::optional<Node> { return config::make_text(features.file); },
        R"({"type": "string", "minLength": 1})", "a .npy or HDF5 file",
        "Path, relative to the folder of this file.");
    return spec.text("dataset", &F::dataset, {.doc = "Dataset of an HDF5 file.", .source = {}})
        .texts("axes", &F::axes,
               {.doc = "Axes of the array, slowest first: [image, channel, y, x] in some order, or "
                       "[image, token, channel]; absent: the names that the file gives, else the "
                       "first of these by their number.",
                .source = {}})
        .integer("image", &F::image,
                 {.min = 0, .max = 100000000, .doc = "Index of the image.", .source = {}})
        .integer("leading_tokens", &F::leading_tokens,
                 {.min = 0,
                  .max = 100000,
                  .doc = "Tokens before those of the grid: class and register tokens.",
                  .source = {}})
        .choice("first_row", &F::first_row,
                {{"top", FirstRow::Top, "as images and tokens are stored"},
                 {"bottom", FirstRow::Bottom, "as the results of this program are"}},
                "Where the first row lies.")
        .number("gain", &F::gain, {.doc = "Factor on all values.", .source = {}})
        .number("onset_ms", &F::onset_ms,
                {.unit = "ms", .allow_infinity = true, .doc = "Zero before.", .source = {}})
        .number("offset_ms", &F::offset_ms,
                {.unit = "ms", .allow_infinity = true, .doc = "Zero from here on.", .source = {}})
        .check(check_axes);
}

}  // namespace

config::Codec<std::vector<FeatureSettings>> features_codec() {
    static const config::Spec<FeatureSettings> spec = make_spec();
    return config::named_codec(spec.codec(), &FeatureSettings::population);
}

}  // namespace ventral::app
