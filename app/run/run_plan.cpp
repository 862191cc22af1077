#include "app/run/run_plan.h"

#include "app/experiment/variants.h"
#include "app/run/attention_input.h"
#include "app/run/recorded_sites.h"
#include "app/run/silent_populations.h"
#include "models/read_model.h"
#include "models/unit_selection.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ventral::app {

namespace {

using config::Node;
using engine::NetworkDescription;
using engine::PopulationDescription;

const PopulationDescription& population_at(const NetworkDescription& network, int index) {
    return network.populations[static_cast<std::size_t>(index)];
}

std::vector<int> find_populations(const NetworkDescription& network,
                                  const std::vector<std::string>& names,
                                  const Node& root,
                                  const char* key) {
    std::vector<int> found;
    if (names == std::vector<std::string>{"all"}) {
        for (std::size_t i = 0; i < network.populations.size(); ++i) {
            if (network.populations[i].input == engine::ExternalInput::None) {
                found.push_back(static_cast<int>(i));
            }
        }
        return found;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Node node = root.at("record").at(key).element(i);
        const int index = models::find_population(network, names[i], node);
        if (std::find(found.begin(), found.end(), index) != found.end()) {
            node.fail("a population stands twice", "each population once");
        }
        found.push_back(index);
    }
    return found;
}

/// Where a site was written: among the sites, or as a unit.
Node site_node(const Experiment& experiment, const Node& root, const std::string& name) {
    const auto is_named = [&](const UnitEntry& unit) { return unit.name == name; };
    const bool is_unit = std::any_of(experiment.units.begin(), experiment.units.end(), is_named);
    return is_unit ? root.at("units").at(name) : root.at("record").at("sites").at(name);
}

/// A unit is one channel at one place.
void require_single_units(const Experiment& experiment,
                          const Node& root,
                          const engine::RecordingPlan& recording) {
    for (const UnitEntry& unit : experiment.units) {
        const auto is_unit = [&](const engine::SiteRequest& site) {
            return site.name == unit.name;
        };
        if (std::none_of(recording.sites.begin(), recording.sites.end(), is_unit)) {
            root.at("units").at(unit.name).fail_at("select", "a unit must be a single one",
                                                   "properties that leave one channel");
        }
    }
}

/// First and number of the samples whose centres lie within the range.
std::array<int, 2> samples_within(const std::optional<std::array<double, 2>>& range_deg,
                                  int count,
                                  const std::function<double(int)>& position_deg,
                                  const char* key,
                                  const Node& node) {
    if (!range_deg) {
        return {0, 0};
    }
    int first = 0;
    int num = 0;
    for (int i = 0; i < count; ++i) {
        const double at = position_deg(i);
        if (at >= (*range_deg)[0] - 1e-9 && at <= (*range_deg)[1] + 1e-9) {
            first = num == 0 ? i : first;
            ++num;
        }
    }
    if (num == 0) {
        node.fail_at(key, "no sample lies within the range",
                     base::str("a range within ", base::format_number(position_deg(0)), " ... ",
                               base::format_number(position_deg(count - 1)), " deg"));
    }
    return {first, num};
}

/// The choices for single populations, each of which must be recorded.
void add_fields(const NetworkDescription& network,
                const Experiment& experiment,
                const Node& node,
                engine::RecordingPlan& recording) {
    for (const FieldEntry& field : experiment.record.fields) {
        const Node entry = node.at(field.population);
        const int index = models::find_population(network, field.population, entry);
        const auto is_recorded = [&](const std::vector<int>& populations) {
            return std::find(populations.begin(), populations.end(), index) != populations.end();
        };
        if (!is_recorded(recording.maps) && !is_recorded(recording.cubes)) {
            entry.fail("neither a map nor a cube of this population is recorded",
                       "a population of record.maps or record.cubes");
        }
        const base::Grid& grid = population_at(network, index).grid;
        const auto [x, nx] = samples_within(
            field.x_deg, grid.nx, [&](int i) { return grid.x_deg(i); }, "x_deg", entry);
        const auto [y, ny] = samples_within(
            field.y_deg, grid.ny, [&](int i) { return grid.y_deg(i); }, "y_deg", entry);
        recording.fields.push_back(
            {index, field.from_ms, field.until_ms, field.interval_ms, x, y, nx, ny});
        const double from_ms = field.from_ms.value_or(recording.begin_ms);
        const double until_ms = field.until_ms.value_or(recording.end_ms);
        if (from_ms < recording.begin_ms || until_ms > recording.end_ms || from_ms > until_ms) {
            entry.fail(
                "the time does not lie within what is recorded",
                base::str(base::format_number(recording.begin_ms),
                          " <= from_ms <= until_ms <= ", base::format_number(recording.end_ms)));
        }
    }
}

engine::RecordingPlan make_recording(const LoadedExperiment& loaded,
                                     const NetworkDescription& network) {
    const Experiment& experiment = loaded.experiment;
    const Node& root = loaded.document.root;
    engine::RecordingPlan recording;
    const double begin_ms = -experiment.time.baseline_ms;
    recording.begin_ms = experiment.record.from_ms.value_or(begin_ms);
    recording.end_ms = experiment.record.until_ms.value_or(experiment.time.duration_ms);
    if (recording.begin_ms < begin_ms || recording.end_ms > experiment.time.duration_ms ||
        recording.begin_ms > recording.end_ms) {
        root.at("record").fail(
            "the recording does not lie within the run",
            base::str(base::format_number(begin_ms), " <= from_ms <= until_ms <= ",
                      base::format_number(experiment.time.duration_ms)));
    }
    recording.site_interval_ms = experiment.record.site_interval_ms;
    recording.map_interval_ms = experiment.record.map_interval_ms;
    recording.cube_interval_ms = experiment.record.cube_interval_ms;
    recording.maps = find_populations(network, experiment.record.maps, root, "maps");
    recording.cubes = find_populations(network, experiment.record.cubes, root, "cubes");
    if (!experiment.record.fields.empty()) {
        add_fields(network, experiment, root.at("record").at("fields"), recording);
    }
    const stimuli::Placement placement = make_placement(network, experiment.place_on, root);
    for (const SiteEntry& entry : experiment.record.sites) {
        add_sites(network, entry, {placement.x_deg, placement.y_deg},
                  site_node(experiment, root, entry.name), recording);
    }
    require_single_units(experiment, root, recording);
    if (recording.sites.empty() && recording.maps.empty() && recording.cubes.empty()) {
        root.fail_at("record", "nothing is recorded", "sites, maps or cubes");
    }
    return recording;
}

/// Where a variant was written, if it was written as a map.
Node variant_node(const Node& root, const std::string& name) {
    const auto variants = root.find("variants");
    const auto node = variants && variants->is_map() ? variants->find(name) : std::nullopt;
    return node.value_or(Node());
}

}  // namespace

