#pragma once

/// Reading of YAML files: strictness, limits, `extends:`.

#include "sim/config/node.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::config {

/// Bounds on what a file may hold; each is refused with a message of its own.
struct Limits {
    std::size_t max_bytes = 4U << 20U;         ///< of one file
    std::size_t max_depth = 64;                ///< nested maps and lists
    std::size_t max_nodes = 200'000;           ///< values, those behind aliases counted each time
    std::size_t max_text_length = 64U << 10U;  ///< bytes of one scalar
    std::size_t max_key_length = 256;          ///< bytes of one key
    std::size_t max_extends = 16;              ///< files in one chain of `extends:`
};

/// A file as it was read, for the provenance of a result.
struct SourceFile {
    std::string path;
    std::string text;
    bool operator==(const SourceFile&) const = default;
};

/// A file with its bases merged in. `files` begins with the file itself, then its base, ...
struct Document {
    Node root;
    std::vector<SourceFile> files;
};

struct LoadOptions {
    Limits limits;
    /// Turns the text after `extends:` into a path. @param name that text; @param folder the folder
    /// of the file that writes it. Unset: a path relative to that folder.
    std::function<std::string(const std::string& name, const std::string& folder)> find_base;
};

/// Reads a file and merges it over the file its root key `extends:` names, and so on. Maps merge
/// key by key, lists and scalars replace those of the base, an explicit `null` takes a key of the
/// base away; every value keeps the place of the file that wrote it. The key `extends` is removed.
/// Throws base::IoError if the file cannot be read, base::ConfigError for everything else: syntax,
/// duplicate keys, tags, merge keys, several documents, limits, a cycle of `extends:`, a base that
/// is missing or of another `format:`.
Document load_document(const std::string& path, const LoadOptions& options = {});

/// load_document() without its sources.
Node load_file(const std::string& path, const LoadOptions& options = {});

/// Reads YAML from a string; `name` stands for the file in messages. `extends:` is left alone.
Node load_text(std::string_view text, const std::string& name, const Limits& limits = {});

/// The overlay merged over the base, by the rules of load_document().
Node merge(const Node& base, const Node& overlay);

/// Throws unless the root's key `format` is `expected`, e.g. "ventral-model/1"; says so if it is
/// another version, or another kind of file.
void check_format(const Node& root, const std::string& expected);

}  // namespace ventral::config
