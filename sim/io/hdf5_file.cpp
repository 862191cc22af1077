#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/hdf5.h"
#include "sim/io/superblock.h"

#include <hdf5.h>

#include <filesystem>
#include <utility>

namespace ventral::io {
namespace {

/// The root group, made like all others: links in order, no times.
Handle file_plan() {
    Handle plan(H5Pcreate(H5P_FILE_CREATE));
    H5Pset_obj_track_times(plan.id(), false);
    H5Pset_link_creation_order(plan.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return plan;
}

/// Readable by HDF5 1.10 and later; files may only be closed once nothing in them is open.
Handle access_plan() {
    Handle plan(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_libver_bounds(plan.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V110);
    return plan;
}

}  // namespace

File::File(Handle file, const std::string& path) : Group(std::move(file), path, "/") {}

File File::create(const std::string& path) {
    const QuietErrors quiet;
    const Handle plan = file_plan();
    const Handle access = access_plan();
    Handle file(checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, plan.id(), access.id()),
                        "cannot create the file", path));
    return {std::move(file), path};
}

File File::create_live(const std::string& path) {
    const QuietErrors quiet;
    const Handle plan = file_plan();
    const Handle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V110, H5F_LIBVER_V110);
    Handle file(checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, plan.id(), access.id()),
                        "cannot create the file", path));
    return {std::move(file), path};
}

void File::start_live() {
    const QuietErrors quiet;
    checked(H5Fstart_swmr_write(id()), "cannot let others read", file());
}

File File::open(const std::string& path, const std::string& hint) {
    return open_mode(path, H5F_ACC_RDONLY, hint);
}

File File::open_for_writing(const std::string& path) {
    return open_mode(path, H5F_ACC_RDWR, "");
}

File File::open_mode(const std::string& path, unsigned flags, const std::string& hint) {
    const QuietErrors quiet;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        throw base::IoError("cannot open for reading", path, "there is no such file", hint);
    }
    if (!std::filesystem::is_regular_file(path, ignored)) {
        throw base::IoError("cannot open for reading", path, "it is not a file", hint);
    }
    const htri_t known = H5Fis_hdf5(path.c_str());
    if (known == 0) {
        throw base::IoError("cannot open for reading", path,
                            "it is not an HDF5 file, or its beginning was lost", hint);
    }
    if (const std::string fault = superblock_fault(path); !fault.empty()) {
        throw base::IoError("cannot open for reading", path, fault, hint);
    }
    const Handle access = access_plan();
    Handle file(
        checked(H5Fopen(path.c_str(), flags, access.id()), "cannot open for reading", path, hint));
    return {std::move(file), path};
}

void File::flush() {
    const QuietErrors quiet;
    checked(H5Fflush(id(), H5F_SCOPE_GLOBAL), "cannot write to the disk", file());
}

void File::close() {
    const QuietErrors quiet;
    flush();
    const auto open = H5Fget_obj_count(id(), H5F_OBJ_DATASET | H5F_OBJ_ATTR | H5F_OBJ_LOCAL);
    if (open > 0) {
        throw base::IoError("cannot close", file(),
                            base::str(open, " of its datasets are still open"));
    }
    if (!handle_.close()) {
        throw base::IoError("cannot close", file(), "HDF5 refused to close the file");
    }
}

}  // namespace ventral::io
