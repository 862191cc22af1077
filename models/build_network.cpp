#include "models/build_network.h"

#include "sim/base/grid.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace ventral::models {
namespace {

/// Samples along one side of a map, and channels of a population, at most: their products fit in
/// the engine's numbers, and no machine would hold more.
constexpr int kMostSamples = 16384;
constexpr std::size_t kMostChannels = 65536;

using config::Node;

/// A name among others; a dangling one throws with the nearest.
std::size_t index_of(const std::string& name,
                     const std::vector<std::string>& names,
                     const Node& node,
                     const char* what) {
    return config::index_of_name(name, node, names, what);
}

std::vector<engine::ChannelAxis> chosen_axes(const std::vector<std::string>& names,
                                             const std::vector<engine::ChannelAxis>& axes,
                                             const Node& node) {
    std::vector<std::string> known;
    for (const engine::ChannelAxis& axis : axes) {
        known.push_back(axis.name);
    }
    std::vector<engine::ChannelAxis> chosen;
    std::size_t num_channels = 1;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Node place = node.at("channels").element(i);
        if (std::count(names.begin(), names.end(), names[i]) > 1) {
            place.fail(base::str("axis '", names[i], "' stands twice"));
        }
        chosen.push_back(axes[index_of(names[i], known, place, "axis")]);
        const auto size = static_cast<std::size_t>(axis_size(chosen.back()));
        if (size > kMostChannels / num_channels) {
            place.fail("the population has too many channels",
                       base::str("at most ", kMostChannels, ", the product of its axes"));
        }
        num_channels *= size;
    }
    return chosen;
}

base::Grid area_grid(const AreaSpec& area, const FieldSpec& field, const Node& node) {
    if (!area.map) {
        return {};
    }
    const double width = area.width_deg.value_or(field.width_deg);
    const double height = area.height_deg.value_or(field.height_deg);
    const double density = area.samples_per_deg.value_or(1.0);
    if (!(std::max(width, height) * density <= kMostSamples)) {
        node.fail(base::str("the map is too large: ", base::format_number(width), " x ",
                            base::format_number(height), " deg at ", base::format_number(density),
                            " samples per degree"),
                  base::str("at most ", kMostSamples, " samples along a side"));
    }
    const base::Grid grid = base::make_grid(width, height, density);
    const auto fits = [](int n, double length) { return n >= 1 && std::abs(n - length) < 1e-6; };
    if (!fits(grid.nx, width * density) || !fits(grid.ny, height * density)) {
        node.fail(base::str("the map does not hold a whole number of samples: ",
                            base::format_number(width), " x ", base::format_number(height),
                            " deg at ", base::format_number(density), " samples per degree"));
    }
    return grid;
}

engine::TransferFunction make_transfer(const PopulationSpec& population) {
    using engine::TransferKind;
    engine::TransferFunction f;
    std::visit(
        [&f](const auto& t) {
            using T = std::decay_t<decltype(t)>;
            if constexpr (std::is_same_v<T, LinearTransfer>) {
                f.kind = TransferKind::Linear;
                f.gain = t.gain;
            } else if constexpr (std::is_same_v<T, RectifiedLinearTransfer>) {
                f.kind = TransferKind::RectifiedLinear;
                f.gain = t.gain;
            } else if constexpr (std::is_same_v<T, PowerLawTransfer>) {
                f.kind = TransferKind::PowerLaw;
                f.gain = t.gain;
                f.exponent = t.exponent;
            } else if constexpr (std::is_same_v<T, NakaRushtonTransfer>) {
                f.kind = TransferKind::NakaRushton;
                f.max_rate = t.max_rate_hz;
                f.exponent = t.exponent;
                f.half = t.half;
            } else {
                f.kind = TransferKind::Logistic;
                f.max_rate = t.max_rate_hz;
                f.gain = t.gain;
                f.half = t.half;
            }
        },
        population.transfer);
    if (population.ceiling) {
        f.ceiling = population.ceiling->kind;
        f.ceiling_rate = population.ceiling->rate_hz;
    }
    return f;
}

