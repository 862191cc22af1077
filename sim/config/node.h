#pragma once

/// An immutable YAML value that knows where it was written. Every fault found in it becomes a
/// base::ConfigError with file, line, column and key path.

#include "sim/base/errors.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ventral::config {

/// Where a value or a key was written.
struct Place {
    std::string file;      ///< as the user named it, or "--set a.b=c"
    int line = 0;          ///< 1-based; 0: unknown
    int column = 0;        ///< 1-based; 0: unknown
    std::string key_path;  ///< "populations.V1.tau_ms"; list elements by index: "at_deg.0"
    bool operator==(const Place&) const = default;
};

/// Line and column in a file; what Place is made of.
struct Mark {
    std::shared_ptr<const std::string> file;  ///< shared by all nodes of a file
    int line = 0;
    int column = 0;
};

enum class NodeKind { Null, Scalar, Sequence, Map };

struct NodeContent;

/// A value of a configuration file. Cheap to copy: copies, aliases and merged files share one
/// immutable content (hence the shared_ptr), while each copy knows its own key path.
///
/// Scalars are read strictly, as YAML 1.2 writes them and no other way:
///   number   decimal, finite: 1, -0.5, .5, 1e3; not 010, 0x1F, 1_000, 1,5, nan, "1", 10 ms
///   integer  decimal: 0, -12; not 010, 1e3, 3.0, "3"
///   boolean  true, false; not yes, no, on, off, True, "true"
///   text     anything else; what YAML reads as a number, a boolean or null needs quotes
class Node {
public:
    Node();  ///< null, without a place
    /// The root of a tree.
    explicit Node(std::shared_ptr<const NodeContent> content);

    NodeKind kind() const;
    bool is_null() const { return kind() == NodeKind::Null; }
    bool is_scalar() const { return kind() == NodeKind::Scalar; }
    bool is_sequence() const { return kind() == NodeKind::Sequence; }
    bool is_map() const { return kind() == NodeKind::Map; }

    /// Where the value begins.
    Place place() const;
    /// Where the key before the value stands; place() if the value has no key.
    Place key_place() const;
    /// Dotted path from the root; empty for the root.
    const std::string& key_path() const { return key_path_; }
    /// The last map key on the path ("at_deg" for "at_deg.0"); empty for the root.
    const std::string& name() const { return name_; }

    /// Number of keys or elements; 0 for a scalar and for null.
    std::size_t size() const;
    /// The keys of a map in the order of the file; throws if this is no map.
    std::vector<std::string> keys() const;
    /// Keys and values of a map in the order of the file; throws if this is no map.
    std::vector<std::pair<std::string, Node>> entries() const;
    bool has(std::string_view key) const { return find(key).has_value(); }
    /// The value under the key, or nothing; throws if this is no map.
    std::optional<Node> find(std::string_view key) const;
    /// The value under the key; a missing key throws with the place of this map.
    Node at(std::string_view key) const;
    /// The elements of a sequence; throws if this is none.
    std::vector<Node> elements() const;
    /// One element of a sequence; throws if there is none.
    Node element(std::size_t index) const;

    double number() const;                   ///< finite
    double number_or_infinity() const;       ///< also .inf and -.inf
    std::int64_t integer() const;            ///< within 64 bits
    std::uint64_t unsigned_integer() const;  ///< 0 ... 2^64 - 1
    bool boolean() const;                    ///< true or false
    std::string text() const;                ///< text that YAML does not read as another type
    /// The scalar as written, without its quotes; empty for what is no scalar.
    const std::string& scalar_text() const;
    /// True for a scalar written in quotes or as a block.
    bool is_quoted() const;

    /// The value in one line as a message quotes it, cut after `max_length` characters.
    std::string summary(std::size_t max_length = 60) const;
    /// Throws base::ConfigError at this value, with its text as `got`.
    [[noreturn]] void fail(const std::string& what,
                           const std::string& allowed = "",
                           const std::string& hint = "") const;
    /// As fail(), at the value under `key` if this map has one, else at this map.
    [[noreturn]] void fail_at(std::string_view key,
                              const std::string& what,
                              const std::string& allowed = "",
                              const std::string& hint = "") const;
    /// Throws unless this is a map; a null root says that the file is empty.
    void require_map() const;
    /// Throws unless this is a sequence.
    void require_sequence() const;

    /// Equal values, wherever they are written.
    bool operator==(const Node& other) const;

    /// The shared content; for the reader and the writer of this folder.
    const std::shared_ptr<const NodeContent>& content() const { return content_; }
    /// Another content at the same key path; for the reader of this folder.
    Node with_content(std::shared_ptr<const NodeContent> content) const;

private:
    Node child(const std::string& key,
               const Mark& mark,
               std::shared_ptr<const NodeContent> content) const;

    std::shared_ptr<const NodeContent> content_;
    Mark key_mark_;
    std::string key_path_;
    std::string name_;
};

/// Index of the name that this node writes among `names`; a dangling one throws, with the nearest
/// name and the list. @param what what is named, e.g. "population".
std::size_t index_of_name(const Node& node,
                          const std::vector<std::string>& names,
                          std::string_view what);

/// As index_of_name() for a name that was read before; `node` is where it was written.
std::size_t index_of_name(const std::string& name,
                          const Node& node,
                          const std::vector<std::string>& names,
                          std::string_view what);

}  // namespace ventral::config
