#pragma once

/// Arrays that other programs wrote, NumPy's (.npy) or a dataset of an HDF5 file, read one index
/// of one axis at a time. Every failure is a base::IoError with the file and the reason.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ventral::io {

/// An array of floating-point numbers in a file.
class ArrayFile {
public:
    /// @param path ends in .npy, or names an HDF5 file; @param dataset of the HDF5 file.
    ArrayFile(const std::string& path, const std::string& dataset);
    ~ArrayFile();
    ArrayFile(ArrayFile&&) noexcept;
    ArrayFile& operator=(ArrayFile&&) noexcept;

    const std::string& path() const;
    /// Extents, slowest axis first.
    const std::vector<std::size_t>& shape() const;
    /// Names of the axes where the file tells them (dimension scales, as xarray writes them); else
    /// empty.
    const std::vector<std::string>& axis_names() const;
    /// All values at one index of an axis, in the order of the other axes.
    std::vector<float> at(std::size_t axis, std::size_t index) const;

    struct Content;

private:
    std::unique_ptr<Content> content_;
};

}  // namespace ventral::io
