#include "sim/engine/recording.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {
namespace {

base::Axis time_axis(const ViewWindow& window) {
    base::Axis axis{"time", "s", "time from stimulus onset", {}, {}};
    const double length_ms = window.end_ms - window.begin_ms;
    const auto num = static_cast<long>(std::floor(length_ms / window.interval_ms + 1e-9)) + 1;
    for (long i = 0; i < num; ++i) {
        axis.values.push_back((window.begin_ms + static_cast<double>(i) * window.interval_ms) /
                              1000.0);
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

ViewWindow view_window(const NetworkDescription& network,
                       const RecordingPlan& plan,
                       int population,
                       const std::string& view) {
    ViewWindow window;
    window.begin_ms = plan.begin_ms;
    window.end_ms = plan.end_ms;
    window.interval_ms = view == "site"  ? plan.site_interval_ms
                         : view == "map" ? plan.map_interval_ms
                                         : plan.cube_interval_ms;
    window.grid = network.populations[static_cast<std::size_t>(population)].grid;
    for (const FieldChoice& choice : plan.fields) {
        if (choice.population != population || view == "site") {
            continue;
        }
        window.begin_ms = choice.begin_ms.value_or(window.begin_ms);
        window.end_ms = choice.end_ms.value_or(window.end_ms);
        window.interval_ms = choice.interval_ms.value_or(window.interval_ms);
        const base::Grid whole = window.grid;
        window.x = choice.x;
        window.y = choice.y;
        window.grid.nx = choice.nx > 0 ? choice.nx : whole.nx;
        window.grid.ny = choice.ny > 0 ? choice.ny : whole.ny;
        const auto centre = [&](double first_deg, int n) {
            return first_deg + 0.5 * (n - 1) * whole.spacing_deg();
        };
        if (window.grid != whole) {
            window.grid.centre_x_deg = centre(whole.x_deg(window.x), window.grid.nx);
            window.grid.centre_y_deg = centre(whole.y_deg(window.y), window.grid.ny);
        }
    }
    return window;
}

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
            view.variables.push_back(variable(
                "rate", population.rate_unit, population.name + " rate",
                {time_axis(view_window(network, plan, static_cast<int>(p), "site")), sites}));
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
        const ViewWindow window = view_window(network, plan, p, "map");
        views.push_back(
            {population.name,
             "map",
             {variable("rate", population.rate_unit, population.name + " rate, mean over channels",
                       {time_axis(window), space_axis(window.grid, true),
                        space_axis(window.grid, false)})}});
    }
    for (const int p : plan.cubes) {
        const PopulationDescription& population = network.populations[static_cast<std::size_t>(p)];
        const ViewWindow window = view_window(network, plan, p, "cube");
        std::vector<base::Axis> axes{time_axis(window)};
        for (const ChannelAxis& channel : population.axes) {
            axes.push_back({channel.name, channel.unit, channel.name,
                            channel.labels.empty() ? channel.values : std::vector<double>{},
                            channel.labels});
        }
        axes.push_back(space_axis(window.grid, true));
        axes.push_back(space_axis(window.grid, false));
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

std::size_t streaming_bytes(const std::vector<RecordedView>& views) {
    std::size_t total = 0;
    for (const RecordedView& view : views) {
        for (const base::LabelledArray& array : view.variables) {
            const std::size_t frame = array.size() / array.axes.front().size();
            total += std::min(array.size(), kStreamedValues + frame) * sizeof(float);
        }
    }
    return total;
}

}  // namespace ventral::engine