std::vector<engine::DriveGroup> make_groups(const config::Named<DriveSpec>& drives) {
    std::vector<engine::DriveGroup> groups;
    for (const auto& [group_name, drive] : drives) {
        engine::DriveGroup group{group_name, drive.gain_min, drive.gain_max, {}};
        for (const auto& [pool_name, pool] : drive.pools) {
            group.pools.push_back({pool_name, pool.semi_saturation});
        }
        groups.push_back(group);
    }
    return groups;
}

engine::ChannelAxis make_axis(const std::string& name, const AxisSpec& spec) {
    engine::ChannelAxis axis{name, "", spec.values, spec.labels, spec.period_deg.value_or(0)};
    if (!spec.values_deg.empty()) {
        axis.unit = "deg";
        axis.values = spec.values_deg;
    }
    if (spec.count) {
        const double step = spec.period_deg ? *spec.period_deg / *spec.count : 1.0;
        axis.unit = spec.period_deg ? "deg" : "";
        for (int i = 0; i < *spec.count; ++i) {
            axis.values.push_back(i * step);
        }
    }
    for (std::size_t i = 0; i < spec.labels.size(); ++i) {
        axis.values.push_back(static_cast<double>(i));
    }
    return axis;
}

/// Refuses a list of another length than the channels', with its place.
void check_channels(const engine::PopulationDescription& population, const Node& node) {
    const auto check = [&](const std::vector<double>& values, const char* key) {
        const auto count = static_cast<std::size_t>(population.num_channels());
        if (!values.empty() && values.size() != count) {
            node.at("homeostasis")
                .at(key)
                .fail(base::str(values.size(), " numbers for ", count, " channels"),
                      base::str(count, " numbers, one for each channel of ", population.name));
        }
    };
    check(population.channels.thresholds, "thresholds");
    check(population.channels.gains, "gains");
}

}  // namespace

std::vector<engine::ChannelAxis> build_axes(const ModelFile& file) {
    std::vector<engine::ChannelAxis> axes;
    for (const auto& [name, spec] : file.axes) {
        axes.push_back(make_axis(name, spec));
    }
    return axes;
}

void check_sources(const Sources& sources, const Node& record) {
    if (!record.at("source").is_map()) {
        return;
    }
    std::vector<std::string> keys = record.keys();
    keys.emplace_back("other");
    for (const auto& [key, text] : sources) {
        index_of(key, keys, record.at("source").at(key), "key of this record");
    }
}

engine::PopulationDescription build_population(const std::string& name,
                                               const PopulationSpec& population,
                                               const AreaSpec& area,
                                               const FieldSpec& field,
                                               const std::vector<engine::ChannelAxis>& axes,
                                               const Node& node) {
    check_sources(population.sources, node);
    engine::PopulationDescription result;
    result.name = name;
    result.grid = area_grid(area, field, node);
    result.axes = chosen_axes(population.channels, axes, node);
    result.algebraic = population.algebraic;
    result.tau_ms = population.tau_ms.value_or(result.tau_ms);
    result.transfer = make_transfer(population);
    result.threshold = population.threshold;
    result.groups = make_groups(population.drives);
    result.adaptation = population.adaptation;
    result.noise = population.noise;
    result.spread = population.spread;
    result.channels = population.homeostasis;
    check_channels(result, node);
    result.input = population.input;
    result.rate_unit = population.rate_unit;
    return result;
}

engine::NetworkDescription build_network(const ModelFile& file, const Node& root) {
    engine::NetworkDescription network;
    network.name = file.model;
    network.seed = file.seed;
    network.border = file.field.border;
    const std::vector<engine::ChannelAxis> axes = build_axes(file);
    for (const auto& [area_name, area] : file.areas) {
        const Node populations = root.at("areas").at(area_name).at("populations");
        for (const auto& [name, population] : area.populations) {
            network.populations.push_back(build_population(base::str(area_name, ".", name),
                                                           population, area, file.field, axes,
                                                           populations.at(name)));
        }
    }
    for (const auto& [name, projection] : file.projections) {
        network.projections.push_back(
            build_projection(name, projection, network, file, root.at("projections").at(name)));
    }
    return network;
}

}  // namespace ventral::models
