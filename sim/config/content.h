#pragma once

/// The inside of a Node, for the sources of this folder.

#include "sim/config/node.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ventral::config {

using ContentPointer = std::shared_ptr<const NodeContent>;

struct MapEntry {
    std::string key;
    Mark mark;  ///< of the key
    ContentPointer value;
};

struct NodeContent {
    NodeKind kind = NodeKind::Null;
    Mark mark;
    std::string text;        ///< Scalar: without quotes; Null: empty if nothing was written
    bool is_quoted = false;  ///< Scalar
    std::vector<ContentPointer> elements;  ///< Sequence
    std::vector<MapEntry> entries;         ///< Map, in the order of the file
    std::size_t num_nodes = 1;  ///< this one and all below it, those behind aliases each time
    std::size_t depth = 1;      ///< levels from here down
};

/// A null that somebody wrote out: `null` or `~`. It takes a key away when files are merged.
inline bool is_explicit_null(const NodeContent& content) {
    return content.kind == NodeKind::Null && !content.text.empty();
}

/// Sets num_nodes and depth from the values below.
inline void measure(NodeContent& content) {
    content.num_nodes = 1;
    content.depth = 1;
    const auto add = [&](const ContentPointer& value) {
        content.num_nodes += value->num_nodes;
        content.depth = std::max(content.depth, value->depth + 1);
    };
    for (const ContentPointer& element : content.elements) {
        add(element);
    }
    for (const MapEntry& entry : content.entries) {
        add(entry.value);
    }
}

}  // namespace ventral::config
