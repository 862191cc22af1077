#pragma once

/// Units named by their properties, as a physiologist names them: a population, what the unit
/// prefers, and where its receptive field lies.

#include "sim/config/node.h"
#include "sim/engine/network_description.h"

#include <string>
#include <vector>

namespace ventral::models {

/// One unit of a network.
struct Unit {
    int population = 0;  ///< index into NetworkDescription::populations
    int channel = 0;
    int y = 0;  ///< row, 0 lowest
    int x = 0;  ///< column
    bool operator==(const Unit&) const = default;
};

/// A wanted property as written: `orientation_deg: 90` or `side: left`.
struct WantedProperty {
    std::string key;    ///< name of an axis, with its unit
    std::string value;  ///< a number or a label
    config::Node node;  ///< where it was written, for messages; may be null
};

/// The entries of `select:`; a null node gives none.
std::vector<WantedProperty> read_properties(const config::Node& select);

/// Index of the named population; a dangling name throws with the nearest one, at `node`.
int find_population(const engine::NetworkDescription& network,
                    const std::string& name,
                    const config::Node& node = {});

/// All channels with the wanted properties, ascending: on an axis of numbers the nearest value
/// (on its circle where it has a period), on an axis of labels the label itself. Axes that are not
/// named admit every value. Unknown keys and labels throw base::ConfigError with what is allowed.
std::vector<int> select_channels(const engine::PopulationDescription& population,
                                 const std::vector<WantedProperty>& properties);

/// The one unit with the properties nearest to the position. Throws if several channels match
/// (naming the axes left open) or if the position lies outside the population's grid.
Unit select_unit(const engine::NetworkDescription& network,
                 const std::string& population,
                 const std::vector<WantedProperty>& properties,
                 double x_deg,
                 double y_deg,
                 const config::Node& node = {});

/// The properties of a channel in words: "orientation 90 deg, side left".
std::string describe_channel(const engine::PopulationDescription& population, int channel);

/// The key under which an axis is selected: its name, and its unit if it has one
/// ("orientation_deg", "side").
std::string axis_key(const engine::ChannelAxis& axis);

}  // namespace ventral::models
