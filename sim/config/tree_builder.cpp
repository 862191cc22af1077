#include "sim/config/tree_builder.h"

#include "sim/base/text.h"
#include "sim/config/raise.h"

#include <algorithm>
#include <utility>

namespace ventral::config {

void TreeBuilder::fail(const Mark& mark,
                       const std::string& what,
                       const std::string& got,
                       const std::string& allowed,
                       const std::string& hint) const {
    raise_at({mark.file ? *mark.file : "", mark.line, mark.column, path()}, what, got, allowed,
             hint);
}

std::string TreeBuilder::path() const {
    std::vector<std::string> parts;
    for (const Frame& frame : open_) {
        if (frame.content->kind == NodeKind::Sequence) {
            parts.push_back(std::to_string(frame.content->elements.size()));
        } else if (frame.has_key) {
            parts.push_back(frame.key);
        }
    }
    return base::join(parts, ".");
}

bool TreeBuilder::expects_key() const {
    return !open_.empty() && open_.back().content->kind == NodeKind::Map && !open_.back().has_key;
}

void TreeBuilder::add_key(const Mark& mark, const std::string& text, bool is_quoted) {
    if (text.empty()) {
        fail(mark, "a key must not be empty", "\"\"", "", "");
    }
    if (text.size() > limits_.max_key_length) {
        fail(mark, "a key is too long", text.substr(0, 40) + "...",
             base::str("at most ", limits_.max_key_length, " bytes"), "");
    }
    if (text == "<<" && !is_quoted) {
        fail(mark, "merge keys are not supported", "<<", "",
             "write the keys out, or derive a file with 'extends:'");
    }
    Frame& frame = open_.back();
    frame.key = text;
    frame.key_mark = mark;
    frame.has_key = true;
    const auto [first, is_new] = frame.lines.emplace(text, mark.line);
    if (!is_new) {
        fail(mark, base::str("duplicate key '", text, "', first given in line ", first->second), "",
             "each key once", "");
    }
}

void TreeBuilder::add_value(const Mark& mark, std::size_t anchor, ContentPointer value) {
    if (open_.size() + value->depth > limits_.max_depth) {
        fail(mark, "maps and lists are nested too deeply", "",
             base::str("at most ", limits_.max_depth, " levels"), "");
    }
    if (anchor != 0) {
        anchors_[anchor] = value;
    }
    if (open_.empty()) {
        root_ = std::move(value);
        return;
    }
    Frame& frame = open_.back();
    NodeContent& parent = *frame.content;
    parent.num_nodes += value->num_nodes;
    parent.depth = std::max(parent.depth, value->depth + 1);
    if (parent.num_nodes > limits_.max_nodes) {
        fail(mark,
             has_aliases_ ? "aliases make the file too large" : "the file holds too many values",
             "",
             base::str("at most ", limits_.max_nodes, " values, those behind aliases each time"),
             "");
    }
    if (parent.kind == NodeKind::Map) {
        parent.entries.push_back({std::move(frame.key), frame.key_mark, std::move(value)});
        frame.has_key = false;
    } else {
        parent.elements.push_back(std::move(value));
    }
}

void TreeBuilder::add_null(const Mark& mark, std::size_t anchor, bool is_written) {
    if (expects_key()) {
        fail(mark, "a key must be a text", "nothing", "", "");
    }
    auto content = std::make_shared<NodeContent>();
    content->text = is_written ? "null" : "";
    const bool is_in_map = !open_.empty() && open_.back().content->kind == NodeKind::Map;
    content->mark = is_in_map && !is_written ? open_.back().key_mark : mark;
    const Mark place = content->mark;
    add_value(place, anchor, std::move(content));
}

void TreeBuilder::add_scalar(const Mark& mark,
                             std::size_t anchor,
                             const std::string& text,
                             bool is_quoted) {
    if (expects_key()) {
        add_key(mark, text, is_quoted);
        return;
    }
    if (text.size() > limits_.max_text_length) {
        fail(mark, "a text is too long", text.substr(0, 40) + "...",
             base::str("at most ", limits_.max_text_length, " bytes"), "");
    }
    auto content = std::make_shared<NodeContent>();
    content->kind = NodeKind::Scalar;
    content->mark = mark;
    content->text = text;
    content->is_quoted = is_quoted;
    add_value(mark, anchor, std::move(content));
}

void TreeBuilder::add_alias(const Mark& mark, std::size_t anchor) {
    if (expects_key()) {
        fail(mark, "a key must be a text", "an alias", "", "");
    }
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
        fail(mark, "an alias stands inside the value it names", "", "", "");
    }
    has_aliases_ = true;
    add_value(mark, 0, found->second);
}

void TreeBuilder::begin(NodeKind kind, const Mark& mark, std::size_t anchor) {
    const std::string what = kind == NodeKind::Map ? "a map" : "a list";
    if (expects_key()) {
        fail(mark, "a key must be a text", what, "",
             "[ needs its ] and { its }; quote a key that begins with one");
    }
    if (open_.size() >= limits_.max_depth) {
        fail(mark, "maps and lists are nested too deeply", "",
             base::str("at most ", limits_.max_depth, " levels"), "");
    }
    Frame frame;
    frame.content = std::make_shared<NodeContent>();
    frame.content->kind = kind;
    frame.content->mark = mark;
    frame.anchor = anchor;
    open_.push_back(std::move(frame));
}

void TreeBuilder::end() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    const Mark mark = frame.content->mark;
    add_value(mark, frame.anchor, std::move(frame.content));
}

}  // namespace ventral::config
