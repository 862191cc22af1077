#include "models/unit_selection.h"

#include "models/channel_space.h"
#include "sim/base/text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace ventral::models {
namespace {

using config::Node;

std::vector<std::string> axis_keys(const engine::PopulationDescription& population) {
    std::vector<std::string> keys;
    for (const engine::ChannelAxis& axis : population.axes) {
        keys.push_back(axis_key(axis));
    }
    return keys;
}

/// What stands on the axis, as a message lists it.
std::vector<std::string> axis_values(const engine::ChannelAxis& axis) {
    if (!axis.labels.empty()) {
        return axis.labels;
    }
    std::vector<std::string> texts;
    for (const double value : axis.values) {
        texts.push_back(base::format_number(value));
    }
    return texts;
}

/// A fault at a property: with a place if it was read from a file.
[[noreturn]] void refuse(const WantedProperty& property,
                         const std::string& what,
                         const std::string& allowed,
                         const std::string& hint) {
    if (!property.node.is_null()) {
        property.node.fail(what, allowed, hint);
    }
    base::ConfigFault fault;
    fault.what = what;
    fault.key_path = property.key;
    fault.got = property.value;
    fault.allowed = allowed;
    fault.hint = hint;
    throw base::ConfigError(fault);
}

int nearest_value(const engine::ChannelAxis& axis, double wanted) {
    int best = 0;
    double best_distance = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < axis.values.size(); ++i) {
        const double distance = distance_on_axis(axis.values[i], wanted, axis.period);
        if (distance < best_distance - 1e-9) {
            best = static_cast<int>(i);
            best_distance = distance;
        }
    }
    return best;
}

int index_on_axis(const engine::ChannelAxis& axis, const WantedProperty& property) {
    const std::vector<std::string> values = axis_values(axis);
    if (!axis.labels.empty()) {
        const auto found = std::find(values.begin(), values.end(), property.value);
        if (found == values.end()) {
            refuse(property, base::str("'", property.value, "' is no value of '", axis.name, "'"),
                   base::join(values), base::did_you_mean(property.value, values));
        }
        return static_cast<int>(found - values.begin());
    }
    double wanted = 0;
    const char* end = property.value.data() + property.value.size();
    const auto [stop, error] = std::from_chars(property.value.data(), end, wanted);
    if (error != std::errc{} || stop != end) {
        refuse(property, base::str("'", axis_key(axis), "' takes a number"), base::join(values),
               "");
    }
    return nearest_value(axis, wanted);
}

/// The wanted index on every axis, -1 where an axis is left open.
std::vector<int> wanted_indices(const engine::PopulationDescription& population,
                                const std::vector<WantedProperty>& properties) {
    const std::vector<std::string> keys = axis_keys(population);
    std::vector<int> wanted(population.axes.size(), -1);
    for (const WantedProperty& property : properties) {
        const auto found = std::find(keys.begin(), keys.end(), property.key);
        if (found == keys.end()) {
            refuse(
                property,
                base::str("units of ", population.name, " have no property '", property.key, "'"),
                keys.empty() ? "no properties: it has one channel" : base::join(keys),
                base::did_you_mean(property.key, keys));
        }
        const auto axis = static_cast<std::size_t>(found - keys.begin());
        wanted[axis] = index_on_axis(population.axes[axis], property);
    }
    return wanted;
}

[[noreturn]] void refuse_ambiguous(const engine::PopulationDescription& population,
                                   const std::vector<WantedProperty>& properties,
                                   const Node& node) {
    const std::vector<int> wanted = wanted_indices(population, properties);
    std::vector<std::string> open;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] < 0) {
            const engine::ChannelAxis& axis = population.axes[i];
            open.push_back(base::str(axis_key(axis), ": ", base::join(axis_values(axis), " | ")));
        }
    }
    const std::string what =
        base::str("several units of ", population.name, " match; say more under 'select'");
    if (!node.is_null()) {
        node.fail(what, base::join(open, "; "));
    }
    base::ConfigFault fault;
    fault.what = what;
    fault.allowed = base::join(open, "; ");
    throw base::ConfigError(fault);
}

}  // namespace

std::string axis_key(const engine::ChannelAxis& axis) {
    return axis.unit.empty() ? axis.name : base::str(axis.name, "_", axis.unit);
}

std::vector<WantedProperty> read_properties(const Node& select) {
    std::vector<WantedProperty> properties;
    if (select.is_null()) {
        return properties;
    }
    for (const auto& [key, value] : select.entries()) {
        if (!value.is_scalar()) {
            value.fail("a property is one number or one label");
        }
        properties.push_back({key, value.scalar_text(), value});
    }
    return properties;
}

int find_population(const engine::NetworkDescription& network,
                    const std::string& name,
                    const Node& node) {
    std::vector<std::string> names;
    for (const engine::PopulationDescription& population : network.populations) {
        names.push_back(population.name);
    }
    return static_cast<int>(config::index_of_name(name, node, names, "population"));
}

std::vector<int> select_channels(const engine::PopulationDescription& population,
                                 const std::vector<WantedProperty>& properties) {
    const ChannelSpace space(population.axes);
    const std::vector<int> wanted = wanted_indices(population, properties);
    std::vector<int> channels;
    for (int channel = 0; channel < space.size(); ++channel) {
        bool matches = true;
        for (std::size_t axis = 0; axis < wanted.size(); ++axis) {
            matches = matches && (wanted[axis] < 0 || space.index(channel, axis) == wanted[axis]);
        }
        if (matches) {
            channels.push_back(channel);
        }
    }
    return channels;
}

Unit select_unit(const engine::NetworkDescription& network,
                 const std::string& population,
                 const std::vector<WantedProperty>& properties,
                 double x_deg,
                 double y_deg,
                 const Node& node) {
    Unit unit;
    unit.population = find_population(network, population, node);
    const engine::PopulationDescription& found =
        network.populations[static_cast<std::size_t>(unit.population)];
    const std::vector<int> channels = select_channels(found, properties);
    if (channels.size() != 1) {
        refuse_ambiguous(found, properties, node);
    }
    unit.channel = channels.front();
    if (found.grid.size() > 1 && !found.grid.contains(x_deg, y_deg)) {
        base::ConfigFault fault;
        const config::Place place = node.place();
        fault = {base::str("the position lies outside the map of ", population),
                 place.file,
                 place.line,
                 place.column,
                 place.key_path,
                 base::str("[", base::format_number(x_deg), ", ", base::format_number(y_deg), "]"),
                 base::str("|x_deg| <= ", base::format_number(0.5 * found.grid.width_deg()),
                           ", |y_deg| <= ", base::format_number(0.5 * found.grid.height_deg())),
                 ""};
        throw base::ConfigError(fault);
    }
    unit.y = found.grid.nearest_iy(y_deg);
    unit.x = found.grid.nearest_ix(x_deg);
    return unit;
}

std::string describe_channel(const engine::PopulationDescription& population, int channel) {
    const ChannelSpace space(population.axes);
    std::vector<std::string> parts;
    for (std::size_t axis = 0; axis < population.axes.size(); ++axis) {
        const engine::ChannelAxis& a = population.axes[axis];
        const auto i = static_cast<std::size_t>(space.index(channel, axis));
        const std::string unit = a.unit.empty() ? "" : " " + a.unit;
        parts.push_back(base::str(a.name, " ", axis_values(a)[i], unit));
    }
    return base::join(parts);
}

}  // namespace ventral::models
