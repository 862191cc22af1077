#include "sim/io/hdf5_types.h"

#include "sim/base/errors.h"

#include <hdf5.h>

#include <cstring>

namespace ventral::io {
namespace {

std::vector<std::string> read_variable(std::size_t count,
                                       std::int64_t stored_type,
                                       const std::function<std::int64_t(std::int64_t, void*)>& read,
                                       const std::string& operation,
                                       const std::string& file) {
    std::vector<char*> raw(count, nullptr);
    const Handle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), H5Tget_cset(stored_type));
    checked(read(type.id(), raw.data()), operation, file);
    std::vector<std::string> values;
    values.reserve(count);
    for (char* text : raw) {
        values.emplace_back(text == nullptr ? "" : text);
        H5free_memory(text);
    }
    return values;
}

std::vector<std::string> read_fixed(std::size_t count,
                                    std::int64_t stored_type,
                                    const std::function<std::int64_t(std::int64_t, void*)>& read,
                                    const std::string& operation,
                                    const std::string& file) {
    const std::size_t width = H5Tget_size(stored_type);
    std::vector<char> raw(count * width + 1, '\0');
    const Handle type(H5Tcopy(stored_type));
    checked(read(type.id(), raw.data()), operation, file);
    std::vector<std::string> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const char* begin = raw.data() + i * width;
        values.emplace_back(begin, strnlen(begin, width));
    }
    return values;
}

}  // namespace

Handle text_type() {
    Handle type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

Handle file_type(Element element) {
    switch (element) {
        case Element::Float32:
            return Handle(H5Tcopy(H5T_IEEE_F32LE));
        case Element::Float64:
            return Handle(H5Tcopy(H5T_IEEE_F64LE));
        case Element::Int32:
            return Handle(H5Tcopy(H5T_STD_I32LE));
        case Element::Int64:
            return Handle(H5Tcopy(H5T_STD_I64LE));
        case Element::UInt32:
            return Handle(H5Tcopy(H5T_STD_U32LE));
        case Element::Text:
            break;
    }
    return text_type();
}

Handle make_space(const Shape& shape) {
    if (shape.empty()) {
        return Handle(H5Screate(H5S_SCALAR));
    }
    const std::vector<hsize_t> extents(shape.begin(), shape.end());
    return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr));
}

Shape space_shape(std::int64_t space) {
    const int rank = H5Sget_simple_extent_ndims(space);
    std::vector<hsize_t> extents(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    H5Sget_simple_extent_dims(space, extents.data(), nullptr);
    return {extents.begin(), extents.end()};
}

std::size_t element_count(const Shape& shape) {
    std::size_t count = 1;
    for (const std::size_t extent : shape) {
        count *= extent;
    }
    return count;
}

std::vector<std::string> read_strings(
    std::int64_t stored_type,
    std::size_t count,
    const std::function<std::int64_t(std::int64_t type, void* buffer)>& read,
    const std::string& operation,
    const std::string& file) {
    if (H5Tget_class(stored_type) != H5T_STRING) {
        throw base::IoError(operation, file, "it does not hold text");
    }
    return H5Tis_variable_str(stored_type) > 0
               ? read_variable(count, stored_type, read, operation, file)
               : read_fixed(count, stored_type, read, operation, file);
}

std::vector<const char*> pointers(const std::vector<std::string>& values) {
    std::vector<const char*> raw;
    raw.reserve(values.size());
    for (const std::string& value : values) {
        raw.push_back(value.c_str());
    }
    return raw;
}

}  // namespace ventral::io
