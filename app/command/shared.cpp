#include "app/command/shared.h"

#include "app/provenance/build_info.h"
#include "sim/base/errors.h"
#include "sim/config/file_path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// PREFIX/share/ventral of a program in PREFIX/bin.
fs::path installed_share() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : program.parent_path().parent_path() / "share" / "ventral";
}

}  // namespace

SearchPaths search_paths(const CommonOptions& common) {
    SearchPaths paths;
    paths.models = common.model_path;
    for (const fs::path& root : {fs::path(source_folder()), installed_share()}) {
        if (!root.empty()) {
            paths.models.push_back((root / "models").string());
            paths.experiments.push_back((root / "experiments").string());
        }
    }
    for (const std::string& folder : common.allow_path) {
        config::allow_folder(folder);
    }
    return paths;
}

Overrides read_overrides(const ExperimentOptions& options) {
    Overrides overrides;
    for (const std::string& text : options.set) {
        overrides.assignments.push_back(config::parse_assignment(text));
    }
    overrides.variants = options.variants;
    overrides.seed = options.seed;
    overrides.quick = options.quick;
    return overrides;
}

io::Shard read_shard(const std::string& text) {
    io::Shard shard{0, 0};
    const char* end = text.data() + text.size();
    const auto number = std::from_chars(text.data(), end, shard.number);
    if (number.ec == std::errc() && number.ptr != end && *number.ptr == '/') {
        const auto count = std::from_chars(number.ptr + 1, end, shard.count);
        if (count.ec == std::errc() && count.ptr == end && shard.number >= 1 &&
            shard.number <= shard.count) {
            return shard;
        }
    }
    throw base::ConfigError({.what = "a shard is a number and how many there are",
                             .file = "--shard",
                             .got = text,
                             .allowed = "K/N with 1 <= K <= N",
                             .hint = "--shard 2/8"});
}

std::string with_suffix(const std::string& path, const std::string& suffix) {
    return fs::path(path).replace_extension(suffix).string();
}

std::string file_stem(const std::string& name) {
    std::string stem = fs::path(name).replace_extension().generic_string();
    std::replace(stem.begin(), stem.end(), '/', '-');
    stem.erase(0, stem.find_first_not_of(".-"));
    return stem;
}

void print(const std::string& text) {
    const bool is_written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    if (!is_written) {
        throw base::IoError("cannot write to", "standard output", std::strerror(errno));
    }
}

void print_json(const nlohmann::json& value) {
    print(value.dump(2) + "\n");
}

nlohmann::json json_number(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

}  // namespace ventral::app
