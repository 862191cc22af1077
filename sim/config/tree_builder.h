#pragma once

/// Builds the tree from the parser's events and refuses what a strict file must not hold.

#include "sim/config/content.h"
#include "sim/config/load.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace ventral::config {

/// One method an event; free of yaml-cpp's types. Throws base::ConfigError.
class TreeBuilder {
public:
    explicit TreeBuilder(const Limits& limits) : limits_(limits) {}

    /// `anchor` is 0 where a value has none.
    void add_null(const Mark& mark, std::size_t anchor, bool is_written);
    void add_scalar(const Mark& mark, std::size_t anchor, const std::string& text, bool is_quoted);
    void add_alias(const Mark& mark, std::size_t anchor);
    void begin(NodeKind kind, const Mark& mark, std::size_t anchor);
    void end();
    /// Throws at the place, with the path of what is being read.
    [[noreturn]] void fail(const Mark& mark,
                           const std::string& what,
                           const std::string& got,
                           const std::string& allowed,
                           const std::string& hint) const;

    const ContentPointer& root() const { return root_; }

private:
    /// A map or list that is still open.
    struct Frame {
        std::shared_ptr<NodeContent> content;
        std::size_t anchor = 0;
        bool has_key = false;
        std::string key;
        Mark key_mark;
        std::unordered_map<std::string, int> lines;  ///< of the keys so far
    };

    bool expects_key() const;
    void add_key(const Mark& mark, const std::string& text, bool is_quoted);
    void add_value(const Mark& mark, std::size_t anchor, ContentPointer value);
    std::string path() const;

    Limits limits_;
    std::vector<Frame> open_;
    std::unordered_map<std::size_t, ContentPointer> anchors_;
    ContentPointer root_;
    bool has_aliases_ = false;
};

}  // namespace ventral::config
