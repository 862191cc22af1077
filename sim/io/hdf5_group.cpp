#include "sim/base/errors.h"
#include "sim/io/hdf5.h"
#include "sim/io/hdf5_types.h"

#include <hdf5.h>

#include <limits>

namespace ventral::io {
namespace {

herr_t collect_name(hid_t, const char* name, const H5L_info_t*, void* names) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}

/// Links in the order of creation; parents made on the way.
Handle link_plan() {
    Handle plan(H5Pcreate(H5P_LINK_CREATE));
    H5Pset_create_intermediate_group(plan.id(), 1);
    H5Pset_char_encoding(plan.id(), H5T_CSET_UTF8);
    return plan;
}

Handle group_plan() {
    Handle plan(H5Pcreate(H5P_GROUP_CREATE));
    H5Pset_obj_track_times(plan.id(), false);
    H5Pset_link_creation_order(plan.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return plan;
}

Handle dataset_plan(Element element, const Storage& storage) {
    Handle plan(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_obj_track_times(plan.id(), false);
    if (!storage.chunk.empty()) {
        const std::vector<hsize_t> extents(storage.chunk.begin(), storage.chunk.end());
        H5Pset_chunk(plan.id(), static_cast<int>(extents.size()), extents.data());
        if (storage.compress) {
            H5Pset_shuffle(plan.id());
            H5Pset_deflate(plan.id(), 1);
        }
    }
    if (storage.nan_fill && (element == Element::Float32 || element == Element::Float64)) {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        H5Pset_fill_value(plan.id(), H5T_NATIVE_DOUBLE, &nan);
    }
    return plan;
}

/// H5Lexists wants every parent to exist: ask for each in turn.
bool link_exists(std::int64_t file, const std::string& path) {
    if (path == "/") {
        return true;
    }
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (H5Lexists(file, part.c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
        if (end == std::string::npos) {
            return true;
        }
    }
}

}  // namespace

std::string Group::absolute(const std::string& name) const {
    if (name.empty() || name == ".") {
        return path();
    }
    if (name.front() == '/') {
        return name;
    }
    return path() == "/" ? "/" + name : path() + "/" + name;
}

bool Group::has(const std::string& name) const {
    const QuietErrors quiet;
    return link_exists(id(), absolute(name));
}

bool Group::has_group(const std::string& name) const {
    const QuietErrors quiet;
    if (!link_exists(id(), absolute(name))) {
        return false;
    }
    const Handle object(H5Oopen(id(), absolute(name).c_str(), H5P_DEFAULT));
    return H5Iget_type(object.id()) == H5I_GROUP;
}

bool Group::has_dataset(const std::string& name) const {
    const QuietErrors quiet;
    if (!link_exists(id(), absolute(name))) {
        return false;
    }
    const Handle object(H5Oopen(id(), absolute(name).c_str(), H5P_DEFAULT));
    return H5Iget_type(object.id()) == H5I_DATASET;
}

std::vector<std::string> Group::names() const {
    const QuietErrors quiet;
    std::vector<std::string> found;
    if (H5Literate(id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, collect_name, &found) < 0) {
        found.clear();
        H5Eclear2(H5E_DEFAULT);
        checked(H5Literate(id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_name, &found),
                saying("list"), file());
    }
    return found;
}

void Group::remove(const std::string& name) {
    if (has(name)) {
        const QuietErrors quiet;
        checked(H5Ldelete(id(), absolute(name).c_str(), H5P_DEFAULT), saying("remove", name),
                file());
    }
}

Group Group::require_group(const std::string& name) {
    if (has_group(name)) {
        return group(name);
    }
    const QuietErrors quiet;
    const std::string target = absolute(name);
    // Parents that HDF5 makes by itself would not keep the order of their links.
    const std::size_t slash = target.rfind('/');
    if (slash > 0) {
        require_group(target.substr(0, slash));
    }
    const Handle links = link_plan();
    const Handle plan = group_plan();
    Handle made(checked(H5Gcreate2(id(), target.c_str(), links.id(), plan.id(), H5P_DEFAULT),
                        saying("create group", target), file()));
    return {std::move(made), file(), target};
}

Group Group::group(const std::string& name) const {
    const QuietErrors quiet;
    const std::string target = absolute(name);
    if (!link_exists(id(), target)) {
        throw base::IoError(saying("open group", target), file(), "there is no such group");
    }
    Handle opened(
        checked(H5Gopen2(id(), target.c_str(), H5P_DEFAULT), saying("open group", target), file()));
    return {std::move(opened), file(), target};
}

Dataset Group::dataset(const std::string& name) const {
    const QuietErrors quiet;
    const std::string target = absolute(name);
    if (!link_exists(id(), target)) {
        throw base::IoError(saying("open dataset", target), file(), "there is no such dataset");
    }
    Handle opened(checked(H5Dopen2(id(), target.c_str(), H5P_DEFAULT),
                          saying("open dataset", target), file()));
    return {std::move(opened), file(), target};
}

Dataset Group::create_dataset(const std::string& name,
                              Element element,
                              const Shape& shape,
                              const Storage& storage) {
    const QuietErrors quiet;
    const std::string target = absolute(name);
    const Handle type = file_type(element);
    const Handle space = make_space(shape);
    const Handle links = link_plan();
    const Handle plan = dataset_plan(element, storage);
    const Handle access(H5Pcreate(H5P_DATASET_ACCESS));
    if (storage.cache > 0) {
        H5Pset_chunk_cache(access.id(), H5D_CHUNK_CACHE_NSLOTS_DEFAULT, storage.cache, 1.0);
    }
    Handle made(checked(
        H5Dcreate2(id(), target.c_str(), type.id(), space.id(), links.id(), plan.id(), access.id()),
        saying("create dataset", target), file()));
    return {std::move(made), file(), target};
}

void Group::write_text(const std::string& name, const std::string& value) {
    create_dataset(name, Element::Text, {}).write(std::vector<std::string>{value});
}

Dataset Group::write_texts(const std::string& name, const std::vector<std::string>& values) {
    Dataset made = create_dataset(name, Element::Text, {values.size()});
    made.write(values);
    return made;
}

Dataset Group::write_numbers(const std::string& name, std::span<const double> values) {
    Dataset made = create_dataset(name, Element::Float64, {values.size()});
    made.write(values);
    return made;
}

std::string Group::read_text(const std::string& name) const {
    const Dataset stored = dataset(name);
    const std::vector<std::string> values = stored.read_texts();
    if (values.size() != 1) {
        throw base::IoError(stored.path() + ": cannot read", file(), "it does not hold one text");
    }
    return values.front();
}

}  // namespace ventral::io
