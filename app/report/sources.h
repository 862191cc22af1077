#pragma once

/// The recordings that a report puts side by side: the variants of one result, or of several.

#include "sim/io/result_file.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// A variant of a file. The file must outlive it.
struct Source {
    const io::ResultFile* file = nullptr;
    std::string variant;
    std::string label{};  ///< the variant's name, and the file's where there are several
    std::size_t variant_index = 0;
    std::vector<std::size_t> condition_indices{};  ///< in the file, of the sources' conditions
};

/// Sources, and what all of their files recorded in the same way.
struct Sources {
    std::vector<Source> all;
    std::vector<std::string> conditions;  ///< in every file, in the order of the first
    std::vector<io::View> views;          ///< of the first file, the same in every other

    const io::ResultFile& first() const { return *all.front().file; }
};

Sources sources_of(const io::ResultFile& file);

/// Variants of both files, those of the same name next to one another. A base::IoError if they
/// have no condition or no recording in common.
Sources sources_of(const io::ResultFile& a, const io::ResultFile& b);

/// A variable of one view of all sources.
class SourceCubes {
public:
    /// @param sources must outlive it.
    SourceCubes(const Sources& sources, const io::View& view, const std::string& variable);
    /// One trial of a source in one of the sources' conditions; all NaN where an interrupted run
    /// did not get.
    std::vector<float> read(std::size_t source, std::size_t condition, std::size_t trial) const;
    std::size_t num_trials(std::size_t source) const;

private:
    const Sources& sources_;
    std::vector<io::Cube> cubes_;
};

/// "V2.border_ownership", or the area alone where the population bears its name.
std::string population_name(const io::View& view);

}  // namespace ventral::app
