#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/hdf5.h"
#include "sim/io/hdf5_types.h"

#include <hdf5.h>

namespace ventral::io {
namespace {

void expect_size(const Dataset& dataset, std::size_t wanted, std::size_t got) {
    if (wanted != got) {
        throw base::IoError("cannot write '" + dataset.path() + "'", dataset.file(),
                            base::str("it holds ", wanted, " values, but ", got, " were given"));
    }
}

void write_all(Dataset& dataset, std::int64_t type, std::size_t count, const void* values) {
    expect_size(dataset, dataset.size(), count);
    const QuietErrors quiet;
    const std::string operation = "cannot write '" + dataset.path() + "'";
    checked(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), operation,
            dataset.file());
    // HDF5 may have kept the values in a buffer; whether the disk takes them is to be known now.
    checked(H5Dflush(dataset.id()), operation, dataset.file());
}

template <class Number>
std::vector<Number> read_all(const Dataset& dataset, std::int64_t type) {
    std::vector<Number> values(dataset.size());
    const QuietErrors quiet;
    checked(H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            "cannot read '" + dataset.path() + "'", dataset.file());
    return values;
}

Handle slab_space(const Dataset& dataset,
                  const Shape& offset,
                  const Shape& count,
                  const std::string& operation) {
    Handle space(checked(H5Dget_space(dataset.id()), operation, dataset.file()));
    const std::vector<hsize_t> start(offset.begin(), offset.end());
    const std::vector<hsize_t> extent(count.begin(), count.end());
    if (start.size() != dataset.shape().size() || extent.size() != start.size()) {
        throw base::IoError(operation, dataset.file(), "the slab has another number of axes");
    }
    checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                                nullptr),
            operation, dataset.file());
    if (H5Sselect_valid(space.id()) <= 0) {
        throw base::IoError(operation, dataset.file(), "the slab reaches outside of it");
    }
    return space;
}

}  // namespace

Shape Dataset::shape() const {
    const QuietErrors quiet;
    const Handle space(checked(H5Dget_space(id()), saying("read the shape of"), file()));
    return space_shape(space.id());
}

std::size_t Dataset::size() const {
    return element_count(shape());
}

bool Dataset::is_text() const {
    const Handle type(H5Dget_type(id()));
    return H5Tget_class(type.id()) == H5T_STRING;
}

bool Dataset::is_float() const {
    const Handle type(H5Dget_type(id()));
    return H5Tget_class(type.id()) == H5T_FLOAT;
}

void Dataset::write(std::span<const float> values) {
    write_all(*this, H5T_NATIVE_FLOAT, values.size(), values.data());
}

void Dataset::write(std::span<const double> values) {
    write_all(*this, H5T_NATIVE_DOUBLE, values.size(), values.data());
}

void Dataset::write(std::span<const std::int32_t> values) {
    write_all(*this, H5T_NATIVE_INT32, values.size(), values.data());
}

void Dataset::write(std::span<const std::int64_t> values) {
    write_all(*this, H5T_NATIVE_INT64, values.size(), values.data());
}

void Dataset::write(std::span<const std::uint32_t> values) {
    write_all(*this, H5T_NATIVE_UINT32, values.size(), values.data());
}

void Dataset::write(const std::vector<std::string>& values) {
    const std::vector<const char*> raw = pointers(values);
    const Handle type = text_type();
    write_all(*this, type.id(), values.size(), raw.data());
}

void Dataset::write_slab(const Shape& offset, const Shape& count, std::span<const float> values) {
    expect_size(*this, element_count(count), values.size());
    const QuietErrors quiet;
    const std::string operation = saying("write a part of");
    const Handle in_file = slab_space(*this, offset, count, operation);
    const Handle in_memory = make_space(count);  // the same shape: whole rows at once
    checked(
        H5Dwrite(id(), H5T_NATIVE_FLOAT, in_memory.id(), in_file.id(), H5P_DEFAULT, values.data()),
        operation, file());
}

void Dataset::show() {
    const QuietErrors quiet;
    checked(H5Dflush(id()), saying("write"), file());
}

std::vector<float> Dataset::read_floats() const {
    return read_all<float>(*this, H5T_NATIVE_FLOAT);
}

std::vector<double> Dataset::read_doubles() const {
    return read_all<double>(*this, H5T_NATIVE_DOUBLE);
}

std::vector<std::int64_t> Dataset::read_integers() const {
    return read_all<std::int64_t>(*this, H5T_NATIVE_INT64);
}

std::vector<std::string> Dataset::read_texts() const {
    const QuietErrors quiet;
    const Handle type(H5Dget_type(id()));
    return read_strings(
        type.id(), size(),
        [&](std::int64_t memory, void* buffer) {
            return H5Dread(id(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
        },
        saying("read"), file());
}

std::vector<float> Dataset::read_slab(const Shape& offset, const Shape& count) const {
    const QuietErrors quiet;
    const std::string operation = saying("read a part of");
    const Handle in_file = slab_space(*this, offset, count, operation);
    std::vector<float> values(element_count(count));
    // Of the file's rank: HDF5 then copies whole stretches instead of walking element by element.
    const Handle in_memory = make_space(count);
    checked(
        H5Dread(id(), H5T_NATIVE_FLOAT, in_memory.id(), in_file.id(), H5P_DEFAULT, values.data()),
        operation, file());
    return values;
}

}  // namespace ventral::io
