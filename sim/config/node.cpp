#include "sim/config/node.h"

#include "sim/base/text.h"
#include "sim/config/content.h"
#include "sim/config/raise.h"
#include "sim/config/scalar.h"
#include "sim/config/write.h"

#include <algorithm>

namespace ventral::config {
namespace {

Place make_place(const Mark& mark, const std::string& key_path) {
    return {mark.file ? *mark.file : "", mark.line, mark.column, key_path};
}

}  // namespace

Node::Node() : content_(std::make_shared<const NodeContent>()) {}

Node::Node(std::shared_ptr<const NodeContent> content) : content_(std::move(content)) {}

Node Node::child(const std::string& key,
                 const Mark& mark,
                 std::shared_ptr<const NodeContent> content) const {
    Node node(std::move(content));
    node.key_mark_ = mark;
    node.key_path_ = join_path(key_path_, key);
    node.name_ = key;
    return node;
}

NodeKind Node::kind() const {
    return content_->kind;
}

Place Node::place() const {
    return make_place(content_->mark, key_path_);
}

Place Node::key_place() const {
    return key_mark_.file ? make_place(key_mark_, key_path_) : place();
}

Node Node::with_content(std::shared_ptr<const NodeContent> content) const {
    Node node = *this;
    node.content_ = std::move(content);
    return node;
}

std::size_t Node::size() const {
    return is_map() ? content_->entries.size() : content_->elements.size();
}

std::vector<std::string> Node::keys() const {
    require_map();
    std::vector<std::string> keys;
    for (const MapEntry& entry : content_->entries) {
        keys.push_back(entry.key);
    }
    return keys;
}

std::vector<std::pair<std::string, Node>> Node::entries() const {
    require_map();
    std::vector<std::pair<std::string, Node>> entries;
    entries.reserve(content_->entries.size());
    for (const MapEntry& entry : content_->entries) {
        entries.emplace_back(entry.key, child(entry.key, entry.mark, entry.value));
    }
    return entries;
}

std::optional<Node> Node::find(std::string_view key) const {
    require_map();
    for (const MapEntry& entry : content_->entries) {
        if (entry.key == key) {
            return child(entry.key, entry.mark, entry.value);
        }
    }
    return std::nullopt;
}

Node Node::at(std::string_view key) const {
    if (std::optional<Node> node = find(key)) {
        return *node;
    }
    Place place = key_place();
    place.key_path = join_path(key_path_, key);
    const std::string present = base::join(keys());
    raise_at(place, base::str("missing key '", key, "'"),
             present.empty() ? "an empty map" : "a map with " + present, "",
             base::did_you_mean(key, keys()));
}

std::vector<Node> Node::elements() const {
    require_sequence();
    std::vector<Node> elements;
    elements.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) {
        elements.push_back(element(i));
    }
    return elements;
}

Node Node::element(std::size_t index) const {
    require_sequence();
    if (index >= size()) {
        fail(base::str("there is no element ", index),
             size() == 0 ? "the list is empty" : base::str("0 ... ", size() - 1));
    }
    Node node = child(std::to_string(index), {}, content_->elements[index]);
    node.name_ = name_;
    return node;
}

const std::string& Node::scalar_text() const {
    static const std::string kEmpty;
    return is_scalar() ? content_->text : kEmpty;
}

bool Node::is_quoted() const {
    return content_->is_quoted;
}

std::string Node::summary(std::size_t max_length) const {
    if (is_null()) {
        return content_->text.empty() ? "nothing" : content_->text;
    }
    std::string text = is_scalar() && !is_quoted() ? content_->text : to_flow_text(*this);
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() > max_length) {
        std::size_t length = max_length;
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
            --length;  // not inside a character of several bytes
        }
        text = text.substr(0, length) + "...";
    }
    return text;
}

void Node::fail(const std::string& what,
                const std::string& allowed,
                const std::string& hint) const {
    raise_at(place(), what, summary(), allowed, hint);
}

void Node::fail_at(std::string_view key,
                   const std::string& what,
                   const std::string& allowed,
                   const std::string& hint) const {
    if (is_map()) {
        if (const std::optional<Node> node = find(key)) {
            node->fail(what, allowed, hint);
        }
    }
    Place place = key_place();
    place.key_path = join_path(key_path_, key);
    raise_at(place, what, "", allowed, hint);
}

void Node::require_map() const {
    if (is_map()) {
        return;
    }
    if (is_null() && key_path_.empty()) {
        raise_at(place(), "the file is empty", "nothing", "a map of keys", "");
    }
    std::string hint;
    if (is_null()) {
        hint = "write {} for a map without keys";
    } else if (is_scalar() && !is_quoted() && scalar_text().find(':') != std::string::npos) {
        hint = "a key needs a space after its colon: 'key: value'";
    }
    fail("expected a map, got " + kind_text(*this), "", hint);
}

void Node::require_sequence() const {
    if (!is_sequence()) {
        const bool is_value = is_scalar();
        fail("expected a list, got " + kind_text(*this), "",
             is_value ? "a list of one is written [" + summary() + "]" : "");
    }
}

bool Node::operator==(const Node& other) const {
    if (content_ == other.content_) {
        return true;
    }
    if (kind() != other.kind() || size() != other.size()) {
        return false;
    }
    switch (kind()) {
        case NodeKind::Null:
            return true;
        case NodeKind::Scalar:
            return scalar_text() == other.scalar_text() && scalar_type(*this) == scalar_type(other);
        case NodeKind::Sequence:
            return elements() == other.elements();
        case NodeKind::Map:
            break;
    }
    return entries() == other.entries();
}

std::size_t index_of_name(const Node& node,
                          const std::vector<std::string>& names,
                          std::string_view what) {
    return index_of_name(node.text(), node, names, what);
}

std::size_t index_of_name(const std::string& name,
                          const Node& node,
                          const std::vector<std::string>& names,
                          std::string_view what) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        node.fail(base::str("unknown ", what, " '", name, "'"),
                  names.empty() ? base::str("there is no ", what) : base::join(names),
                  base::did_you_mean(name, names));
    }
    return static_cast<std::size_t>(found - names.begin());
}

}  // namespace ventral::config
