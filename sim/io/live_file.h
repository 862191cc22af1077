#pragma once

/// NAME.live.h5: the result while the run goes on. Opened with HDF5's single-writer mode, so that
/// readers may follow it (`h5py.File(name, swmr=True)`); what is not computed yet reads as NaN. It
/// is beside the finished parts, never instead of them, and is removed when the result stands.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ventral::io {

/// "dir/NAME.live.h5" of "dir/NAME.h5".
std::string live_path(const std::string& final_path);

class LiveFile {
public:
    /// Creates the file, laid out as the result. The layout must outlive it.
    LiveFile(const std::string& path, const ResultLayout& layout);
    /// Removes the file.
    ~LiveFile();
    LiveFile(const LiveFile&) = delete;
    LiveFile& operator=(const LiveFile&) = delete;

    /// Appends whole time samples to a cell, as PartWriter does; readers see them at once.
    void append(const Cell& cell,
                std::size_t view,
                std::size_t variable,
                std::span<const float> values);

private:
    std::string path_;
    const ResultLayout& layout_;
    File file_;
    std::vector<std::vector<Dataset>> cubes_;  ///< by view and variable
    /// Next time sample by cell, view and variable.
    std::map<std::pair<std::size_t, std::pair<std::size_t, std::size_t>>, std::size_t> next_;
};

}  // namespace ventral::io
