#include "sim/config/override.h"

#include "sim/base/text.h"
#include "sim/config/content.h"
#include "sim/config/load.h"
#include "sim/config/raise.h"
#include "sim/config/scalar.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace ventral::config {
namespace {

/// One override on its way down the tree.
struct Change {
    std::vector<std::string> parts;  ///< of the path
    ContentPointer value;
    Mark mark;  ///< of a key that is added
    Place where;
    NewKeys new_keys = NewKeys::Last;
};

[[noreturn]] void fail(const Change& change,
                       const std::string& what,
                       const std::string& allowed,
                       const std::string& hint) {
    Place place = change.where;
    place.key_path = base::join(change.parts, ".");
    raise_at(place, what, Node(change.value).summary(), allowed, hint);
}

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t dot = path.find('.');
        parts.emplace_back(path.substr(0, dot));
        if (dot == std::string_view::npos) {
            return parts;
        }
        path.remove_prefix(dot + 1);
    }
}

std::string join_parts(const std::vector<std::string>& parts, std::size_t begin, std::size_t end) {
    return base::join({parts.begin() + static_cast<std::ptrdiff_t>(begin),
                       parts.begin() + static_cast<std::ptrdiff_t>(end)},
                      ".");
}

ContentPointer apply(const Change& change, const ContentPointer& content, std::size_t at);

/// Entry of the map whose key is the longest run of parts from `at` on; `end` is set behind it.
std::vector<MapEntry>::iterator find_entry(const Change& change,
                                           NodeContent& map,
                                           std::size_t at,
                                           std::size_t& end) {
    for (end = change.parts.size(); end > at; --end) {
        const std::string key = join_parts(change.parts, at, end);
        const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                        [&](const MapEntry& entry) { return entry.key == key; });
        if (found != map.entries.end()) {
            return found;
        }
    }
    return map.entries.end();
}

void add_entry(const Change& change, NodeContent& map, std::size_t at) {
    const std::string& key = change.parts[at];
    const bool is_last = at + 1 == change.parts.size();
    std::vector<std::string> keys;
    for (const MapEntry& entry : map.entries) {
        keys.push_back(entry.key);
    }
    const bool is_removal = is_explicit_null(*change.value);
    if (is_removal || (!is_last && change.new_keys == NewKeys::Last)) {
        fail(change, base::str("unknown key '", key, "'"),
             keys.empty() ? "the map is empty" : base::join(keys), base::did_you_mean(key, keys));
    }
    ContentPointer value = change.value;
    if (!is_last) {
        NodeContent inner;
        inner.kind = NodeKind::Map;
        inner.mark = change.mark;
        value = apply(change, std::make_shared<const NodeContent>(std::move(inner)), at + 1);
    }
    map.entries.push_back({key, change.mark, std::move(value)});
}

ContentPointer apply_to_map(const Change& change, NodeContent map, std::size_t at) {
    std::size_t end = 0;
    const auto entry = find_entry(change, map, at, end);
    if (entry == map.entries.end()) {
        add_entry(change, map, at);
    } else if (end < change.parts.size()) {
        entry->value = apply(change, entry->value, end);
    } else if (is_explicit_null(*change.value)) {
        map.entries.erase(entry);
    } else {
        entry->value = change.value;
        entry->mark = change.mark;
    }
    measure(map);
    return std::make_shared<const NodeContent>(std::move(map));
}

ContentPointer apply_to_list(const Change& change, NodeContent list, std::size_t at) {
    const std::string& part = change.parts[at];
    std::size_t index = 0;
    const auto result = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool is_index = result.ec == std::errc() && result.ptr == part.data() + part.size();
    if (!is_index || index >= list.elements.size()) {
        fail(change,
             base::str("'", part, "' is no element of the list '", join_parts(change.parts, 0, at),
                       "'"),
             list.elements.empty() ? "the list is empty"
                                   : base::str("0 ... ", list.elements.size() - 1),
             "");
    }
    list.elements[index] =
        at + 1 == change.parts.size() ? change.value : apply(change, list.elements[index], at + 1);
    measure(list);
    return std::make_shared<const NodeContent>(std::move(list));
}

/// A copy of the content with the change made below it; parts before `at` have led here.
ContentPointer apply(const Change& change, const ContentPointer& content, std::size_t at) {
    if (content->kind == NodeKind::Map) {
        return apply_to_map(change, *content, at);
    }
    if (content->kind == NodeKind::Sequence) {
        return apply_to_list(change, *content, at);
    }
    fail(change,
         base::str("'", join_parts(change.parts, 0, at), "' is ", kind_text(Node(content)),
                   " and holds no key '", change.parts[at], "'"),
         "", "");
}

Node apply_to_root(const Node& root, const Change& change) {
    const bool has_empty = std::any_of(change.parts.begin(), change.parts.end(),
                                       [](const auto& part) { return part.empty(); });
    if (has_empty || change.parts.size() > Limits{}.max_depth) {
        fail(change, "the path is not of the form a.b.c", "keys joined by dots", "");
    }
    return Node(apply(change, root.content(), 0));
}

/// Every mark of the content replaced: all of it was written in one place.
ContentPointer with_mark(const ContentPointer& content, const Mark& mark) {
    auto copy = std::make_shared<NodeContent>(*content);
    copy->mark = mark;
    for (ContentPointer& element : copy->elements) {
        element = with_mark(element, mark);
    }
    for (MapEntry& entry : copy->entries) {
        entry.mark = mark;
        entry.value = with_mark(entry.value, mark);
    }
    return copy;
}

}  // namespace

Assignment parse_assignment(const std::string& text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0) {
        raise_at({"--set " + text, 0, 0, ""}, "an override needs a key and a value", text,
                 "a.b.c=value", "");
    }
    return {text.substr(0, sign), text.substr(sign + 1)};
}

Node with_override(const Node& root,
                   std::string_view path,
                   std::string_view value_text,
                   NewKeys new_keys) {
    const std::string name = base::str("--set ", path, '=', value_text);
    const Mark mark{std::make_shared<const std::string>(name), 0, 0};
    const Node value = load_text(value_text, name);
    Change change;
    change.parts = split(path);
    change.value = with_mark(value.content(), mark);
    change.mark = mark;
    change.where.file = name;
    change.new_keys = new_keys;
    return apply_to_root(root, change);
}

Node with_override(const Node& root,
                   std::string_view path,
                   const Node& value,
                   const Place& where,
                   NewKeys new_keys) {
    Change change;
    change.parts = split(path);
    change.value = value.content();
    change.mark = {std::make_shared<const std::string>(where.file), where.line, where.column};
    change.where = where;
    change.new_keys = new_keys;
    return apply_to_root(root, change);
}

}  // namespace ventral::config
