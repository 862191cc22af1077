#include "app/provenance/provenance.h"

#include "app/experiment/experiment_spec.h"
#include "app/experiment/measures_codec.h"
#include "app/experiment/parts_spec.h"
#include "app/experiment/units.h"
#include "app/provenance/build_info.h"
#include "models/model_spec.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/config/write.h"
#include "sim/engine/simd.h"
#include "sim/io/atomic_file.h"
#include "stimuli/display.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

namespace ventral::app {

namespace {

using config::Node;

std::string hex(std::uint64_t value) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

std::string libraries_text() {
    std::vector<std::string> lines;
    for (const auto& [name, version] : library_versions()) {
        lines.push_back(name + " " + version);
    }
    return base::join(lines);
}

/// "experiment_file", "experiment_file_2", ... for the file and what it extends.
void add_sources(const std::string& what, const config::Document& document, io::TextTable& table) {
    for (std::size_t i = 0; i < document.files.size(); ++i) {
        const std::string number = i == 0 ? "" : base::str("_", i + 1);
        const std::filesystem::path path = document.files[i].path;
        table.emplace_back(what + "_name" + number, path.filename().string());
        table.emplace_back(what + "_file" + number, document.files[i].text);
    }
}

void collect_pictures(const std::vector<stimuli::Element>& elements,
                      std::map<std::string, std::string>& pictures) {
    for (const stimuli::Element& element : elements) {
        if (const auto* photograph = std::get_if<stimuli::Photograph>(&element.kind)) {
            pictures[photograph->file] = "";
        } else if (const auto* group = std::get_if<stimuli::Group>(&element.kind)) {
            collect_pictures(group->elements, pictures);
        } else if (const auto* sequence = std::get_if<stimuli::Sequence>(&element.kind)) {
            collect_pictures(sequence->items, pictures);
        }
    }
}

/// One line per file of pictures or features: its name and the hash of its content.
std::string pictures_text(const std::vector<Condition>& conditions) {
    std::map<std::string, std::string> pictures;
    for (const Condition& condition : conditions) {
        collect_pictures(condition.display.elements, pictures);
        for (const FeatureSettings& features : condition.features) {
            pictures[features.file] = "";
        }
    }
    std::string text;
    for (const auto& [path, unused] : pictures) {
        text += base::str(std::filesystem::path(path).filename().string(),
                          " fnv1a64:", hex(base::hash_name(io::read_file(path))), "\n");
    }
    return text;
}

std::string conditions_text(const std::vector<Condition>& conditions) {
    std::vector<std::pair<std::string, Node>> entries;
    for (const Condition& condition : conditions) {
        std::vector<std::pair<std::string, Node>> shown{
            {"display", stimuli::display_spec().to_node(condition.display)}};
        if (condition.place_on) {
            shown.emplace_back("place_on", place_on_spec().to_node(*condition.place_on));
        }
        if (condition.attention) {
            shown.emplace_back("attention", attention_spec().to_node(*condition.attention));
        }
        if (!condition.features.empty()) {
            shown.emplace_back("features", features_codec().write(condition.features));
        }
        entries.emplace_back(condition.label, config::make_map(shown));
    }
    return config::to_yaml_text(config::make_map(entries));
}

std::string notes_text(const RunPlan& plan, const engine::CompileReport& report) {
    std::string text =
        base::str(report.num_units, " units in ", plan.network.populations.size(), " populations, ",
                  plan.network.projections.size(), " projections\n");
    for (const std::string& note : report.notes) {
        text += note + "\n";
    }
    return text;
}

/// One line per quantity.
std::string scaled_text(const Experiment& experiment) {
    std::string text;
    for (const auto& [quantity, factor] : experiment.scaled) {
        text += base::str(quantity, ": ", base::format_number(factor), "\n");
    }
    return text;
}

/// One line per unit and quantity.
std::string measured_text(const Measurements& measured) {
    std::string text;
    for (const auto& [unit, quantities] : measured) {
        for (const auto& [name, quantity] : quantities) {
            text += base::str(unit, " ", name, ": ", base::format_number(quantity.value), " ",
                              quantity.unit, quantity.reason.empty() ? "" : ", ", quantity.reason,
                              "\n");
        }
    }
    return text;
}

/// Quotes what a shell would take apart.
std::string quoted(const std::string& word) {
    const bool is_plain =
        !word.empty() && word.find_first_of(" '\"\\$`*?[](){}<>|&;#~!\t\n") == std::string::npos;
    return is_plain ? word : "'" + word + "'";
}

}  // namespace

io::TextTable make_provenance(const LoadedExperiment& loaded,
                              const RunPlan& plan,
                              const engine::CompileReport& report,
                              const std::string& command) {
    io::TextTable table;
    table.emplace_back("program", "ventral " + program_version());
    table.emplace_back("git_revision", git_revision());
    table.emplace_back("compiler", compiler());
    table.emplace_back("libraries", libraries_text());
    table.emplace_back("instruction_set", engine::to_string(report.isa));
    table.emplace_back("command", command);
    table.emplace_back("seed", std::to_string(loaded.experiment.seed));
    table.emplace_back("scaled", scaled_text(loaded.experiment));
    table.emplace_back("notes", base::join(loaded.experiment.notes, "\n"));
    add_sources("experiment", loaded.document, table);
    // What is measured afterwards does not make another run.
    Experiment experiment = collapse_units(loaded.experiment);
    table.emplace_back("measure", measures_text(std::exchange(experiment.measures, {})));
    experiment.quick = Node();
    table.emplace_back("experiment_resolved", experiment_spec().dump(experiment));
    add_sources("model", loaded.model, table);
    const auto spec = models::model_spec();
    table.emplace_back("model_resolved", spec.dump(spec.read(loaded.model.root)));
    table.emplace_back("conditions", conditions_text(loaded.conditions));
    table.emplace_back("measured", measured_text(loaded.measured));
    table.emplace_back("pictures", pictures_text(loaded.conditions));
    table.emplace_back("network", notes_text(plan, report));
    return table;
}

std::string repeat_command(const std::string& experiment, const Overrides& overrides) {
    std::string command = "ventral run " + quoted(experiment);
    for (const config::Assignment& assignment : overrides.assignments) {
        command += " --set " + quoted(assignment.path + "=" + assignment.value_text);
    }
    for (const std::string& variant : overrides.variants) {
        command += " --variant " + quoted(variant);
    }
    if (overrides.quick) {
        command += " --quick";
    }
    if (overrides.seed) {
        command += base::str(" --seed ", *overrides.seed);
    }
    return command;
}

config::Node load_recorded(const io::ResultLayout& layout, const std::string& key) {
    // The texts were within the limits when they were read, but are longer once resolved.
    config::Limits limits;
    limits.max_bytes = std::size_t{64} << 20U;
    limits.max_nodes = 5'000'000;
    return config::load_text(io::provenance_text(layout, key), key, limits);
}

std::string run_key(const io::TextTable& provenance) {
    // The command and the files as read may differ where what they resolve to does not.
    constexpr std::array<const char*, 8> kDecisive{
        "program",        "compiler",   "instruction_set", "experiment_resolved",
        "model_resolved", "conditions", "pictures",        "seed"};
    std::string text;
    for (const auto& [name, value] : provenance) {
        if (std::find(kDecisive.begin(), kDecisive.end(), name) != kDecisive.end()) {
            text += base::str(name, "\n", value.size(), "\n", value, "\n");
        }
    }
    return hex(base::hash_name(text));
}

}  // namespace ventral::app
