#include "sim/config/content.h"
#include "sim/config/load.h"

#include <cstddef>
#include <unordered_map>

namespace ventral::config {
namespace {

ContentPointer merge_contents(const ContentPointer& base, const ContentPointer& overlay) {
    if (base->kind != NodeKind::Map || overlay->kind != NodeKind::Map) {
        return overlay;
    }
    auto merged = std::make_shared<NodeContent>();
    merged->kind = NodeKind::Map;
    merged->mark = overlay->mark;
    std::unordered_map<std::string, const MapEntry*> changes;
    for (const MapEntry& entry : overlay->entries) {
        changes.emplace(entry.key, &entry);
    }
    for (const MapEntry& entry : base->entries) {
        const auto change = changes.find(entry.key);
        if (change == changes.end()) {
            merged->entries.push_back(entry);
            continue;
        }
        const MapEntry& overlaid = *change->second;
        if (!is_explicit_null(*overlaid.value)) {
            merged->entries.push_back(
                {entry.key, overlaid.mark, merge_contents(entry.value, overlaid.value)});
        }
        changes.erase(change);
    }
    for (const MapEntry& entry : overlay->entries) {
        if (changes.count(entry.key) > 0) {
            merged->entries.push_back(entry);
        }
    }
    measure(*merged);
    return merged;
}

}  // namespace

Node merge(const Node& base, const Node& overlay) {
    return Node(merge_contents(base.content(), overlay.content()));
}

}  // namespace ventral::config
