#include "sim/io/hdf5.h"

#include <hdf5.h>
#include <hdf5_hl.h>

namespace ventral::io {
namespace {

/// True if the object of that name is this very scale.
bool is_at(hid_t scale, const std::string& path) {
    hobj_ref_t own = 0;
    hobj_ref_t found = 0;
    return H5Rcreate(&own, scale, ".", H5R_OBJECT, -1) >= 0 &&
           H5Rcreate(&found, scale, path.c_str(), H5R_OBJECT, -1) >= 0 && own == found;
}

/// Where a scale of a dataset is looked for first, and where it was found.
struct ScalePath {
    std::string folder;  ///< of the dataset, with a '/' at its end
    std::string found{};
};

/// The scale's own name, beside the dataset; empty if there is none.
std::string path_beside(hid_t scale, const std::string& folder) {
    const ssize_t length = H5DSget_scale_name(scale, nullptr, 0);
    if (length <= 0) {
        return "";
    }
    std::string name(static_cast<std::size_t>(length), '\0');
    H5DSget_scale_name(scale, name.data(), name.size() + 1);
    return folder + name;
}

/// Notes the path of the first scale and stops there.
herr_t note_path(hid_t, unsigned, hid_t scale, void* path) {
    auto& [folder, text] = *static_cast<ScalePath*>(path);
    text = path_beside(scale, folder);
    if (!text.empty() && is_at(scale, text)) {
        return 1;
    }
    // HDF5 itself walks through the whole file to find a name.
    const ssize_t length = H5Iget_name(scale, nullptr, 0);
    if (length < 0) {
        return -1;
    }
    text.resize(static_cast<std::size_t>(length));
    H5Iget_name(scale, text.data(), text.size() + 1);
    return 1;
}

}  // namespace

void Dataset::make_scale(const std::string& name) {
    const QuietErrors quiet;
    checked(H5DSset_scale(id(), name.c_str()), saying("make a scale of"), file());
}

bool Dataset::is_scale() const {
    const QuietErrors quiet;
    return H5DSis_scale(id()) > 0;
}

void Dataset::attach_scale(std::size_t axis, const Dataset& scale) {
    const QuietErrors quiet;
    checked(H5DSattach_scale(id(), scale.id(), static_cast<unsigned>(axis)),
            "cannot attach scale '" + scale.path() + "' to '" + path() + "'", file());
}

std::string Dataset::scale_path(std::size_t axis) const {
    const QuietErrors quiet;
    ScalePath place{path().substr(0, path().rfind('/') + 1)};
    checked(H5DSiterate_scales(id(), static_cast<unsigned>(axis), nullptr, note_path, &place),
            saying("read the scales of"), file());
    return place.found;
}

}  // namespace ventral::io
