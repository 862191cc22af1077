#include "app/command/show_model.h"

#include "app/terminal/table.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/engine/spatial_kernel.h"

#include <algorithm>

namespace ventral::app {

namespace {

using engine::NetworkDescription;
using engine::PopulationDescription;
using engine::ProjectionDescription;

constexpr std::size_t kMostKernels = 32;

std::string axes_text(const PopulationDescription& population) {
    std::vector<std::string> axes;
    for (const engine::ChannelAxis& axis : population.axes) {
        const std::size_t size = axis.labels.empty() ? axis.values.size() : axis.labels.size();
        axes.push_back(base::str(axis.name, " ", size));
    }
    return base::join(axes, " x ");
}

std::string port_text(const ProjectionDescription& projection,
                      const PopulationDescription& target) {
    const auto group = [&]() -> const engine::DriveGroup& {
        return target.groups[static_cast<std::size_t>(projection.port.group)];
    };
    switch (projection.port.kind) {
        case engine::PortKind::Drive:
            return "drive " + group().name;
        case engine::PortKind::Gain:
            return "gain " + group().name;
        case engine::PortKind::Pool:
            return "pool " + group().pools[static_cast<std::size_t>(projection.port.pool)].name;
        case engine::PortKind::Output:
            break;
    }
    return "output";
}

std::string population_table(const NetworkDescription& network) {
    TextGrid table;
    table.columns = {{"population"},  {"channels"},       {"grid"}, {"samples/deg", true},
                     {"units", true}, {"tau (ms)", true}, {"unit"}};
    for (const PopulationDescription& population : network.populations) {
        const base::Grid& grid = population.grid;
        const auto units = static_cast<std::size_t>(population.num_channels()) * grid.size();
        const bool has_map = grid.size() > 1;
        table.rows.push_back(
            {population.name, axes_text(population),
             has_map ? base::str(grid.nx, " x ", grid.ny) : "no map",
             has_map ? base::format_number(grid.samples_per_deg) : "", std::to_string(units),
             population.algebraic || population.input != engine::ExternalInput::None
                 ? "-"
                 : base::format_number(population.tau_ms),
             population.rate_unit});
    }
    return format_table(table);
}

std::string projection_table(const NetworkDescription& network) {
    TextGrid table;
    table.columns = {{"projection"},      {"from"}, {"to"}, {"class"}, {"port"}, {"weight", true},
                     {"delay (ms)", true}};
    for (const ProjectionDescription& projection : network.projections) {
        const auto& source = network.populations[static_cast<std::size_t>(projection.source)];
        const auto& target = network.populations[static_cast<std::size_t>(projection.target)];
        table.rows.push_back({projection.name, source.name, target.name,
                              engine::to_string(projection.projection_class),
                              port_text(projection, target), base::format_number(projection.weight),
                              base::format_number(projection.delay.constant_ms) +
                                  (projection.delay.grows() ? "+" : "")});
    }
    return format_table(table);
}

FieldPanel kernel_panel(const NetworkDescription& network,
                        const ProjectionDescription& projection,
                        std::size_t index) {
    const engine::SpatialKernel& kernel = projection.kernels[index];
    const base::Grid& source =
        network.populations[static_cast<std::size_t>(projection.source)].grid;
    const engine::SampledKernel sampled = engine::sample_kernel(kernel, source.samples_per_deg);
    FieldPanel panel;
    panel.title = base::str(engine::shape_name(kernel.shape), " ", index);
    panel.grid = {sampled.side(), sampled.side(), source.samples_per_deg, 0, 0};
    for (const double weight : sampled.weights) {
        panel.values.push_back(static_cast<float>(weight));
    }
    return panel;
}

}  // namespace

std::string describe_model(const NetworkDescription& network) {
    return base::str(network.name, ": ", network.populations.size(), " populations, ",
                     network.projections.size(), " projections, border ",
                     engine::to_string(network.border), "\n\n", population_table(network), "\n",
                     projection_table(network));
}

FieldFigure kernel_figure(const NetworkDescription& network, const std::string& name) {
    FieldFigure figure;
    figure.title = name.empty() ? network.name : name;
    figure.subtitle = "weight of the source at each displacement from the target";
    figure.scale = ColourScale::Diverging;
    figure.own_range = true;
    std::vector<std::string> names;
    for (const ProjectionDescription& projection : network.projections) {
        names.push_back(projection.name);
        const std::size_t count = name.empty() ? std::min<std::size_t>(projection.kernels.size(), 1)
                                               : projection.kernels.size();
        for (std::size_t k = 0; k < count; ++k) {
            if ((name.empty() || name == projection.name) && figure.panels.size() < kMostKernels) {
                figure.panels.push_back(kernel_panel(network, projection, k));
                if (name.empty()) {
                    figure.panels.back().title = projection.name;
                }
            }
        }
    }
    const bool is_known = std::find(names.begin(), names.end(), name) != names.end();
    if (!name.empty() && !is_known) {
        throw base::ConfigError({.what = "the model has no such projection",
                                 .got = name,
                                 .allowed = base::join(names),
                                 .hint = base::did_you_mean(name, names)});
    }
    if (figure.panels.empty()) {
        throw base::ConfigError({.what = "the projection has no spatial kernel to draw",
                                 .got = name,
                                 .allowed = "a projection with kernels",
                                 .hint = "it is dense"});
    }
    return figure;
}

}  // namespace ventral::app
