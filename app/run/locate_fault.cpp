#include "app/run/locate_fault.h"

#include <optional>
#include <string>
#include <utility>

namespace ventral::app {

namespace {

using config::Node;

/// Follows a dotted path as far as it leads; keys may hold dots themselves, the longest one wins.
Node follow(Node node, const std::string& path) {
    std::size_t begin = 0;
    while (begin < path.size() && node.is_map()) {
        std::optional<Node> next;
        std::size_t end = path.size();
        while (end != std::string::npos && end > begin) {
            next = node.find(path.substr(begin, end - begin));
            if (next) {
                break;
            }
            end = path.rfind('.', end - 1);
        }
        if (!next) {
            break;
        }
        node = *next;
        begin = end + 1;
    }
    return node;
}

/// "areas.V1.populations.complex.tau_ms" of "populations.V1.complex.tau_ms".
std::string model_path(const std::string& key_path) {
    const std::string prefix = "populations.";
    if (!key_path.starts_with(prefix)) {
        return key_path;
    }
    const std::string rest = key_path.substr(prefix.size());
    const std::size_t dot = rest.find('.');
    return dot == std::string::npos
               ? key_path
               : "areas." + rest.substr(0, dot) + ".populations" + rest.substr(dot);
}

}  // namespace

base::ConfigFault locate_fault(base::ConfigFault fault, const Node& experiment, const Node& model) {
    if (!fault.file.empty() || fault.key_path.empty()) {
        return fault;
    }
    for (const auto& [root, path] :
         {std::pair(experiment, fault.key_path), std::pair(model, model_path(fault.key_path))}) {
        const Node found = follow(root, path);
        if (!found.key_path().empty()) {
            const config::Place place = found.key_place();
            fault.file = place.file;
            fault.line = place.line;
            fault.column = place.column;
            fault.key_path = path;
            return fault;
        }
    }
    // Nothing of it is written: the default is at fault, and the file is all that can be named.
    fault.file = experiment.place().file;
    return fault;
}

}  // namespace ventral::app
