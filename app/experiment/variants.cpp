#include "app/experiment/variants.h"

#include "sim/base/text.h"

#include <algorithm>
#include <array>

namespace ventral::app {

namespace {

using engine::Lesion;

engine::Variant switches_like(const std::string& name) {
    if (name == "no_feedback") {
        return engine::no_feedback_variant();
    }
    return name == "feedforward" ? engine::feedforward_variant() : engine::recurrent_variant();
}

void set_window(const VariantDefinition& definition, Lesion& lesion) {
    if (definition.window_ms) {
        lesion.begin_ms = (*definition.window_ms)[0];
        lesion.end_ms = (*definition.window_ms)[1];
    }
}

/// Within a window, a class is scaled projection by projection.
void scale_class_in_window(const VariantDefinition& definition,
                           const engine::NetworkDescription& network,
                           engine::ProjectionClass projection_class,
                           double factor,
                           engine::Variant& variant) {
    for (std::size_t i = 0; i < network.projections.size(); ++i) {
        if (factor != 1 && network.projections[i].projection_class == projection_class) {
            Lesion lesion{Lesion::Target::Projection, static_cast<int>(i), factor};
            set_window(definition, lesion);
            variant.lesions.push_back(lesion);
        }
    }
}

/// The lesion of a projection or a population by its name.
Lesion named_lesion(const std::string& name,
                    const engine::NetworkDescription& network,
                    const config::Node& node) {
    const int population = network.find_population(name);
    if (population >= 0) {
        return {Lesion::Target::Population, population};
    }
    std::vector<std::string> names;
    for (const auto& projection : network.projections) {
        names.push_back(projection.name);
    }
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
        return {Lesion::Target::Projection, static_cast<int>(found - names.begin())};
    }
    for (const auto& described : network.populations) {
        names.push_back(described.name);
    }
    config::index_of_name(name, node, names, "projection or population");
    return {};
}

}  // namespace

std::vector<std::string> builtin_variants() {
    return {"recurrent", "no_feedback", "feedforward"};
}

std::string describe_builtin(const std::string& name) {
    if (name == "no_feedback") {
        return "feedback projections off: what cutting feedback takes away";
    }
    if (name == "feedforward") {
        return "feedback and lateral projections off, local ones stay: the feedforward sweep";
    }
    return "all projections: the whole loop";
}

VariantDefinition builtin_definition(const std::string& name) {
    VariantDefinition definition;
    definition.name = name;
    definition.like = name;
    return definition;
}

engine::Variant bind_variant(const VariantDefinition& definition,
                             const engine::NetworkDescription& network,
                             const config::Node& node) {
    using engine::ProjectionClass;
    const engine::Variant like = switches_like(definition.like);
    engine::Variant variant;
    variant.name = definition.name;
    const std::array<std::pair<ProjectionClass, std::optional<double>>, 4> classes{{
        {ProjectionClass::Feedforward, definition.feedforward},
        {ProjectionClass::Local, definition.local},
        {ProjectionClass::Lateral, definition.lateral},
        {ProjectionClass::Feedback, definition.feedback},
    }};
    for (const auto& [projection_class, written] : classes) {
        const double factor = written.value_or(like.scale(projection_class));
        if (definition.window_ms) {
            scale_class_in_window(definition, network, projection_class, factor, variant);
        } else {
            variant.scale(projection_class) = factor;
        }
    }
    const auto scale_node = node.is_map() ? node.find("scale") : std::nullopt;
    for (const auto& [name, factor] : definition.scale) {
        const config::Node place = scale_node ? scale_node->at(name) : node;
        Lesion lesion = named_lesion(name, network, place);
        lesion.factor = factor;
        set_window(definition, lesion);
        variant.lesions.push_back(lesion);
    }
    return variant;
}

}  // namespace ventral::app
