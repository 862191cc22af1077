#pragma once

/// Reading results back.

#include "sim/base/labelled_array.h"
#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ventral::io {

/// Which part of a cube to read. A chosen axis is dropped from the result, as by xarray's sel.
struct Selection {
    std::string variant;               ///< empty: all
    std::string condition;             ///< empty: all
    std::optional<std::size_t> trial;  ///< none: all
};

/// An open variable of a view.
class Cube {
public:
    explicit Cube(Dataset dataset);
    /// One cell's values (time, axes...).
    std::vector<float> read(const Cell& cell) const;

private:
    bool unpack(const Shape& cell, const Shape& count, std::vector<float>& values) const;

    Dataset dataset_;
    Shape chunk_;  ///< of a cell; empty if HDF5 has to unpack it
};

/// An open result file. A missing, truncated or foreign file, or one of another format version,
/// is a base::IoError that says which.
class ResultFile {
public:
    explicit ResultFile(const std::string& path);

    const std::string& path() const { return path_; }
    /// All that describes the run: labels, factors, views with their axes, provenance.
    const ResultLayout& layout() const { return layout_; }
    /// False for a NAME.partial.h5.
    bool complete() const { return complete_; }

    /// The view by path or short name ("V2.border_ownership/map"); IoError with the nearest name.
    const View& view(const std::string& name) const;
    /// Reads a variable with axes (variant, condition, trial, time, axes...).
    base::LabelledArray read(const View& view,
                             const std::string& variable = "rate",
                             const Selection& selection = {}) const;
    /// A variable of one of the layout's views, opened once for many reads.
    Cube cube(const View& view, const std::string& variable) const;
    /// The provenance under that key; IoError if there is none.
    const std::string& provenance(const std::string& key) const;

private:
    std::string path_;
    File file_;
    ResultLayout layout_;
    bool complete_ = true;
};

}  // namespace ventral::io
