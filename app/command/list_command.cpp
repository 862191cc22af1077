#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/experiment/variants.h"
#include "app/terminal/table.h"
#include "models/read_model.h"
#include "sim/config/load.h"
#include "stimuli/catalogue.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace ventral::app {

namespace {

struct Entry {
    std::string name;
    std::string text;
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
            entries.push_back({kind.name, kind.doc});
        }
    } else {
        for (const std::string& name : builtin_variants()) {
            entries.push_back({name, describe_builtin(name)});
        }
    }
    return entries;
}

}  // namespace

base::ExitCode list_command(const CommonOptions& common, const ListOptions& options) {
    const std::vector<Entry> entries = list_entries(options.what, search_paths(common));
    if (common.json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Entry& entry : entries) {
            list.push_back({{"name", entry.name}, {"doc", entry.text}});
        }
        print_json(list);
        return base::ExitCode::Good;
    }
    TextGrid table;
    table.columns = {{"name"}, {"what it is"}};
    for (const Entry& entry : entries) {
        table.rows.push_back({entry.name, entry.text});
    }
    print(format_table(table));
    return base::ExitCode::Good;
}

}  // namespace ventral::app
