#include "models/build_network.h"

#include "sim/base/text.h"

#include <algorithm>
#include <map>

namespace ventral::models {
namespace {

using config::Node;

int population_index(const engine::NetworkDescription& network,
                     const std::string& name,
                     const Node& node) {
    std::vector<std::string> names;
    for (const engine::PopulationDescription& population : network.populations) {
        names.push_back(population.name);
    }
    return static_cast<int>(config::index_of_name(name, node, names, "population"));
}

engine::Port make_port(const PortSpec& spec,
                       const engine::PopulationDescription& target,
                       const Node& node) {
    engine::Port port{spec.kind, 0, 0};
    if (target.input != engine::ExternalInput::None) {
        node.fail(base::str("'", target.name, "' is an input and receives nothing"));
    }
    if (spec.kind == engine::PortKind::Output) {
        return port;
    }
    std::vector<std::string> names;
    for (const engine::DriveGroup& group : target.groups) {
        names.push_back(group.name);
    }
    const std::string owner = base::str("group of drives of ", target.name);
    port.group = static_cast<int>(config::index_of_name(spec.group, node, names, owner));
    if (spec.kind == engine::PortKind::Pool) {
        const engine::DriveGroup& group = target.groups[static_cast<std::size_t>(port.group)];
        names.clear();
        for (const engine::Pool& pool : group.pools) {
            names.push_back(pool.name);
        }
        const std::string whose = base::str("pool of ", target.name, ".", group.name);
        port.pool = static_cast<int>(config::index_of_name(spec.pool, node, names, whose));
    }
    return port;
}

/// The node under a key, or the record itself where the key does not stand.
Node at_or_self(const Node& record, const char* key) {
    return record.has(key) ? record.at(key) : record;
}

/// The parameters of a kernel: the value under the single key of `kernel:`.
Node kernel_node(const Node& record) {
    const Node kernel = at_or_self(record, "kernel");
    const bool has_parameters = record.has("kernel") && kernel.is_map() && kernel.size() == 1;
    return has_parameters ? kernel.entries().front().second : kernel;
}

/// Adds the kernel unless it is there already.
int intern_kernel(std::vector<engine::SpatialKernel>& kernels,
                  const engine::SpatialKernel& kernel) {
    const auto found = std::find(kernels.begin(), kernels.end(), kernel);
    if (found != kernels.end()) {
        return static_cast<int>(found - kernels.begin());
    }
    kernels.push_back(kernel);
    return static_cast<int>(kernels.size()) - 1;
}

void check_width(const engine::SpatialKernel& kernel, const base::Grid& grid, const Node& node) {
    const engine::SampledKernel sampled = engine::sample_kernel(kernel, grid.samples_per_deg);
    if (sampled.side() > std::min(grid.nx, grid.ny) && grid.size() > 1) {
        node.fail(
            base::str("the kernel is wider than the field: ",
                      base::format_number(sampled.side() / grid.samples_per_deg), " deg"),
            base::str("<= ", base::format_number(std::min(grid.width_deg(), grid.height_deg())),
                      " deg"),
            "a smaller spread, a smaller truncate_sigma, or a larger field");
    }
}

/// Kernels and terms of the linear stage.
void add_terms(engine::ProjectionDescription& result,
               const ProjectionSpec& spec,
               const ChannelSpace& source,
               const ChannelSpace& stage,
               const std::vector<std::vector<double>>& weights,
               double input_gain,
               const base::Grid& source_grid,
               const Node& record) {
    const engine::KernelNormalization normalization =
        spec.normalize.value_or(usual_normalization(spec.kernel));
    const Node node = kernel_node(record);
    for (int m = 0; m < stage.size(); ++m) {
        for (int n = 0; n < source.size(); ++n) {
            const double weight = weights[static_cast<std::size_t>(m)][static_cast<std::size_t>(n)];
            if (weight == 0) {
                continue;
            }
            const engine::SpatialKernel kernel{
                resolve_kernel(spec.kernel, {source, n}, {stage, m}, node), normalization,
                spec.truncate_sigma};
            const int index = intern_kernel(result.kernels, kernel);
            result.terms.push_back({m, n, index, input_gain * weight});
        }
    }
    for (const engine::SpatialKernel& kernel : result.kernels) {
        check_width(kernel, source_grid, node);
    }
}

void build_kernels(engine::ProjectionDescription& result,
                   const ProjectionSpec& spec,
                   const engine::PopulationDescription& from,
                   const engine::PopulationDescription& to,
                   const Node& record) {
    if ((from.grid.size() > 1) != (to.grid.size() > 1)) {
        record.fail(base::str("'", from.name, "' and '", to.name, "': only one of them has a map"),
                    "", "use 'dense' instead of 'kernel'");
    }
    const ChannelSpace source(from.axes);
    const ChannelSpace target(to.axes);
    const Node combine = at_or_self(record, "combine");
    const Node channels = at_or_self(record, "channels");
    const CombinationPlan plan = plan_combination(spec.combine, source, target, combine);
    const ChannelSpace stage(plan.stage_axes);
    if (plan.stage_is_source) {
        config::Named<ChannelRule> rules = spec.channels;
        rules.emplace_back(std::get<GeometricMeanOfPairs>(spec.combine).along, SumOverAxis{});
        const auto members = channel_weights(source, target, rules, "", channels);
        result.combination = make_combination(spec.combine, source, target, members, combine);
        const auto identity = channel_weights(source, source, {}, "", channels);
        add_terms(result, spec, source, stage, identity, plan.input_gain, from.grid, record);
        return;
    }
    const auto weights = channel_weights(source, stage, spec.channels, plan.over_axis, channels);
    result.combination = make_combination(spec.combine, source, target, {}, combine);
    add_terms(result, spec, source, stage, weights, plan.input_gain, from.grid, record);
    if (result.terms.empty()) {
        channels.fail("the rules connect no channels: every weight is 0");
    }
}

ChannelMatrix transposed(const ChannelMatrix& matrix) {
    ChannelMatrix result(matrix.front().size(), std::vector<double>(matrix.size()));
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        for (std::size_t j = 0; j < matrix[i].size(); ++j) {
            result[j][i] = matrix[i][j];
        }
    }
    return result;
}

/// The projection's dense rule, unless it has none or only another's transpose.
const DenseRule* own_matrix(const ProjectionSpec& spec) {
    const DenseRule* rule = spec.dense ? &*spec.dense : nullptr;
    const bool is_own =
        rule != nullptr && !std::holds_alternative<TransposedWeights>(rule->channels);
    return is_own ? rule : nullptr;
}

/// The matrix of a projection's `dense`, that of another projection where it is its transpose.
ChannelMatrix find_matrix(const std::string& name,
                          const DenseRule& rule,
                          int num_targets,
                          int num_sources,
                          const ModelFile& file,
                          const Node& node) {
    const auto* transpose = std::get_if<TransposedWeights>(&rule.channels);
    if (transpose == nullptr) {
        return make_channel_matrix(rule.channels, num_targets, num_sources, file.seed, name, node);
    }
    std::vector<std::string> names;
    std::vector<const DenseRule*> rules;
    for (const auto& [other, spec] : file.projections) {
        if (const DenseRule* own = own_matrix(spec)) {
            names.push_back(other);
            rules.push_back(own);
        }
    }
    const Node place = node.at("channels").at("transpose_of").at("projection");
    const std::size_t found =
        config::index_of_name(transpose->projection, place, names, "projection with dense weights");
    return transposed(make_channel_matrix(rules[found]->channels, num_sources, num_targets,
                                          file.seed, names[found], node));
}

}  // namespace

