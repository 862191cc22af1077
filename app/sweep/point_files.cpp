#include "app/sweep/point_files.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"
#include "sim/io/csv_read.h"
#include "sim/io/result_parts.h"

#include <array>
#include <cstdio>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kOperation = "cannot begin the sweep";
constexpr const char* kKilled = "killed";

std::string point_path(const std::string& folder, std::size_t point, const char* ending) {
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%06zu", point);
    return (fs::path(folder) / "points" / (std::string(number.data()) + ending)).string();
}

/// Shards that begin at the same time write the same: one of them is enough.
void write_plan(const std::string& path, const std::string& text) {
    try {
        io::write_file(path, text, true);
    } catch (const base::IoError&) {
        if (!fs::exists(path) || io::read_file(path) != text) {
            throw;
        }
    }
}

/// What a sweep writes for its points, and nothing else.
void remove_points(const fs::path& folder) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const std::size_t digits = name.find_first_not_of("0123456789");
        if (digits == 6 && name[6] == '.') {
            fs::remove_all(entry.path(), ignored);
        }
    }
}

}  // namespace

std::string PointFiles::plan() const {
    return (fs::path(folder_) / "sweep.yaml").string();
}

std::string PointFiles::result(std::size_t point) const {
    return point_path(folder_, point, ".h5");
}

std::string PointFiles::measures(std::size_t point) const {
    return point_path(folder_, point, ".measures.csv");
}

std::string PointFiles::fault(std::size_t point) const {
    return point_path(folder_, point, ".fault.csv");
}

void PointFiles::begin(const std::string& plan_text, bool resume, bool force) const {
    const bool is_there = fs::exists(plan());
    if (is_there && !resume && !force) {
        throw base::IoError(kOperation, folder_, "a sweep was begun there",
                            "--resume goes on with it, --force begins anew");
    }
    const bool is_same = is_there && io::read_file(plan()) == plan_text;
    if (is_there && !is_same && !force) {
        throw base::IoError(kOperation, folder_,
                            "it is another sweep's: what is varied, the experiment, the model or "
                            "the program has changed",
                            "another --folder, or --force to begin anew");
    }
    std::error_code reason;
    fs::create_directories(fs::path(folder_) / "points", reason);
    if (reason) {
        throw base::IoError(kOperation, folder_, reason.message());
    }
    if (is_there && (!resume || !is_same)) {
        remove_points(fs::path(folder_) / "points");
    }
    if (!is_same) {
        write_plan(plan(), plan_text);
    }
}

bool PointFiles::has_ended(std::size_t point) const {
    if (fs::exists(measures(point))) {
        return true;
    }
    const auto known = read_fault(point);
    return known && known->status != kKilled;
}

std::size_t PointFiles::num_known(std::size_t num_points) const {
    std::size_t known = 0;
    for (std::size_t point = 0; point < num_points; ++point) {
        known += fs::exists(measures(point)) || fs::exists(fault(point)) ? std::size_t{1} : 0;
    }
    return known;
}

void PointFiles::write_fault(std::size_t point, const PointFault& why) const {
    if (why.status != kKilled) {  // cells of a run that would fail again are of no use
        std::error_code ignored;
        fs::remove_all(io::parts_folder(result(point)), ignored);
    }
    io::write_csv(fault(point), {{"status", "reason"}, {{why.status, why.reason}}}, true);
}

std::optional<PointFault> PointFiles::read_fault(std::size_t point) const {
    if (fs::exists(measures(point)) || !fs::exists(fault(point))) {
        return std::nullopt;
    }
    const io::CsvText table = io::read_csv(fault(point));
    if (table.rows.size() != 1 || table.header.size() != 2) {
        throw base::IoError("cannot read", fault(point), "it is not a point's fault");
    }
    return PointFault{table.rows[0][0], table.rows[0][1]};
}

void PointFiles::forget_fault(std::size_t point) const {
    std::error_code ignored;
    fs::remove(fault(point), ignored);
}

}  // namespace ventral::app
