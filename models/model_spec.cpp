#include "models/model_spec.h"

namespace ventral::models {
namespace {

using config::Node;
using config::Spec;

Spec<FieldSpec> field_spec() {
    using engine::BorderRule;
    return Spec<FieldSpec>("field", "The simulated part of the visual field, about fixation.")
        .required_number("width_deg", &FieldSpec::width_deg,
                         {.unit = "deg", .min = 0, .exclusive_min = true, .doc = "Width."})
        .required_number("height_deg", &FieldSpec::height_deg,
                         {.unit = "deg", .min = 0, .exclusive_min = true, .doc = "Height."})
        .choice<BorderRule>("border", &FieldSpec::border,
                            {{"zero", BorderRule::Zero, "nothing beyond the field"},
                             {"mirror", BorderRule::Mirror, "the field reflected"},
                             {"replicate", BorderRule::Replicate, "the last sample repeated"},
                             {"periodic", BorderRule::Periodic, "the opposite side"}},
                            "What kernels meet beyond the field.");
}

void check_axis(const AxisSpec& axis, const Node& node) {
    const int given = (axis.count ? 1 : 0) + (axis.values_deg.empty() ? 0 : 1) +
                      (axis.values.empty() ? 0 : 1) + (axis.labels.empty() ? 0 : 1);
    if (given != 1) {
        node.fail("an axis needs one description of its values",
                  "exactly one of count, values_deg, values, labels");
    }
    if (axis.period_deg && axis.values_deg.empty() && !axis.count) {
        node.fail_at("period_deg", "only axes in degrees have a period", "count or values_deg");
    }
}

Spec<AxisSpec> axis_spec() {
    return Spec<AxisSpec>("axis", "An axis of channels.")
        .integer("count", &AxisSpec::count,
                 {.min = 1,
                  .max = 4096,
                  .doc = "Number of values: i period_deg / count, or 0, 1, 2, ... without period."})
        .number("period_deg", &AxisSpec::period_deg,
                {.unit = "deg",
                 .min = 0,
                 .exclusive_min = true,
                 .doc = "Circular axis: 180 for orientations, 360 for directions and phases."})
        .numbers("values_deg", &AxisSpec::values_deg, {.unit = "deg", .doc = "Values in degrees."})
        .numbers("values", &AxisSpec::values, {.doc = "Values without unit."})
        .texts("labels", &AxisSpec::labels, {.doc = "Names instead of numbers."})
        .check(check_axis);
}

}  // namespace

Spec<AreaSpec> area_spec() {
    return Spec<AreaSpec>("area", "An area: populations on one grid.")
        .text("doc", &AreaSpec::doc, {.doc = "What it is.", .allow_empty = true})
        .boolean("map", &AreaSpec::map, "false: no retinotopic map, one position.")
        .number("samples_per_deg", &AreaSpec::samples_per_deg,
                {.unit = "1/deg",
                 .min = 0,
                 .exclusive_min = true,
                 .doc = "Density of the map; required where there is one."})
        .number("width_deg", &AreaSpec::width_deg,
                {.unit = "deg", .min = 0, .exclusive_min = true, .doc = "Default: the field's."})
        .number("height_deg", &AreaSpec::height_deg,
                {.unit = "deg", .min = 0, .exclusive_min = true, .doc = "Default: the field's."})
        .map("populations", &AreaSpec::populations, population_spec(),
             "Populations; elsewhere AREA.POPULATION.", {.min = 1})
        .check([](const AreaSpec& area, const Node& node) {
            if (area.map && !area.samples_per_deg) {
                node.fail("a map needs samples_per_deg", "samples_per_deg > 0, or map: false");
            }
        });
}

Spec<ModelFile> model_spec() {
    return Spec<ModelFile>("model", "A network of populations and projections.")
        .format(kModelFormat)
        .required_text("model", &ModelFile::model, {.doc = "Name of the model."})
        .text("doc", &ModelFile::doc, {.doc = "What it is.", .allow_empty = true})
        .texts("cites", &ModelFile::cites, {.doc = "Publications it rests on."})
        .integer("seed", &ModelFile::seed,
                 {.min = 0, .doc = "Of spreads and of drawn weights: part of the network."})
        .required_record("field", &ModelFile::field, field_spec(), "The simulated visual field.")
        .map("axes", &ModelFile::axes, axis_spec(), "Axes of channels, by name.")
        .map("areas", &ModelFile::areas, area_spec(), "Areas, by name.", {.min = 1})
        .map("projections", &ModelFile::projections, projection_spec(), "Projections, by name.");
}

config::Codec<Sources> sources_codec() {
    config::Codec<Sources> codec;
    const config::Codec<Sources> map = config::map_codec(config::text_codec(), {.min = 1});
    codec.read = [map](const Node& node) {
        return node.is_map() ? map.read(node) : Sources{{"other", node.text()}};
    };
    codec.write = [map](const Sources& sources) {
        const bool is_text = sources.size() == 1 && sources.front().first == "other";
        return is_text ? config::make_text(sources.front().second) : map.write(sources);
    };
    codec.outline = config::any_codec("a text, or {key: text, other: text}",
                                      R"({"anyOf": [{"type": "string"}, {"type": "object", )"
                                      R"("additionalProperties": {"type": "string"}}]})")
                        .outline;
    return codec;
}

}  // namespace ventral::models
