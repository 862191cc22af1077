#include "models/channel_space.h"

#include <cmath>
#include <utility>

namespace ventral::models {
namespace {

constexpr const char* kFigureDirection = "figure_direction";

}  // namespace

ChannelSpace::ChannelSpace(std::vector<engine::ChannelAxis> axes) : axes_(std::move(axes)) {}

int axis_size(const engine::ChannelAxis& axis) {
    return static_cast<int>(axis.labels.empty() ? axis.values.size() : axis.labels.size());
}

double distance_on_axis(double a, double b, double period) {
    const double difference = std::abs(a - b);
    if (period <= 0) {
        return difference;
    }
    const double around = std::fmod(difference, period);
    return std::min(around, period - around);
}

int ChannelSpace::size() const {
    int product = 1;
    for (const engine::ChannelAxis& axis : axes_) {
        product *= axis_size(axis);
    }
    return product;
}

std::optional<std::size_t> ChannelSpace::find_axis(const std::string& name) const {
    for (std::size_t i = 0; i < axes_.size(); ++i) {
        if (axes_[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

int ChannelSpace::stride(std::size_t axis) const {
    int product = 1;
    for (std::size_t i = axis + 1; i < axes_.size(); ++i) {
        product *= axis_size(axes_[i]);
    }
    return product;
}

int ChannelSpace::index(int channel, std::size_t axis) const {
    return channel / stride(axis) % axis_size(axes_[axis]);
}

int ChannelSpace::with_index(int channel, std::size_t axis, int wanted) const {
    return channel + (wanted - index(channel, axis)) * stride(axis);
}

double ChannelSpace::coordinate(int channel, std::size_t axis) const {
    const int i = index(channel, axis);
    return axes_[axis].labels.empty() ? axes_[axis].values[static_cast<std::size_t>(i)] : i;
}

std::vector<std::size_t> ChannelSpace::axes_of_attribute(const std::string& name) const {
    if (const auto axis = find_axis(name)) {
        return {*axis};
    }
    const auto orientation = find_axis("orientation");
    const auto side = find_axis("side");
    if (name == kFigureDirection && orientation && side) {
        return {*orientation, *side};
    }
    return {};
}

std::optional<double> ChannelSpace::attribute(int channel, const std::string& name) const {
    const std::vector<std::size_t> parts = axes_of_attribute(name);
    if (parts.empty()) {
        return std::nullopt;
    }
    if (parts.size() == 1) {
        return coordinate(channel, parts[0]);
    }
    const engine::ChannelAxis& side = axes_[parts[1]];
    const auto i = static_cast<std::size_t>(index(channel, parts[1]));
    const bool is_left = side.labels.empty() ? i == 0 : side.labels[i] == "left";
    const double angle = coordinate(channel, parts[0]) + (is_left ? 90.0 : -90.0);
    return angle - 360.0 * std::floor(angle / 360.0);
}

std::vector<std::string> ChannelSpace::attribute_names() const {
    std::vector<std::string> names;
    for (const engine::ChannelAxis& axis : axes_) {
        names.push_back(axis.name);
    }
    if (!axes_of_attribute(kFigureDirection).empty()) {
        names.emplace_back(kFigureDirection);
    }
    return names;
}

double ChannelSpace::period(const std::string& attribute_name) const {
    if (const auto axis = find_axis(attribute_name)) {
        return axes_[*axis].period;
    }
    return attribute_name == kFigureDirection ? 360.0 : 0.0;
}

}  // namespace ventral::models
