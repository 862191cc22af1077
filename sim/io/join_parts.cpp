#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/copy_cells.h"
#include "sim/io/copy_file.h"
#include "sim/io/file_lock.h"
#include "sim/io/parts_folder.h"
#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"
#include "sim/io/shard_file.h"

#include <filesystem>
#include <numeric>

namespace ventral::io {
namespace {

namespace fs = std::filesystem;

ResultLayout folder_layout(const std::string& folder) {
    const File file = File::open(layout_path(folder));
    return read_layout(file);
}

void refuse_missing(const std::string& folder,
                    const ResultLayout& layout,
                    const std::vector<std::size_t>& cells) {
    for (const std::size_t index : cells) {
        if (!fs::exists(part_path(folder, index))) {
            const Cell cell = layout.cell(index);
            throw base::IoError("cannot join the finished parts", folder,
                                base::str("variant '", layout.variants[cell.variant],
                                          "', condition '", layout.conditions[cell.condition],
                                          "', trial ", cell.trial, " is not finished"),
                                "--resume computes what is missing");
        }
    }
}

void join(const std::string& folder,
          const ResultLayout& layout,
          const std::string& path,
          bool force,
          const TextTable& late,
          const std::function<void(const std::string&)>& complete = {}) {
    AtomicFile target(path, force);
    copy_file(layout_path(folder), target.temporary_path(), path);
    File result = File::open_for_writing(target.temporary_path());
    std::size_t finished = 0;
    for (std::size_t index = 0; index < layout.cells(); ++index) {
        const std::string part = part_path(folder, index);
        if (fs::exists(part)) {
            Cell cell;
            const File file = open_part(part, layout, cell);
            copy_cell(file, {0, 0, 0}, result, cell, layout);
            ++finished;
        }
    }
    result.set_integer("complete", finished == layout.cells() ? 1 : 0);
    add_provenance(result, late);
    result.close();
    if (complete) {
        complete(target.temporary_path());
    }
    target.commit();
}

/// What a run needs until its result has its name.
void clear_away(const std::string& folder, const std::string& final_path) {
    remove_parts(folder);
    std::error_code ignored;
    fs::remove(partial_path(final_path), ignored);
}

}  // namespace

void join_parts(const std::string& folder,
                const std::string& final_path,
                bool force,
                const TextTable& late,
                const std::function<void(const std::string& path)>& complete) {
    const ResultLayout layout = folder_layout(folder);
    std::vector<std::size_t> cells(layout.cells());
    std::iota(cells.begin(), cells.end(), std::size_t{0});
    refuse_missing(folder, layout, cells);
    join(folder, layout, final_path, force, late, complete);
    clear_away(folder, final_path);
}

void remove_leftovers(const std::string& final_path) {
    const std::string folder = parts_folder(final_path);
    if (!fs::exists(folder) && !fs::exists(lock_path(final_path))) {
        return;
    }
    const FileLock lock(final_path);
    clear_away(folder, final_path);
}

void join_shard(const std::string& folder,
                const std::string& path,
                const Shard& shard,
                const std::vector<std::size_t>& cells,
                bool force,
                const std::function<void(const std::string& path)>& complete) {
    const ResultLayout layout = folder_layout(folder);
    refuse_missing(folder, layout, cells);
    join(folder, layout, path, force, {}, [&](const std::string& written) {
        if (complete) {
            complete(written);
        }
        File file = File::open_for_writing(written);
        {
            Group group = file.require_group("shard");
            group.set_integer("number", static_cast<std::int64_t>(shard.number));
            group.set_integer("count", static_cast<std::int64_t>(shard.count));
            const std::vector<std::int64_t> held(cells.begin(), cells.end());
            group.create_dataset("cells", Element::Int64, {held.size()}).write(held);
        }
        file.set_integer("complete", 0);
        file.close();
    });
    clear_away(folder, path);
}

std::string join_partial(const std::string& folder,
                         const std::string& final_path,
                         const TextTable& late) {
    std::string path = partial_path(final_path);
    join(folder, folder_layout(folder), path, true, late);
    return path;
}

}  // namespace ventral::io
