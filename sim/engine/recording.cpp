#include "sim/engine/recording.h"

#include <cmath>

namespace ventral::engine {
namespace {

base::Axis time_axis(double begin_ms, double end_ms, double interval_ms) {
    base::Axis axis{"time", "s", "time from stimulus onset", {}, {}};
    const auto num = static_cast<long>(std::floor((end_ms - begin_ms) / interval_ms + 1e-9)) + 1;
    for (long i = 0; i < num; ++i) {
        axis.values.push_back((begin_ms + static_cast<double>(i) * interval_ms) / 1000.0);
    }
    return axis;
}

base::Axis space_axis(const base::Grid& grid, bool vertical) {
    base::Axis axis{vertical ? "y" : "x", "degree", "", {}, {}};
    axis.long_name = vertical ? "vertical visual angle, up" : "horizontal visual angle, right";
    const int n = vertical ? grid.ny : grid.nx;
    for (int i = 0; i < n; ++i) {
        axis.values.push_back(vertical ? grid.y_deg(i) : grid.x_deg(i));
    }
    return axis;
}

base::LabelledArray variable(const std::string& name,
                             const std::string& unit,
                             const std::string& long_name,
                             std::vector<base::Axis> axes) {
    return {name, unit, long_name, std::move(axes), {}};
}

void add_input_variables(RecordedView& view) {
    const std::vector<base::Axis> axes = view.variables.front().axes;
    for (const char* source : {"feedforward", "local", "lateral", "feedback"}) {
        view.variables.push_back(variable(std::string("input_") + source, "1",
                                          std::string("summed ") + source + " drive", axes));
    }
    view.variables.push_back(variable("input_modulating", "1", "product of gains, minus 1", axes));
    view.variables.push_back(variable("input_normalizing", "1", "summed divisive input", axes));
}

}  // namespace

std::vector<RecordedView> plan_views(const NetworkDescription& network, const RecordingPlan& plan) {
    std::vector<RecordedView> views;
    for (std::size_t p = 0; p < network.populations.size(); ++p) {
        const PopulationDescription& population = network.populations[p];
        base::Axis sites{"site", "", "recorded unit", {}, {}};
        for (const SiteRequest& site : plan.sites) {
            if (site.population == static_cast<int>(p)) {
                sites.labels.push_back(site.name);
            }
        }
        if (!sites.labels.empty()) {
            RecordedView view{population.name, "site", {}};
            view.variables.push_back(
                variable("rate", population.rate_unit, population.name + " rate",
                         {time_axis(plan.begin_ms, plan.end_ms, plan.site_interval_ms), sites}));
            for (const int with_inputs : plan.site_inputs) {
                if (with_inputs == static_cast<int>(p)) {
                    add_input_variables(view);
                    break;
                }
            }
            views.push_back(std::move(view));
        }
    }
    for (const int p : plan.maps) {
        const PopulationDescription& population = network.populations[static_cast<std::size_t>(p)];
        views.push_back(
            {population.name,
             "map",
             {variable("rate", population.rate_unit, population.name + " rate, mean over channels",
                       {time_axis(plan.begin_ms, plan.end_ms, plan.map_interval_ms),
                        space_axis(population.grid, true), space_axis(population.grid, false)})}});
    }
    for (const int p : plan.cubes) {
        const PopulationDescription& population = network.populations[static_cast<std::size_t>(p)];
        std::vector<base::Axis> axes{time_axis(plan.begin_ms, plan.end_ms, plan.cube_interval_ms)};
        for (const ChannelAxis& channel : population.axes) {
            axes.push_back({channel.name, channel.unit, channel.name,
                            channel.labels.empty() ? channel.values : std::vector<double>{},
                            channel.labels});
        }
        axes.push_back(space_axis(population.grid, true));
        axes.push_back(space_axis(population.grid, false));
        views.push_back(
            {population.name,
             "cube",
             {variable("rate", population.rate_unit, population.name + " rate", std::move(axes))}});
    }
    return views;
}

std::size_t recording_bytes(const std::vector<RecordedView>& views) {
    std::size_t total = 0;
    for (const RecordedView& view : views) {
        for (const base::LabelledArray& array : view.variables) {
            total += array.size() * sizeof(float);
        }
    }
    return total;
}

}  // namespace ventral::engine
