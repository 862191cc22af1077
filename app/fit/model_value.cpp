#include "app/fit/model_value.h"

#include "sim/base/text.h"
#include "sim/config/override.h"
#include "sim/config/write.h"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace ventral::app {

namespace {

using config::Node;

std::optional<Node> find_element(const Node& list, const std::string& text) {
    std::size_t index = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), index);
    const bool is_index = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return is_index && index < list.size() ? std::optional(list.element(index)) : std::nullopt;
}

/// The value at the path; the longest key that fits wins, as in an override.
std::optional<Node> find_value(const Node& node, const std::string& path) {
    if (path.empty()) {
        return node;
    }
    for (std::size_t end = path.size(); end != std::string::npos && end > 0;
         end = path.rfind('.', end - 1)) {
        const std::string key = path.substr(0, end);
        const std::string rest = end < path.size() ? path.substr(end + 1) : "";
        const auto child = node.is_map()        ? node.find(key)
                           : node.is_sequence() ? find_element(node, key)
                                                : std::nullopt;
        if (child) {
            return find_value(*child, rest);
        }
    }
    return std::nullopt;
}

}  // namespace

double model_value(const Node& model, const std::string& path, const Node& written) {
    const auto value = find_value(model, path);
    if (!value) {
        // A path that leads nowhere is told with the nearest key.
        config::with_override(model, path, config::make_number(1), written.key_place());
        written.fail(base::str("the model file writes no value at '", path, "'"),
                     "the path of a number in the model file",
                     "a value left to its default is free once the model file writes it");
    }
    const auto number =
        value->is_scalar() ? base::parse_number(value->scalar_text()) : std::nullopt;
    if (!number || *number <= 0) {
        written.fail(base::str("'", path, "' is ", value->summary(), " in the model file"),
                     "the path of a number > 0, for the search is on a log scale");
    }
    return *number;
}

Node changed_part(const Node& before, const Node& after) {
    if (!before.is_map() || !after.is_map()) {
        return after;
    }
    std::vector<std::pair<std::string, Node>> entries;
    for (const auto& [key, value] : after.entries()) {
        const auto old = before.find(key);
        if (!old || !(*old == value)) {
            entries.emplace_back(key, old ? changed_part(*old, value) : value);
        }
    }
    return config::make_map(entries);
}

}  // namespace ventral::app