stimuli::Placement make_placement(const NetworkDescription& network,
                                  const std::optional<PlaceOn>& place_on,
                                  const Node& root) {
    if (!place_on) {
        return {};
    }
    const Node node = root.at("place_on");
    const int index = models::find_population(network, place_on->population, node.at("population"));
    const PopulationDescription& population = population_at(network, index);
    models::select_channels(population, models::read_properties(place_on->select));
    const auto [ix, iy] = nearest_sample(population, place_on->at_deg, node);
    return {population.grid.x_deg(ix), population.grid.y_deg(iy), place_on->rotation_deg};
}

RunPlan make_run_plan(const LoadedExperiment& loaded) {
    RunPlan plan;
    plan.network = models::read_network(loaded.model.root);
    plan.solver = loaded.experiment.time.settings();
    plan.schedule = {loaded.experiment.time.begin_ms(), loaded.experiment.time.duration_ms};
    for (const VariantDefinition& definition : loaded.experiment.variants) {
        plan.variants.push_back(bind_variant(definition, plan.network,
                                             variant_node(loaded.document.root, definition.name)));
    }
    for (const Condition& condition : loaded.conditions) {
        plan.placements.push_back(make_placement(plan.network, condition.place_on, condition.root));
        plan.attention_channels.emplace_back();
        if (condition.attention) {
            plan.attention_channels.back() = attention_channels(*condition.attention, plan.network,
                                                                condition.root.at("attention"));
        }
        plan.features.emplace_back();
        if (!condition.features.empty()) {
            plan.features.back() =
                read_features(condition.features, plan.network, condition.root.at("features"));
        }
    }
    silence_unattended(loaded, plan);
    plan.recording = make_recording(loaded, plan.network);
    return plan;
}

stimuli::DisplayInput make_display(const LoadedExperiment& loaded,
                                   const RunPlan& plan,
                                   std::size_t condition) {
    return {loaded.conditions[condition].display, loaded.experiment.seed,
            plan.placements[condition]};
}

}  // namespace ventral::app
