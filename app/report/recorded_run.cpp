#include "app/report/recorded_run.h"

#include "app/experiment/experiment_spec.h"
#include "app/experiment/parts_spec.h"
#include "app/experiment/variants.h"
#include "app/provenance/provenance.h"
#include "app/run/run_plan.h"
#include "models/read_model.h"
#include "sim/base/errors.h"

namespace ventral::app {

namespace {

void read_network(const io::ResultLayout& layout,
                  const config::Node& experiment,
                  RecordedRun& run) {
    run.network = models::read_network(load_recorded(layout, "model_resolved"));
    for (const VariantDefinition& definition : variants_codec().read(experiment.at("variants"))) {
        run.variants.push_back(bind_variant(definition, *run.network, config::Node()));
    }
}

}  // namespace

RecordedRun read_recorded_run(const io::ResultLayout& layout) {
    RecordedRun run;
    try {
        const config::Node experiment = load_recorded(layout, "experiment_resolved");
        const auto text = [&](const char* key) {
            const auto node = experiment.find(key);
            return node ? node->scalar_text() : std::string();
        };
        run.cites = text("cites");
        run.model = text("model");
        run.seed = experiment.at("seed").unsigned_integer();
        read_network(layout, experiment, run);
    } catch (const base::Error& error) {
        run.network.reset();
        run.variants.clear();
        run.network_fault = error.what();
    }
    return run;
}

std::vector<RecordedDisplay> read_displays(const io::ResultLayout& layout,
                                           const engine::NetworkDescription& network,
                                           const std::vector<std::string>& conditions) {
    const config::Node root = load_recorded(layout, "conditions");
    std::vector<RecordedDisplay> displays;
    for (const std::string& label : conditions) {
        const config::Node node = root.at(label);
        std::optional<PlaceOn> place_on;
        if (const auto placed = node.find("place_on")) {
            place_on = place_on_spec().read(*placed);
        }
        displays.push_back(
            {stimuli::read_display(node.at("display")), make_placement(network, place_on, node)});
    }
    return displays;
}

}  // namespace ventral::app
