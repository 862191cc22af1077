#include "app/figure/wiring_layout.h"

#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ventral::app {

namespace {

using engine::NetworkDescription;
using engine::PopulationDescription;
using engine::ProjectionClass;

constexpr double kBoxWidth = 152;
constexpr double kBoxHeight = 36;
constexpr double kColumnGap = 100;
constexpr double kRowGap = 34;
constexpr double kLeft = 30;
constexpr std::size_t kMostRows = 6;

/// Inputs stand together in the first column; an area with many populations takes several.
std::string column_of(const PopulationDescription& population) {
    return population.input == engine::ExternalInput::None ? population.area() : "inputs";
}

std::string grid_text(const PopulationDescription& population) {
    const base::Grid& grid = population.grid;
    const int channels = population.num_channels();
    const std::string units = base::str(channels, channels == 1 ? " channel" : " channels");
    return grid.nx == 1 && grid.ny == 1 ? units : base::str(units, ", ", grid.nx, " x ", grid.ny);
}

void place_boxes(const NetworkDescription& network, double top, WiringLayout& layout) {
    std::vector<std::string> order;
    std::map<std::string, std::size_t> sizes;
    for (const PopulationDescription& population : network.populations) {
        const std::string area = column_of(population);
        if (sizes[area]++ == 0) {
            order.push_back(area);
        }
    }
    std::stable_partition(order.begin(), order.end(),
                          [](const std::string& area) { return area == "inputs"; });
    std::map<std::string, double> lefts;
    double left = kLeft;
    for (const std::string& area : order) {
        lefts[area] = left;
        layout.headings.push_back({area, left, top - 10});
        const std::size_t columns = (sizes[area] - 1) / kMostRows + 1;
        left += static_cast<double>(columns) * (kBoxWidth + kColumnGap);
    }
    layout.width = left - kColumnGap + 80;
    std::map<std::string, std::size_t> filled;
    for (const PopulationDescription& population : network.populations) {
        const std::string area = column_of(population);
        const std::size_t place = filled[area]++;
        const std::size_t column = place / kMostRows;
        const std::size_t row = place % kMostRows;
        const Box box{lefts[area] + static_cast<double>(column) * (kBoxWidth + kColumnGap),
                      top + static_cast<double>(row) * (kBoxHeight + kRowGap), kBoxWidth,
                      kBoxHeight};
        layout.height = std::max(layout.height, box.bottom() + kRowGap);
        layout.boxes.push_back({box,
                                area == "inputs"
                                    ? population.name
                                    : population.name.substr(population.name.find('.') + 1),
                                grid_text(population)});
    }
}

/// A curve that leaves and enters boxes apart from other curves: `slot` in 0..1 spreads them.
std::array<std::pair<double, double>, 4> connect(const Box& from, const Box& to, double slot) {
    const double spread = (slot - 0.5) * 0.7;
    const double y0 = from.top + kBoxHeight * (0.5 + spread);
    const double y1 = to.top + kBoxHeight * (0.5 + spread);
    if (to.left > from.left) {
        const double reach = 0.5 * (to.left - from.right());
        return {
            {{from.right(), y0}, {from.right() + reach, y0}, {to.left - reach, y1}, {to.left, y1}}};
    }
    if (to.left < from.left) {
        const double reach = 0.5 * (from.left - to.right());
        return {
            {{from.left, y0}, {from.left - reach, y0}, {to.right() + reach, y1}, {to.right(), y1}}};
    }
    // Within an area: round the right side.
    const bool is_self = from.top == to.top;
    const double bulge = 24 + 26 * slot;
    const double start = is_self ? from.top + 0.2 * kBoxHeight : y0;
    const double end = is_self ? from.top + 0.8 * kBoxHeight : y1;
    return {{{from.right(), start},
             {from.right() + bulge, start},
             {to.right() + bulge, end},
             {to.right(), end}}};
}

}  // namespace

Colour class_colour(ProjectionClass projection_class) {
    switch (projection_class) {
        case ProjectionClass::Feedforward:
            return palette(2);
        case ProjectionClass::Local:
            return palette(3);
        case ProjectionClass::Lateral:
            return palette(1);
        case ProjectionClass::Feedback:
            break;
    }
    return palette(0);
}

WiringLayout lay_out_wiring(const NetworkDescription& network, double top) {
    WiringLayout layout;
    place_boxes(network, top, layout);
    for (std::size_t i = 0; i < network.projections.size(); ++i) {
        const engine::ProjectionDescription& projection = network.projections[i];
        // The golden ratio spreads neighbours in the list over the side of a box.
        const double slot = std::fmod(0.618033988749895 * static_cast<double>(i + 1), 1.0);
        layout.arrows.push_back(
            {connect(layout.boxes[static_cast<std::size_t>(projection.source)].box,
                     layout.boxes[static_cast<std::size_t>(projection.target)].box, slot),
             projection.projection_class, projection.port.kind == engine::PortKind::Drive});
    }
    return layout;
}

}  // namespace ventral::app
