#include "sim/base/errors.h"
#include "sim/io/hdf5.h"

#include <hdf5.h>

namespace ventral::io {

Shape Dataset::chunk() const {
    const QuietErrors quiet;
    const Handle plan(checked(H5Dget_create_plist(id()), saying("inspect"), file()));
    if (H5Pget_layout(plan.id()) != H5D_CHUNKED) {
        return {};
    }
    std::vector<hsize_t> extents(shape().size());
    checked(H5Pget_chunk(plan.id(), static_cast<int>(extents.size()), extents.data()),
            saying("inspect"), file());
    return {extents.begin(), extents.end()};
}

bool Dataset::is_compressed() const {
    const QuietErrors quiet;
    const Handle plan(checked(H5Dget_create_plist(id()), saying("inspect"), file()));
    return H5Pget_nfilters(plan.id()) > 0;
}

bool Dataset::holds_packed_floats() const {
    const QuietErrors quiet;
    const Handle type(H5Dget_type(id()));
    const Handle plan(checked(H5Dget_create_plist(id()), saying("inspect"), file()));
    const auto filter = [&](unsigned place) {
        std::size_t no_values = 0;
        unsigned flags = 0;
        return H5Pget_filter2(plan.id(), place, &flags, &no_values, nullptr, 0, nullptr, nullptr);
    };
    return H5Tequal(type.id(), H5T_IEEE_F32LE) > 0 && H5Pget_layout(plan.id()) == H5D_CHUNKED &&
           H5Pget_nfilters(plan.id()) == 2 && filter(0) == H5Z_FILTER_SHUFFLE &&
           filter(1) == H5Z_FILTER_DEFLATE;
}

bool Dataset::has_chunk(const Shape& offset) const {
    const QuietErrors quiet;
    const std::vector<hsize_t> start(offset.begin(), offset.end());
    unsigned mask = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t bytes = 0;
    checked(H5Dget_chunk_info_by_coord(id(), start.data(), &mask, &address, &bytes),
            saying("inspect"), file());
    return address != HADDR_UNDEF && bytes > 0;
}

std::vector<unsigned char> Dataset::read_chunk(const Shape& offset, std::uint32_t& filters) const {
    const QuietErrors quiet;
    const std::vector<hsize_t> start(offset.begin(), offset.end());
    hsize_t bytes = 0;
    checked(H5Dget_chunk_storage_size(id(), start.data(), &bytes), saying("read"), file());
    std::vector<unsigned char> raw(bytes);
    checked(H5Dread_chunk(id(), H5P_DEFAULT, start.data(), &filters, raw.data()), saying("read"),
            file());
    return raw;
}

void Dataset::write_chunk(const Shape& offset,
                          std::uint32_t filters,
                          std::span<const unsigned char> bytes) {
    const QuietErrors quiet;
    const std::vector<hsize_t> start(offset.begin(), offset.end());
    checked(H5Dwrite_chunk(id(), H5P_DEFAULT, filters, start.data(), bytes.size(), bytes.data()),
            saying("write"), file());
}

}  // namespace ventral::io
