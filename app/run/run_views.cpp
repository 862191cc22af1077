#include "app/run/run_plan.h"

#include <algorithm>

namespace ventral::app {

namespace {

using engine::PopulationDescription;
using engine::SiteRequest;

base::Axis unit_axis(const std::string& name, const std::string& unit, const std::string& text) {
    return {name, unit, text, {}, {}};
}

/// Index along each channel axis of a channel; the last axis is fastest.
std::vector<std::size_t> axis_indices(const PopulationDescription& population, int channel) {
    std::vector<std::size_t> indices(population.axes.size());
    auto rest = static_cast<std::size_t>(channel);
    for (std::size_t a = population.axes.size(); a-- > 0;) {
        const engine::ChannelAxis& axis = population.axes[a];
        const std::size_t size = axis.labels.empty() ? axis.values.size() : axis.labels.size();
        indices[a] = rest % size;
        rest /= size;
    }
    return indices;
}

/// Positions and preferred properties of the sites of a population.
std::vector<io::Coordinate> site_coordinates(const PopulationDescription& population,
                                             const std::vector<SiteRequest>& sites) {
    base::Axis x = unit_axis("x", "degree", "receptive-field centre, rightward");
    base::Axis y = unit_axis("y", "degree", "receptive-field centre, upward");
    std::vector<base::Axis> properties;
    for (const engine::ChannelAxis& axis : population.axes) {
        const std::string unit = axis.unit == "deg" ? "degree" : axis.unit;
        // Factors may bear the axis's own name, e.g. "side".
        properties.push_back(unit_axis("preferred_" + axis.name,
                                       axis.labels.empty() && unit.empty() ? "1" : unit,
                                       "preferred " + axis.name));
    }
    for (const SiteRequest& site : sites) {
        x.values.push_back(population.grid.x_deg(site.unit.x));
        y.values.push_back(population.grid.y_deg(site.unit.y));
        const std::vector<std::size_t> indices = axis_indices(population, site.unit.channel);
        for (std::size_t a = 0; a < indices.size(); ++a) {
            const engine::ChannelAxis& axis = population.axes[a];
            if (axis.labels.empty()) {
                properties[a].values.push_back(axis.values[indices[a]]);
            } else {
                properties[a].labels.push_back(axis.labels[indices[a]]);
            }
        }
    }
    std::vector<io::Coordinate> coordinates{{"site", x}, {"site", y}};
    for (const base::Axis& property : properties) {
        coordinates.push_back({"site", property});
    }
    return coordinates;
}

std::vector<SiteRequest> sites_of(const RunPlan& plan, int population) {
    std::vector<SiteRequest> sites;
    std::copy_if(plan.recording.sites.begin(), plan.recording.sites.end(),
                 std::back_inserter(sites),
                 [&](const SiteRequest& site) { return site.population == population; });
    return sites;
}

io::View make_view(const RunPlan& plan, const engine::RecordedView& recorded) {
    io::View view;
    const std::size_t dot = recorded.population.find('.');
    view.area = recorded.population.substr(0, dot);
    view.population =
        dot == std::string::npos ? recorded.population : recorded.population.substr(dot + 1);
    view.kind = recorded.view;
    view.long_name = recorded.population + ", " + recorded.view;
    const std::vector<base::Axis>& axes = recorded.variables.front().axes;
    view.time = axes.front();
    view.axes.assign(axes.begin() + 1, axes.end());
    view.variables.clear();
    for (const base::LabelledArray& variable : recorded.variables) {
        view.variables.push_back({variable.name, variable.unit, variable.long_name});
    }
    if (recorded.view == "site") {
        const int population = plan.network.find_population(recorded.population);
        view.coordinates =
            site_coordinates(plan.network.populations[static_cast<std::size_t>(population)],
                             sites_of(plan, population));
    }
    return view;
}

/// Every factor is a coordinate of every view, under its own name.
void rename_axis(const std::string& factor, io::View& view) {
    for (base::Axis& axis : view.axes) {
        axis.name = axis.name == factor ? "preferred_" + factor : axis.name;
    }
}

}  // namespace

std::vector<io::View> make_views(const RunPlan& plan, const std::vector<Factor>& factors) {
    std::vector<io::View> views;
    for (const engine::RecordedView& recorded : engine::plan_views(plan.network, plan.recording)) {
        views.push_back(make_view(plan, recorded));
        for (const Factor& factor : factors) {
            rename_axis(factor.name, views.back());
        }
    }
    return views;
}

}  // namespace ventral::app
