#pragma once

/// Axes of channels for tests.

#include "sim/engine/network_description.h"

#include <string>
#include <vector>

namespace ventral::test {

inline engine::ChannelAxis circular_axis(const std::string& name, int count, double period) {
    engine::ChannelAxis axis{name, "deg", {}, {}, period};
    for (int i = 0; i < count; ++i) {
        axis.values.push_back(i * period / count);
    }
    return axis;
}

inline engine::ChannelAxis label_axis(const std::string& name, std::vector<std::string> labels) {
    engine::ChannelAxis axis{name, "", {}, std::move(labels), 0};
    for (std::size_t i = 0; i < axis.labels.size(); ++i) {
        axis.values.push_back(static_cast<double>(i));
    }
    return axis;
}

}  // namespace ventral::test
