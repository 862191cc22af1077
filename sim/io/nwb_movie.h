#pragma once

/// What was shown, as pictures, in a result file: /stimulus_movie for xarray and viewers, and the
/// same as an NWB series.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ventral::io {

/// Pictures that are the same are kept once.
struct StimulusMovie {
    base::Axis time;  ///< s from stimulus onset
    base::Axis y;     ///< degree, row 0 lowest
    base::Axis x;
    std::vector<std::uint32_t> shown;  ///< [condition][trial][time]: the picture
    std::size_t num_pictures = 0;
};

/// Bytes of the pictures before compression.
std::size_t movie_bytes(const StimulusMovie& movie);

/// Writes `luminance` (frame, y, x) and `shown` (condition, trial, time), and the NWB series, an
/// IndexSeries over the session.
/// @param draw writes the luminance of a picture, [y][x]; called for each once, in their order.
void write_movie(File& file,
                 const ResultLayout& layout,
                 const StimulusMovie& movie,
                 const std::function<void(std::size_t picture, std::span<float> out)>& draw);

}  // namespace ventral::io
