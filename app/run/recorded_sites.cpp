#include "app/run/recorded_sites.h"

#include "models/read_model.h"
#include "models/unit_selection.h"
#include "sim/base/text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ventral::app {

using config::Node;
using engine::NetworkDescription;
using engine::PopulationDescription;

namespace {

/// Samples (ix, iy) of the site's electrodes, row by row from the lowest left; each once.
std::vector<std::array<int, 2>> electrode_samples(const PopulationDescription& population,
                                                  const SiteEntry& entry,
                                                  const std::array<double, 2>& default_at_deg,
                                                  const Node& node) {
    const std::array<double, 2> centre = entry.at_deg.value_or(default_at_deg);
    const ArrayEntry array = entry.array.value_or(ArrayEntry{});
    std::vector<std::array<int, 2>> samples;
    for (int row = 0; row < array.rows; ++row) {
        for (int column = 0; column < array.columns; ++column) {
            const std::array<double, 2> at{
                centre[0] + array.spacing_deg * (column - 0.5 * (array.columns - 1)),
                centre[1] + array.spacing_deg * (row - 0.5 * (array.rows - 1))};
            const auto [ix, iy] = nearest_sample(population, at, node);
            if (std::find(samples.begin(), samples.end(), std::array{ix, iy}) == samples.end()) {
                samples.push_back({ix, iy});
            }
        }
    }
    return samples;
}

}  // namespace

std::array<int, 2> nearest_sample(const PopulationDescription& population,
                                  const std::array<double, 2>& at_deg,
                                  const Node& node) {
    const base::Grid& grid = population.grid;
    const bool has_map = grid.nx > 1 || grid.ny > 1;
    if (has_map && !grid.contains(at_deg[0], at_deg[1])) {
        const auto range = [](double centre, double width) {
            return base::str(base::format_number(centre - width / 2), " ... ",
                             base::format_number(centre + width / 2));
        };
        node.fail_at("at_deg",
                     base::str("the position lies outside the field of ", population.name),
                     base::str("x ", range(grid.centre_x_deg, grid.width_deg()), " deg, y ",
                               range(grid.centre_y_deg, grid.height_deg()), " deg"));
    }
    return {grid.nearest_ix(at_deg[0]), grid.nearest_iy(at_deg[1])};
}

void add_sites(const NetworkDescription& network,
               const SiteEntry& entry,
               const std::array<double, 2>& default_at_deg,
               const Node& node,
               engine::RecordingPlan& recording) {
    const int index = models::find_population(network, entry.population, node.at("population"));
    const PopulationDescription& population = network.populations[static_cast<std::size_t>(index)];
    const std::vector<int> channels =
        models::select_channels(population, models::read_properties(entry.select));
    const std::vector<std::array<int, 2>> samples =
        electrode_samples(population, entry, default_at_deg, node);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::string electrode = samples.size() > 1 ? base::str("/e", i + 1) : "";
        for (const int channel : channels) {
            const std::string suffix =
                channels.size() > 1 ? "/" + models::describe_channel(population, channel) : "";
            recording.sites.push_back(
                {entry.name + electrode + suffix, index, {channel, samples[i][1], samples[i][0]}});
        }
    }
    std::vector<int>& with_inputs = recording.site_inputs;
    if (entry.inputs &&
        std::find(with_inputs.begin(), with_inputs.end(), index) == with_inputs.end()) {
        with_inputs.push_back(index);
    }
}

}  // namespace ventral::app
