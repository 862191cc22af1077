#include "models/model_spec.h"
#include "sim/base/text.h"

namespace ventral::models {
namespace {

using config::Codec;
using config::Node;
using config::Spec;
using engine::PortKind;

const std::vector<config::NamedOutline>& port_names() {
    static const std::vector<config::NamedOutline> kNames{{"drive", "adds to a group's drive"},
                                                          {"gain", "adds to a group's gain"},
                                                          {"pool", "adds to a pool, GROUP.POOL"},
                                                          {"output", "scales the output"}};
    return kNames;
}

PortSpec read_port(const Node& node) {
    const auto [index, value] = config::read_tag(node, port_names());
    PortSpec port;
    port.kind = static_cast<PortKind>(index);
    if (port.kind == PortKind::Output) {
        if (node.is_map()) {
            node.fail("the output has no groups", "port: output");
        }
        return port;
    }
    if (!node.is_map()) {
        node.fail("the port names no group", base::str(port_names()[index].name, ": GROUP"));
    }
    const std::string name = value.text();
    const std::size_t dot = name.find('.');
    port.group = name.substr(0, dot);
    if (port.kind == PortKind::Pool) {
        if (dot == std::string::npos) {
            value.fail("a pool is named by its group and its own name", "GROUP.POOL");
        }
        port.pool = name.substr(dot + 1);
    }
    return port;
}

Node write_port(const PortSpec& port) {
    const std::string& kind = port_names()[static_cast<std::size_t>(port.kind)].name;
    if (port.kind == PortKind::Output) {
        return config::make_text(kind);
    }
    const std::string name =
        port.kind == PortKind::Pool ? base::str(port.group, ".", port.pool) : port.group;
    return config::make_map({{kind, config::make_text(name)}});
}

Codec<PortSpec> port_codec() {
    Codec<PortSpec> codec;
    codec.read = read_port;
    codec.write = write_port;
    codec.outline = config::any_codec("drive: GROUP, gain: GROUP, pool: GROUP.POOL, or output",
                                      R"({"anyOf": [{"enum": ["output"]}, {"type": "object", )"
                                      R"("minProperties": 1, "maxProperties": 1, "properties": )"
                                      R"({"drive": {"type": "string"}, "gain": {"type": )"
                                      R"("string"}, "pool": {"type": "string"}}, )"
                                      R"("additionalProperties": false}]})")
                        .outline;
    return codec;
}

/// delay, receptor and weight.
void add_numbers(Spec<ProjectionSpec>& spec) {
    spec.number("weight", &ProjectionSpec::weight,
                {.doc = "Factor on what arrives; negative inhibits a drive."})
        .number("weight_spread", &ProjectionSpec::weight_spread,
                {.min = 0, .doc = "SD of the log of a seeded factor of mean 1 per target unit."})
        .number("tau_syn_ms", &ProjectionSpec::tau_syn_ms,
                {.unit = "ms", .min = 0, .doc = "Receptor low-pass; 0: none."})
        .number("delay_ms", &ProjectionSpec::delay_ms,
                {.unit = "ms", .min = 0, .max = 1000, .doc = "Conduction delay."})
        .number("velocity_m_per_s", &ProjectionSpec::velocity_m_per_s,
                {.unit = "m/s",
                 .min = 0,
                 .doc = "The delay grows by distance magnification / velocity; 0: it does not."})
        .number("magnification_mm_per_deg", &ProjectionSpec::magnification_mm_per_deg,
                {.unit = "mm/deg", .min = 0, .doc = "Cortical magnification; with a velocity."})
        .number("power", &ProjectionSpec::power,
                {.min = 0, .exclusive_min = true, .doc = "Exponent on the source's output."});
}

/// What is the same for every target position.
void add_shape(Spec<ProjectionSpec>& spec) {
    using engine::KernelNormalization;
    spec.field("kernel", &ProjectionSpec::kernel, kernel_template_codec(),
               "Weights over visual space, as the target sees them.")
        .optional_field("normalize", &ProjectionSpec::normalize,
                        config::choice_codec<KernelNormalization>(
                            {{"unit_sum", KernelNormalization::UnitSum},
                             {"unit_absolute_sum", KernelNormalization::UnitAbsoluteSum},
                             {"unit_wave", KernelNormalization::UnitWave},
                             {"as_given", KernelNormalization::AsGiven}}),
                        "What the kernel's weights are scaled to; usually unit_sum, for a gabor "
                        "unit_wave, for a gaussian_derivative unit_absolute_sum.")
        .number("truncate_sigma", &ProjectionSpec::truncate_sigma,
                {.min = 0.5, .max = 10, .doc = "Where kernels are cut off, in spreads."})
        .field("channels", &ProjectionSpec::channels, config::map_codec(channel_rule_codec()),
               "How channels meet, axis by axis.")
        .field("combine", &ProjectionSpec::combine, combine_rule_codec(),
               "What becomes of the channels after the kernels.")
        .optional_field("dense", &ProjectionSpec::dense, dense_rule_codec(),
                        "Weights where one side has no map; instead of `kernel`.");
}

void check_projection(const ProjectionSpec& p, const Node& node) {
    if (p.port.kind == PortKind::Pool && p.weight < 0) {
        node.fail_at("weight", "a pool cannot be fed by inhibition", "weight >= 0");
    }
    if (p.velocity_m_per_s > 0 && !(p.magnification_mm_per_deg > 0)) {
        node.fail_at("velocity_m_per_s", "a velocity needs a magnification",
                     "magnification_mm_per_deg > 0");
    }
    // A resolved model writes out all three as they are without a word on them.
    const ProjectionSpec plain;
    const bool has_kernels =
        p.kernel != plain.kernel || p.channels != plain.channels || p.combine != plain.combine;
    if (p.dense && has_kernels) {
        node.fail_at("dense", "'dense' stands instead of kernel, channels and combine");
    }
}

}  // namespace

Spec<ProjectionSpec> projection_spec() {
    using engine::ProjectionClass;
    Spec<ProjectionSpec> spec("projection", "Connections from one population to another.");
    spec.required_field("source", &ProjectionSpec::sources, sources_codec(),
                        "Where the constants come from: a citation, or `chosen`.")
        .text("doc", &ProjectionSpec::doc, {.doc = "What it is.", .allow_empty = true})
        .required_text("from", &ProjectionSpec::from, {.doc = "AREA.POPULATION"})
        .required_text("to", &ProjectionSpec::to, {.doc = "AREA.POPULATION"})
        .required_choice<ProjectionClass>(
            "class", &ProjectionSpec::projection_class,
            {{"feedforward", ProjectionClass::Feedforward, "from a lower stage"},
             {"local", ProjectionClass::Local, "at the same place: E/I loops, pools"},
             {"lateral", ProjectionClass::Lateral, "over a distance within an area"},
             {"feedback", ProjectionClass::Feedback, "from a higher stage"}},
            "What variants switch off.")
        .required_field("port", &ProjectionSpec::port, port_codec(), "What it adds to.");
    add_numbers(spec);
    add_shape(spec);
    spec.check(check_projection);
    return spec;
}

}  // namespace ventral::models
