#include "app/experiment/parts_spec.h"
#include "app/experiment/variants.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;

const Spec<VariantDefinition>& variant_spec() {
    using V = VariantDefinition;
    const auto factor = [](const char* doc) {
        return config::Number{.unit = {}, .min = 0, .max = 100, .doc = doc, .source = {}};
    };
    static const Spec<V> spec =
        Spec<V>("variant", "Switches over the model; nothing in the model is edited.")
            .text("like", &V::like,
                  {.doc = "The variant it starts from: recurrent, no_feedback or feedforward.",
                   .source = {}})
            .number("feedforward", &V::feedforward, factor("Factor on feedforward projections."))
            .number("local", &V::local, factor("Factor on local projections."))
            .number("lateral", &V::lateral, factor("Factor on lateral projections."))
            .number("feedback", &V::feedback, factor("Factor on feedback projections."))
            .field("scale", &V::scale,
                   config::map_codec(config::number_codec(factor("Factor; 0 silences."))),
                   "Factors on single projections or populations, by name.")
            .optional_field("window_ms", &V::window_ms,
                            config::array_codec<double, 2>(config::number_codec(
                                {.unit = "ms", .allow_infinity = true, .doc = {}, .source = {}})),
                            "Begin and end of the switches; absent: always.")
            .check([](const V& variant, const Node& node) {
                if (const auto like = node.find("like")) {
                    config::index_of_name(variant.like, *like, builtin_variants(), "variant");
                }
                if (variant.window_ms && (*variant.window_ms)[1] <= (*variant.window_ms)[0]) {
                    node.fail_at("window_ms", "the window ends before it begins", "begin < end");
                }
            });
    return spec;
}

VariantDefinition read_definition(const std::string& name, const Node& node) {
    VariantDefinition definition = node.is_null() ? VariantDefinition{} : variant_spec().read(node);
    definition.name = name;
    const std::vector<std::string> builtin = builtin_variants();
    const bool has_like = node.is_map() && node.has("like");
    if (!has_like && std::find(builtin.begin(), builtin.end(), name) != builtin.end()) {
        definition.like = name;
    }
    return definition;
}

std::vector<VariantDefinition> read_variants(const Node& node) {
    std::vector<VariantDefinition> variants;
    if (node.is_map()) {
        for (const auto& [name, value] : node.entries()) {
            variants.push_back(read_definition(name, value));
        }
    } else {
        node.require_sequence();
        for (const Node& name : node.elements()) {
            config::index_of_name(name, builtin_variants(), "variant");
            const auto is_same = [&](const auto& other) { return other.name == name.text(); };
            if (std::any_of(variants.begin(), variants.end(), is_same)) {
                name.fail("a variant stands twice", "each variant once");
            }
            variants.push_back(builtin_definition(name.text()));
        }
    }
    if (variants.empty()) {
        node.fail("there is no variant",
                  "a list of " + base::join(builtin_variants()) + ", or a map of definitions");
    }
    return variants;
}

}  // namespace

config::Codec<std::vector<VariantDefinition>> variants_codec() {
    config::Codec<std::vector<VariantDefinition>> codec;
    codec.read = read_variants;
    codec.write = [](const std::vector<VariantDefinition>& variants) {
        std::vector<std::pair<std::string, Node>> entries;
        for (const VariantDefinition& variant : variants) {
            entries.emplace_back(variant.name, variant_spec().to_node(variant));
        }
        return config::make_map(entries);
    };
    nlohmann::json definition = variant_spec().schema();
    definition.erase("$schema");
    const nlohmann::json map{
        {"type", "object"}, {"minProperties", 1}, {"additionalProperties", definition}};
    const nlohmann::json list{{"type", "array"},
                              {"minItems", 1},
                              {"uniqueItems", true},
                              {"items", {{"enum", builtin_variants()}}}};
    const nlohmann::json schema{{"anyOf", {list, map}}};
    codec.outline =
        config::any_codec("a list of names or a map of variants", schema.dump()).outline;
    return codec;
}

}  // namespace ventral::app
