#include "sim/config/load.h"

#include "sim/base/text.h"
#include "sim/config/content.h"
#include "sim/config/file_path.h"
#include "sim/config/parse.h"
#include "sim/config/source_text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace ventral::config {
namespace {

namespace fs = std::filesystem;

/// A file of the chain, and where the one before it asked for it.
struct Link {
    Node root;
    std::string path;
};

/// The text of the file, at most one byte more than the limit; nothing and a reason if it cannot
/// be read.
std::optional<std::string> read_bytes(const std::string& path,
                                      std::size_t max_bytes,
                                      std::string& reason) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
        reason = "it is a folder";
        return std::nullopt;
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        reason = errno != 0 ? std::strerror(errno) : "it cannot be opened";
        return std::nullopt;
    }
    std::string text(max_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) {
        reason = "it cannot be read to its end";
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

std::string canonical(const std::string& path) {
    std::error_code error;
    const fs::path full = fs::weakly_canonical(path, error);
    return error ? path : full.string();
}

std::string path_of_base(const Node& extends, const std::string& path, const LoadOptions& options) {
    const fs::path folder = fs::path(path).parent_path();
    const std::string name = extends.text();
    if (name.empty()) {
        extends.fail("the name of the base is empty", "a path relative to this file");
    }
    return options.find_base ? options.find_base(name, folder.string()) : (folder / name).string();
}

void refuse_cycle(const Node& extends,
                  const std::string& base,
                  const std::vector<Link>& chain,
                  const Limits& limits) {
    std::vector<std::string> paths;
    bool is_cycle = false;
    for (const Link& link : chain) {
        paths.push_back(link.path);
        is_cycle = is_cycle || canonical(link.path) == canonical(base);
    }
    if (is_cycle) {
        paths.push_back(base);
        extends.fail("'extends' leads back to a file that it began with", "",
                     base::join(paths, " -> "));
    }
    if (chain.size() >= limits.max_extends) {
        extends.fail("the chain of 'extends' is too long",
                     base::str("at most ", limits.max_extends, " files"));
    }
}

/// The bases must be of the format of the file that extends them.
void check_same_format(const Node& extends, const Node& derived, const Link& base) {
    const auto own = derived.find("format");
    const auto other = base.root.is_map() ? base.root.find("format") : std::nullopt;
    if (own && other && !(*own == *other)) {
        extends.fail("the base is a file of another format", own->summary(),
                     base.path + " is " + other->summary());
    }
}

Node without_key(const Node& root, std::string_view key) {
    auto content = std::make_shared<NodeContent>(*root.content());
    std::erase_if(content->entries, [&](const MapEntry& entry) { return entry.key == key; });
    return Node(std::move(content));
}

/// Follows `extends:` from the first link, which is read; fills the chain and the sources.
void follow_bases(std::vector<Link>& chain, Document& document, const LoadOptions& options) {
    for (;;) {
        const Link& last = chain.back();
        const auto extends = last.root.is_map() ? last.root.find("extends") : std::nullopt;
        if (!extends) {
            return;
        }
        Link base;
        base.path = path_of_base(*extends, last.path, options);
        require_allowed(*extends, base.path);
        refuse_cycle(*extends, base.path, chain, options.limits);
        std::string reason;
        auto text = read_bytes(base.path, options.limits.max_bytes, reason);
        if (!text) {
            extends->fail("the file to extend cannot be read", "",
                          base.path + ": " + reason + "; the path is relative to this file");
        }
        base.root = load_text(*text, base.path, options.limits);
        base.root.require_map();
        check_same_format(*extends, last.root, base);
        document.files.push_back({base.path, std::move(*text)});
        chain.push_back(std::move(base));
    }
}

}  // namespace

Node load_text(std::string_view text, const std::string& name, const Limits& limits) {
    return Node(parse_yaml(text, name, limits));
}

Document load_document(const std::string& path, const LoadOptions& options) {
    std::string reason;
    auto text = read_bytes(path, options.limits.max_bytes, reason);
    if (!text) {
        throw base::IoError("cannot read the file", path, reason);
    }
    Document document;
    std::vector<Link> chain = {{load_text(*text, path, options.limits), path}};
    document.files.push_back({path, std::move(*text)});
    follow_bases(chain, document, options);
    document.root = chain.back().root;
    for (std::size_t i = chain.size() - 1; i-- > 0;) {
        document.root = merge(document.root, chain[i].root);
    }
    if (chain.size() > 1) {
        document.root = without_key(document.root, "extends");
    }
    return document;
}

Node load_file(const std::string& path, const LoadOptions& options) {
    return load_document(path, options).root;
}

}  // namespace ventral::config
