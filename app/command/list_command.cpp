#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/experiment/variants.h"
#include "app/terminal/table.h"
#include "models/read_model.h"
#include "sim/base/text.h"
#include "sim/config/load.h"
#include "stimuli/catalogue.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace ventral::app {

namespace {

struct Entry {
    std::string name;
    std::string text;
    std::vector<stimuli::ParameterEntry> parameters{};  ///< of a kind of element
};

/// The text under a key of a file's root, in one line.
std::string text_of(const std::function<config::Node()>& load, const std::string& key) {
    try {
        const config::Node root = load();
        const auto value = root.is_map() ? root.find(key) : std::nullopt;
        std::string text = value ? value->scalar_text() : "";
        for (char& letter : text) {
            letter = letter == '\n' ? ' ' : letter;
        }
        return text;
    } catch (const base::Error&) {
        return "(cannot be read: see `ventral validate`)";
    }
}

std::vector<Entry> list_entries(const std::string& what, const SearchPaths& paths) {
    std::vector<Entry> entries;
    if (what == "models") {
        for (const std::string& name : models::list_models({paths.models})) {
            const auto load = [&] { return models::load_model(name, {paths.models}).root; };
            entries.push_back({name, text_of(load, "doc")});
        }
    } else if (what == "experiments") {
        for (const std::string& name : list_experiments(paths)) {
            const auto load = [&] { return config::load_file(find_experiment(name, paths)); };
            entries.push_back({name, text_of(load, "experiment")});
        }
    } else if (what == "stimuli") {
        for (const stimuli::KindEntry& kind : stimuli::element_kinds()) {
            entries.push_back({kind.name, kind.doc, kind.parameters});
        }
    } else {
        for (const std::string& name : builtin_variants()) {
            entries.push_back({name, describe_builtin(name)});
        }
    }
    return entries;
}

/// A kind of element: what it is, and its parameters.
std::string describe_kind(const Entry& kind) {
    TextGrid table;
    table.columns = {{"parameter"}, {"unit"}, {"range"}, {"default"}, {"what it is"}};
    for (const stimuli::ParameterEntry& parameter : kind.parameters) {
        table.rows.push_back({parameter.name, parameter.unit.empty() ? "1" : parameter.unit,
                              parameter.range.empty() ? parameter.type : parameter.range,
                              parameter.is_required ? "(required)" : parameter.fallback,
                              parameter.doc});
    }
    return base::str(kind.name, ": ", kind.text, "\n\n", format_table(table), "\n");
}

nlohmann::json to_json(const Entry& entry) {
    nlohmann::json result{{"name", entry.name}, {"doc", entry.text}};
    for (const stimuli::ParameterEntry& parameter : entry.parameters) {
        result["parameters"].push_back({{"name", parameter.name},
                                        {"type", parameter.type},
                                        {"unit", parameter.unit},
                                        {"range", parameter.range},
                                        {"default", parameter.fallback},
                                        {"required", parameter.is_required},
                                        {"doc", parameter.doc}});
    }
    return result;
}

/// Keeps the entry of this name.
void choose(const std::string& item, std::vector<Entry>& entries) {
    std::vector<std::string> names;
    for (const Entry& entry : entries) {
        names.push_back(entry.name);
    }
    std::erase_if(entries, [&](const Entry& entry) { return entry.name != item; });
    if (entries.empty()) {
        throw base::ConfigError({.what = "there is nothing of this name",
                                 .file = item,
                                 .got = item,
                                 .allowed = base::join(names),
                                 .hint = base::did_you_mean(item, names)});
    }
}

}  // namespace

base::ExitCode list_command(const CommonOptions& common, const ListOptions& options) {
    std::vector<Entry> entries = list_entries(options.what, search_paths(common));
    if (!options.item.empty()) {
        choose(options.item, entries);
    }
    if (common.json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Entry& entry : entries) {
            list.push_back(to_json(entry));
        }
        print_json(list);
        return base::ExitCode::Good;
    }
    TextGrid table;
    table.columns = {{"name"}, {"what it is"}};
    for (const Entry& entry : entries) {
        if (!entry.parameters.empty()) {
            print(describe_kind(entry));
            continue;
        }
        table.rows.push_back({entry.name, entry.text});
    }
    if (!table.rows.empty()) {
        print(format_table(table));
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
