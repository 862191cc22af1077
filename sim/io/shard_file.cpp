#include "sim/io/shard_file.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/copy_cells.h"
#include "sim/io/copy_file.h"
#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace ventral::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOperation = "cannot merge";

/// A shard as its file tells of it.
struct Piece {
    std::string path;
    Shard shard;
    std::vector<std::size_t> cells;
};

Piece read_piece(const std::string& path, const ResultLayout& layout, const File& file) {
    const Group group = file.group("/shard");
    Piece piece{path, {}, {}};
    piece.shard.number = static_cast<std::size_t>(group.integer("number"));
    piece.shard.count = static_cast<std::size_t>(group.integer("count"));
    for (const std::int64_t cell : group.dataset("cells").read_integers()) {
        if (cell < 0 || static_cast<std::size_t>(cell) >= layout.cells()) {
            throw base::IoError(kOperation, path, "it holds a cell that the run does not have");
        }
        piece.cells.push_back(static_cast<std::size_t>(cell));
    }
    return piece;
}

Piece open_piece(const std::string& path, std::optional<ResultLayout>& first) {
    const File file = File::open(path);
    const ResultLayout layout = read_layout(file);
    if (!file.has_group("/shard")) {
        throw base::IoError(kOperation, path, "it is not a shard",
                            "shards are written by `ventral run --shard K/N`");
    }
    if (first && first->key != layout.key) {
        throw base::IoError(kOperation, path,
                            "it belongs to another run than the first file (key " + layout.key +
                                ", the first has " + first->key + ")");
    }
    if (!first) {
        first = layout;
    }
    return read_piece(path, layout, file);
}

/// Refuses shards that are missing, that stand twice, or that were cut otherwise.
void check_pieces(const std::vector<Piece>& pieces, const ResultLayout& layout) {
    const std::size_t count = pieces.front().shard.count;
    std::vector<std::string> held_by(count + 1);
    for (const Piece& piece : pieces) {
        if (piece.shard.count != count || piece.shard.number < 1 || piece.shard.number > count) {
            throw base::IoError(kOperation, piece.path,
                                base::str("it is shard ", piece.shard.number, " of ",
                                          piece.shard.count, ", the first file is one of ", count));
        }
        std::string& holder = held_by[piece.shard.number];
        if (!holder.empty()) {
            throw base::IoError(kOperation, piece.path,
                                base::str("it is shard ", piece.shard.number, ", as is ", holder));
        }
        holder = piece.path;
    }
    std::vector<std::string> missing;
    for (std::size_t number = 1; number <= count; ++number) {
        if (held_by[number].empty()) {
            missing.push_back(base::str(number, "/", count));
        }
    }
    if (!missing.empty()) {
        throw base::IoError(kOperation, pieces.front().path,
                            "shards are missing: " + base::join(missing),
                            "`ventral run ... --shard " + missing.front() + "` computes one");
    }
    std::vector<bool> is_held(layout.cells(), false);
    for (const Piece& piece : pieces) {
        for (const std::size_t cell : piece.cells) {
            if (is_held[cell]) {
                throw base::IoError(kOperation, piece.path, "it holds a cell of another shard");
            }
            is_held[cell] = true;
        }
    }
    if (std::find(is_held.begin(), is_held.end(), false) != is_held.end()) {
        throw base::IoError(kOperation, pieces.front().path,
                            "all shards are there, but not all cells");
    }
}

/// The first shard's file, and what the others hold.
void copy_all(const std::vector<Piece>& pieces,
              const ResultLayout& layout,
              const std::string& path) {
    copy_file(pieces.front().path, path, path);
    File result = File::open_for_writing(path);
    result.remove("shard");
    for (auto piece = pieces.begin() + 1; piece != pieces.end(); ++piece) {
        const File shard = File::open(piece->path);
        for (const std::size_t index : piece->cells) {
            const Cell cell = layout.cell(index);
            copy_cell(shard, cell, result, cell, layout);
        }
    }
    result.set_integer("complete", 1);
    result.close();
}

void refer_to_all(const std::vector<Piece>& pieces,
                  const ResultLayout& layout,
                  const std::string& final_path,
                  const std::string& path) {
    const fs::path folder = fs::absolute(final_path).parent_path();
    std::vector<CubeSource> sources;
    std::vector<std::string> names;
    for (const Piece& piece : pieces) {
        CubeSource source{fs::absolute(piece.path).lexically_relative(folder).string(), {}};
        for (const std::size_t cell : piece.cells) {
            source.cells.push_back(layout.cell(cell));
        }
        names.push_back(source.file);
        sources.push_back(std::move(source));
    }
    File result = File::create(path);
    write_skeleton(result, layout, sources);
    result.write_texts("shards", names);
    result.set_integer("complete", 1);
    result.close();
}

void refuse_movies(const std::vector<Piece>& pieces) {
    if (File::open(pieces.front().path).has_group("/stimulus/presentation")) {
        const File file = File::open(pieces.front().path);
        if (!file.group("/stimulus/presentation").names().empty()) {
            throw base::IoError(kOperation, pieces.front().path,
                                "the run keeps a movie of its stimuli, which no file can refer to",
                                "merge by copy, without --virtual");
        }
    }
}

}  // namespace

std::string shard_path(const std::string& final_path, const Shard& shard) {
    const fs::path path(final_path);
    const std::string name = base::str(path.stem().string(), ".shard-", shard.number, "-of-",
                                       shard.count, path.extension().string());
    return (path.parent_path() / name).string();
}

std::pair<std::size_t, std::size_t> share_of(const Shard& shard, std::size_t size) {
    // Without a product that could overflow: the first `rest` shares have one more.
    const std::size_t least = size / shard.count;
    const std::size_t rest = size % shard.count;
    const auto begin = [&](std::size_t number) {
        return (number - 1) * least + std::min(number - 1, rest);
    };
    return {begin(shard.number), begin(shard.number + 1)};
}

void merge_shards(const std::vector<std::string>& shards,
                  const std::string& final_path,
                  Merging merging,
                  bool force,
                  const std::function<void(const std::string& path)>& complete) {
    AtomicFile target(final_path, force);
    std::optional<ResultLayout> layout;
    std::vector<Piece> pieces;
    for (const std::string& path : shards) {
        pieces.push_back(open_piece(path, layout));
    }
    check_pieces(pieces, *layout);
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece& a, const Piece& b) { return a.shard.number < b.shard.number; });
    if (merging == Merging::Copy) {
        copy_all(pieces, *layout, target.temporary_path());
    } else {
        refuse_movies(pieces);
        refer_to_all(pieces, *layout, final_path, target.temporary_path());
    }
    if (complete) {
        complete(target.temporary_path());
    }
    target.commit();
}

}  // namespace ventral::io
