#include "sim/io/result_parts.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/parts_folder.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <filesystem>

namespace ventral::io {
namespace {

namespace fs = std::filesystem;

std::string with_ending(const std::string& final_path, const std::string& ending) {
    fs::path path(final_path);
    if (path.extension() == ".h5" || path.extension() == ".nwb") {
        path.replace_extension();
    }
    return path.string() + ending;
}

void write_layout(const std::string& folder, const ResultLayout& layout) {
    AtomicFile target(layout_path(folder), true);
    File file = File::create(target.temporary_path());
    write_skeleton(file, layout);
    file.close();
    target.commit();
}

void make_folder(const std::string& folder) {
    std::error_code reason;
    fs::create_directory(folder, reason);
    if (reason || !fs::is_directory(folder)) {
        throw base::IoError("cannot make the folder of finished parts", folder, reason.message());
    }
}

/// The key under which the folder's parts were made.
std::string folder_key(const std::string& folder) {
    const File file = File::open(layout_path(folder));
    return file.has_attribute("key") ? file.text("key") : "";
}

/// True for "000012.h5" and its like, or with another ending.
bool is_part_name(const std::string& name, const std::string& ending = ".h5") {
    return name.size() >= 6 + ending.size() && name.ends_with(ending) &&
           std::min(name.find_first_not_of("0123456789"), name.size()) ==
               name.size() - ending.size();
}

std::string numbered(const std::string& folder, std::size_t index, const char* ending) {
    std::string digits = base::str(index);
    if (digits.size() < 6) {
        digits.insert(0, 6 - digits.size(), '0');
    }
    return folder + "/" + digits + ending;
}

}  // namespace

std::string parts_folder(const std::string& final_path) {
    return with_ending(final_path, ".parts");
}

std::string partial_path(const std::string& final_path) {
    return with_ending(final_path, ".partial.h5");
}

std::string lock_path(const std::string& final_path) {
    return with_ending(final_path, ".lock");
}

std::string layout_path(const std::string& folder) {
    return folder + "/layout.h5";
}

std::string part_path(const std::string& folder, std::size_t index) {
    return numbered(folder, index, ".h5");
}

std::string checkpoint_path(const std::string& folder, std::size_t index) {
    return numbered(folder, index, ".checkpoint");
}

void remove_parts(const std::string& folder) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool is_unfinished =
            name.ends_with(".tmp") && is_part_name(name.substr(0, name.find('.')), "");
        if (name == "layout.h5" || name == "layout.h5.tmp" || is_unfinished || is_part_name(name) ||
            is_part_name(name, ".checkpoint")) {
            fs::remove(entry.path(), ignored);
        }
    }
    fs::remove(folder, ignored);  // stays if somebody put something else there
}

bool holds_checkpoints(const std::string& folder) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        if (is_part_name(entry.path().filename().string(), ".checkpoint")) {
            return true;
        }
    }
    return false;
}

bool are_parts_of(const std::string& folder, const ResultLayout& layout) {
    if (!fs::exists(layout_path(folder))) {
        return false;
    }
    try {
        return folder_key(folder) == layout.key;
    } catch (const base::IoError&) {
        return false;  // broken: begin_parts() says what to do with it
    }
}

void begin_parts(const std::string& folder, const ResultLayout& layout, Existing existing) {
    validate(layout);
    if (fs::exists(folder) && existing == Existing::Refuse) {
        throw base::IoError("cannot begin the run", folder,
                            "an interrupted run left its finished parts there",
                            "--resume goes on with them, --force begins anew");
    }
    if (existing == Existing::Discard) {
        remove_parts(folder);
    }
    make_folder(folder);
    if (!fs::exists(layout_path(folder))) {
        write_layout(folder, layout);
        return;
    }
    const std::string key = folder_key(folder);
    if (key != layout.key) {
        throw base::IoError("cannot resume the run", folder,
                            "its parts belong to another run (key " + key + ", this run has " +
                                layout.key + "): the model, the experiment or an option changed",
                            "--force begins anew");
    }
}

File open_part(const std::string& path, const ResultLayout& layout, Cell& cell) {
    const std::string operation = "cannot use the finished part";
    const std::string hint = "remove it, and --resume computes it again";
    File file = File::open(path, hint);
    if (!file.has_attribute("format") || file.text("format") != kPartFormat) {
        throw base::IoError(operation, path, "it is not a part of a result", hint);
    }
    if (file.text("key") != layout.key) {
        throw base::IoError(operation, path,
                            "it belongs to another run (key " + file.text("key") +
                                ", this run has " + layout.key + ")",
                            hint);
    }
    const auto index = static_cast<std::size_t>(file.integer("index"));
    if (index >= layout.cells() ||
        fs::path(path).filename() != fs::path(part_path("", index)).filename()) {
        throw base::IoError(operation, path, "its name does not fit its content", hint);
    }
    cell = layout.cell(index);
    return file;
}

std::vector<Cell> finished_cells(const std::string& folder, const ResultLayout& layout) {
    // The folder is listed, not asked for names: a network file system remembers for a while that a
    // name was missing.
    std::vector<std::string> paths;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        if (is_part_name(entry.path().filename().string())) {
            paths.push_back(entry.path().string());
        }
    }
    std::vector<Cell> cells;
    for (const std::string& path : paths) {
        Cell cell;
        open_part(path, layout, cell);
        cells.push_back(cell);
    }
    std::sort(cells.begin(), cells.end(),
              [&](const Cell& a, const Cell& b) { return layout.index(a) < layout.index(b); });
    return cells;
}

}  // namespace ventral::io
