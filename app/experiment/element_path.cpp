#include "app/experiment/element_path.h"

#include "app/experiment/experiment_spec.h"
#include "sim/base/text.h"
#include "sim/config/spec.h"
#include "stimuli/catalogue.h"
#include "stimuli/display.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Node> find_elements(const Node& root) {
    const auto display = root.find("display");
    if (!display || !display->is_map()) {
        return std::nullopt;
    }
    const auto elements = display->find("elements");
    return elements && elements->is_map() ? elements : std::nullopt;
}

/// Keys of an element itself: when it is shown, how it moves, the names of its kinds.
std::vector<std::string> element_keys() {
    for (const config::FieldOutline& field : stimuli::display_spec().outline().fields) {
        if (field.key == "elements") {
            return field.value.item->record->keys();
        }
    }
    return {};
}

/// The kind's name as a prefix, unless the key is one of the element itself.
std::string kind_prefix(const Node& element, const std::string& key) {
    if (!element.is_map() || element.has(key) || contains(element_keys(), key)) {
        return "";
    }
    for (const stimuli::KindEntry& kind : stimuli::element_kinds()) {
        if (element.has(kind.name)) {
            return kind.name + ".";
        }
    }
    return "";
}

[[noreturn]] void fail_unknown(const std::string& path,
                               const std::string& first,
                               const std::vector<std::string>& names,
                               const config::Place& where) {
    throw base::ConfigError({.what = base::str("'", first,
                                               "' is neither an element of the "
                                               "display nor a key of the experiment"),
                             .file = where.file,
                             .line = where.line,
                             .column = where.column,
                             .key_path = where.key_path,
                             .got = path,
                             .allowed = base::join(names),
                             .hint = base::did_you_mean(first, names)});
}

}  // namespace

std::string expand_path(const Node& root, const std::string& path, const config::Place& where) {
    std::vector<std::string> keys = experiment_spec().outline().keys();
    const auto elements = find_elements(root);
    if (elements) {
        for (const auto& [name, element] : elements->entries()) {
            if (path.starts_with(name + ".")) {
                const std::string rest = path.substr(name.size() + 1);
                const std::string key = rest.substr(0, rest.find('.'));
                return base::str("display.elements.", name, ".", kind_prefix(element, key), rest);
            }
        }
    }
    const std::string first = path.substr(0, path.find('.'));
    if (contains(keys, first)) {
        return path;
    }
    if (elements) {
        const std::vector<std::string> names = elements->keys();
        keys.insert(keys.begin(), names.begin(), names.end());
    }
    fail_unknown(path, first, keys, where);
}

}  // namespace ventral::app
