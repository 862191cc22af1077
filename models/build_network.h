#pragma once

/// From a model file to the description of a network: names become indices, rules become terms.

#include "models/model_file.h"
#include "sim/config/node.h"
#include "sim/engine/network_description.h"

namespace ventral::models {

/// @param file what model_spec() read; @param root the node it was read from, for the places of
/// faults: dangling names of axes, populations, groups, pools and projections, rules that do not
/// fit the channels, kernels wider than the field, keys of `source:` that do not exist.
engine::NetworkDescription build_network(const ModelFile& file, const config::Node& root);

/// The axes, in the order of the file.
std::vector<engine::ChannelAxis> build_axes(const ModelFile& file);

/// One population. @param node the population's record.
engine::PopulationDescription build_population(const std::string& name,
                                               const PopulationSpec& population,
                                               const AreaSpec& area,
                                               const FieldSpec& field,
                                               const std::vector<engine::ChannelAxis>& axes,
                                               const config::Node& node);

/// One projection; `network` holds all populations. Weights that are the transpose of another
/// projection's are looked up in `file`. @param node the projection's record.
engine::ProjectionDescription build_projection(const std::string& name,
                                               const ProjectionSpec& projection,
                                               const engine::NetworkDescription& network,
                                               const ModelFile& file,
                                               const config::Node& node);

/// Throws unless every key of `source:` is a key of the record, or `other`.
void check_sources(const Sources& sources, const config::Node& record);

}  // namespace ventral::models
