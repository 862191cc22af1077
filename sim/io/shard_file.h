#pragma once

/// A run in several pieces, each computed by a program of its own, perhaps on another machine, and
/// joined afterwards. A shard is a result file whose other cells are NaN (complete = 0), with what
/// it holds under /shard.

#include "sim/io/result_layout.h"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ventral::io {

/// Shard `number` of `count`, counted from 1.
struct Shard {
    std::size_t number = 1;
    std::size_t count = 1;
    bool operator==(const Shard&) const = default;
};

/// "dir/NAME.shard-2-of-3.h5" of "dir/NAME.h5".
std::string shard_path(const std::string& final_path, const Shard& shard);

/// First and one past last of the shard's share of `size` things: shares are as equal as they can
/// be, and those of all shards make up the whole.
std::pair<std::size_t, std::size_t> share_of(const Shard& shard, std::size_t size);

/// Joins the cells of a shard, all of which must be finished, from a folder of parts into its file,
/// and removes the parts.
/// @param complete adds more before the file has its name
void join_shard(const std::string& folder,
                const std::string& path,
                const Shard& shard,
                const std::vector<std::size_t>& cells,
                bool force,
                const std::function<void(const std::string& path)>& complete = {});

/// How the merged file holds the values.
enum class Merging {
    Copy,     ///< all values lie in it
    Virtual,  ///< it refers to the shards, which must stay where they are relative to it
};

/// Joins all shards of a run. base::IoError names a file that is no shard, is of another run or
/// holds what another one holds, and shards that are missing.
/// @param complete adds what depends on the whole result, before the file has its name
void merge_shards(const std::vector<std::string>& shards,
                  const std::string& final_path,
                  Merging merging,
                  bool force,
                  const std::function<void(const std::string& path)>& complete = {});

}  // namespace ventral::io
