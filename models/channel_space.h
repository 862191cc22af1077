#pragma once

/// The channels of a population, or of the linear stage of a projection, as a product of named
/// axes, and the attributes by which rules and kernels refer to them.

#include "sim/engine/network_description.h"

#include <optional>
#include <string>
#include <vector>

namespace ventral::models {

/// A product of axes, last fastest. Attributes of a channel are its coordinates on the axes
/// (label index where labelled) and what follows from them:
///   figure_direction  direction from a border to the figure that owns it, where there are the
///                     axes `orientation` and `side`: orientation + 90 for `left`,
///                     orientation - 90 for `right`, in [0, 360).
class ChannelSpace {
public:
    explicit ChannelSpace(std::vector<engine::ChannelAxis> axes);

    int size() const;
    const std::vector<engine::ChannelAxis>& axes() const { return axes_; }
    /// The first axis of that name, or nothing.
    std::optional<std::size_t> find_axis(const std::string& name) const;
    /// Index of the channel on the axis.
    int index(int channel, std::size_t axis) const;
    /// Channel that differs from `channel` only in having `index` on the axis.
    int with_index(int channel, std::size_t axis, int index) const;
    /// Coordinate of the channel on the axis.
    double coordinate(int channel, std::size_t axis) const;
    /// Value of the attribute, or nothing if the channels have no such attribute.
    std::optional<double> attribute(int channel, const std::string& name) const;
    /// The axes on which the attribute depends; empty if there is no such attribute.
    std::vector<std::size_t> axes_of_attribute(const std::string& name) const;
    /// Every name that attribute() knows.
    std::vector<std::string> attribute_names() const;
    /// Period of the attribute in degrees; 0: not circular.
    double period(const std::string& attribute_name) const;

private:
    int stride(std::size_t axis) const;

    std::vector<engine::ChannelAxis> axes_;
};

/// Number of values or labels.
int axis_size(const engine::ChannelAxis& axis);

/// |a - b|, the shorter way round where there is a period.
double distance_on_axis(double a, double b, double period);

}  // namespace ventral::models