engine::ProjectionDescription build_projection(const std::string& name,
                                               const ProjectionSpec& projection,
                                               const engine::NetworkDescription& network,
                                               const ModelFile& file,
                                               const Node& node) {
    check_sources(projection.sources, node);
    engine::ProjectionDescription result;
    result.name = name;
    result.projection_class = projection.projection_class;
    result.source = population_index(network, projection.from, node.at("from"));
    result.target = population_index(network, projection.to, node.at("to"));
    const engine::PopulationDescription& from =
        network.populations[static_cast<std::size_t>(result.source)];
    const engine::PopulationDescription& to =
        network.populations[static_cast<std::size_t>(result.target)];
    result.port = make_port(projection.port, to, node.at("port"));
    result.weight = projection.weight;
    result.weight_sd = projection.weight_spread;
    result.tau_syn_ms = projection.tau_syn_ms;
    result.delay = {projection.delay_ms, projection.velocity_m_per_s,
                    projection.magnification_mm_per_deg};
    result.source_power = projection.power;
    if (projection.dense) {
        const Node dense = node.at("dense");
        const ChannelMatrix matrix = find_matrix(name, *projection.dense, to.num_channels(),
                                                 from.num_channels(), file, dense);
        result.dense = make_dense_weights(matrix, *projection.dense, from.grid, to.grid, dense);
    } else {
        build_kernels(result, projection, from, to, node);
    }
    return result;
}

}  // namespace ventral::models
