#include "sim/io/hdf5.h"

#include <hdf5.h>
#include <hdf5_hl.h>

namespace ventral::io {
namespace {

/// Notes the path of the first scale and stops there.
herr_t note_path(hid_t, unsigned, hid_t scale, void* path) {
    const ssize_t length = H5Iget_name(scale, nullptr, 0);
    if (length < 0) {
        return -1;
    }
    auto& text = *static_cast<std::string*>(path);
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
    std::string path;
    checked(H5DSiterate_scales(id(), static_cast<unsigned>(axis), nullptr, note_path, &path),
            saying("read the scales of"), file());
    return path;
}

}  // namespace ventral::io
