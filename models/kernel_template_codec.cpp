#include "models/kernel_template.h"
#include "sim/base/text.h"
#include "sim/config/spec.h"

#include <utility>

namespace ventral::models {
namespace {

using config::alternative;
using config::Codec;
using config::Node;
using config::Number;
using config::Spec;

using Of = ChannelNumber::Of;

/// The map form of a ChannelNumber.
Spec<ChannelNumber> reference_spec() {
    ChannelNumber defaults;
    defaults.of = Of::Target;
    return Spec<ChannelNumber>("channel_number",
                               "A number taken from a channel: factor * attribute + offset_deg.",
                               defaults)
        .required_choice<Of>("of", &ChannelNumber::of,
                             {{"source", Of::Source}, {"target", Of::Target}}, "Whose channel.")
        .required_text("attribute", &ChannelNumber::attribute,
                       {.doc = "An axis, or figure_direction (needs orientation and side)."})
        .number("factor", &ChannelNumber::factor, {.doc = "Multiplies the attribute."})
        .number("offset_deg", &ChannelNumber::offset_deg, {.unit = "deg", .doc = "Is added."})
        .number("at_least_deg", &ChannelNumber::at_least_deg,
                {.unit = "deg", .doc = "Lower bound of the result."});
}

/// "orientation_deg" -> "orientation": the attribute that a key is named after.
std::string attribute_of_key(const std::string& key) {
    for (const std::string suffix : {"_deg", "_cpd"}) {
        if (key.size() > suffix.size() && key.ends_with(suffix)) {
            return key.substr(0, key.size() - suffix.size());
        }
    }
    return key;
}

ChannelNumber read_channel_number(const Node& node, const Number& rule) {
    if (node.is_map()) {
        return reference_spec().read(node);
    }
    const std::string& text = node.scalar_text();
    if (text == "source" || text == "target") {
        ChannelNumber number;
        number.of = text == "source" ? Of::Source : Of::Target;
        number.attribute = attribute_of_key(node.name());
        return number;
    }
    return fixed(config::read_number(node, rule));
}

Node write_channel_number(const ChannelNumber& number) {
    return number.of == Of::Fixed ? config::make_number(number.value)
                                  : reference_spec().to_node(number);
}

Codec<ChannelNumber> channel_number(const Number& rule) {
    Codec<ChannelNumber> codec;
    codec.read = [rule](const Node& node) { return read_channel_number(node, rule); };
    codec.write = write_channel_number;
    codec.outline =
        config::any_codec("a number, source, target, or {of: ..., attribute: ...}",
                          R"({"anyOf": [{"type": "number"}, {"enum": ["source", "target"]}, )"
                          R"({"type": "object", "required": ["of", "attribute"]}]})")
            .outline;
    return codec;
}

Codec<ChannelNumber> positive() {
    return channel_number({.min = 0, .exclusive_min = true});
}

Codec<ChannelNumber> not_negative() {
    return channel_number({.min = 0});
}

Codec<ChannelNumber> angle() {
    return channel_number({});
}

Spec<GaussianTemplate> gaussian_spec() {
    return Spec<GaussianTemplate>("gaussian", "exp(-d^2 / 2 sigma^2).")
        .required_field("sigma_deg", &GaussianTemplate::sigma_deg, positive(), "Spread.");
}

Spec<DifferenceOfGaussiansTemplate> difference_spec() {
    using T = DifferenceOfGaussiansTemplate;
    return Spec<T>("difference_of_gaussians",
                   "Centre of unit sum minus a surround of sum surround_weight.")
        .required_field("sigma_centre_deg", &T::sigma_centre_deg, positive(),
                        "Spread of the centre.")
        .required_field("sigma_surround_deg", &T::sigma_surround_deg, positive(),
                        "Spread of the surround.")
        .field("surround_weight", &T::surround_weight, not_negative(), "1: balanced.");
}

Spec<GaussianDerivativeTemplate> derivative_spec() {
    using T = GaussianDerivativeTemplate;
    return Spec<T>("gaussian_derivative", "First derivative of a Gaussian along a direction.")
        .required_field("sigma_deg", &T::sigma_deg, positive(), "Spread.")
        .required_field("direction_deg", &T::direction_deg, angle(),
                        "Where the kernel is positive.");
}

Spec<ElongatedGaussianTemplate> elongated_spec() {
    using T = ElongatedGaussianTemplate;
    return Spec<T>("elongated_gaussian", "Gaussian longer along an orientation than across it.")
        .required_field("sigma_along_deg", &T::sigma_along_deg, positive(), "Spread along.")
        .required_field("sigma_across_deg", &T::sigma_across_deg, positive(), "Spread across.")
        .required_field("orientation_deg", &T::orientation_deg, angle(), "Of the long axis.");
}

Spec<GaborTemplate> gabor_spec() {
    using T = GaborTemplate;
    return Spec<T>("gabor", "Gaussian envelope times cos(2 pi f u + phase), u across.")
        .required_field("spatial_frequency_cpd", &T::spatial_frequency_cpd, positive(),
                        "Of the carrier.")
        .required_field("sigma_along_deg", &T::sigma_along_deg, positive(), "Spread along.")
        .required_field("sigma_across_deg", &T::sigma_across_deg, positive(), "Spread across.")
        .required_field("orientation_deg", &T::orientation_deg, angle(), "Of the bars.")
        .required_field("phase_deg", &T::phase_deg, angle(), "0: even, light centre; 90: odd.");
}

Spec<RingSectorTemplate> ring_spec() {
    using T = RingSectorTemplate;
    return Spec<T>("ring_sector", "Sector of a ring about the target.")
        .required_field("radius_deg", &T::radius_deg, positive(), "Mean radius.")
        .required_field("sigma_deg", &T::sigma_deg, positive(), "Radial spread.")
        .required_field("direction_deg", &T::direction_deg, angle(),
                        "From the target to the sector.")
        .field("concentration", &T::concentration, not_negative(), "0: a full ring.");
}

Spec<HalfPlaneTemplate> half_plane_spec() {
    using T = HalfPlaneTemplate;
    return Spec<T>("half_plane", "Gaussian on one side of a line through the target.")
        .required_field("sigma_deg", &T::sigma_deg, positive(), "Spread.")
        .required_field("direction_deg", &T::direction_deg, angle(), "The side.")
        .field("softness_deg", &T::softness_deg, positive(), "Width of the soft edge.");
}

Spec<DiskTemplate> disk_spec() {
    return Spec<DiskTemplate>("disk", "1 inside the diameter, with a soft edge.")
        .required_field("diameter_deg", &DiskTemplate::diameter_deg, positive(), "Diameter.")
        .field("softness_deg", &DiskTemplate::softness_deg, positive(), "Scale of the edge.");
}

Spec<ArrayTemplate> array_spec() {
    return Spec<ArrayTemplate>("array", "Explicit values, the first row on top.")
        .required_number("samples_per_deg", &ArrayTemplate::samples_per_deg,
                         {.unit = "1/deg", .min = 0, .exclusive_min = true, .doc = "Density."})
        .required_field("rows", &ArrayTemplate::rows,
                        config::list_codec(config::list_codec(config::number_codec({}))),
                        "A square of odd side.");
}

}  // namespace

Codec<KernelTemplate> kernel_template_codec() {
    return config::one_of_codec<KernelTemplate>(
        alternative("point", Spec<PointTemplate>("point", "The target's own place.")),
        alternative("gaussian", gaussian_spec()),
        alternative("difference_of_gaussians", difference_spec()),
        alternative("gaussian_derivative", derivative_spec()),
        alternative("elongated_gaussian", elongated_spec()), alternative("gabor", gabor_spec()),
        alternative("ring_sector", ring_spec()), alternative("half_plane", half_plane_spec()),
        alternative("disk", disk_spec()), alternative("array", array_spec()));
}

}  // namespace ventral::models
