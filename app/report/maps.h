#pragma once

/// Activity maps over time, reduced so that a report stays small.

#include "app/report/sources.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ventral::app {

/// The map of a population: the mean over trials, and over channels where all were recorded.
struct MapView {
    std::string name;  ///< "V2.border_ownership"
    std::string kind;  ///< "map" or "cube"
    std::string long_name;
    std::string unit;
    std::size_t block = 1;        ///< each pixel is the mean of block x block of the recording
    std::size_t recorded_nx = 0;  ///< of the recording
    std::size_t recorded_ny = 0;
    std::size_t recorded_frames = 0;
    std::size_t every = 1;      ///< every so manieth frame is here
    std::vector<double> x_deg;  ///< pixel centres
    std::vector<double> y_deg;  ///< row 0 lowest
    std::vector<double> times_ms;
    double low = 0;   ///< value of code 0
    double high = 1;  ///< value of code kHighestCode
    /// [source][condition], each [frame][y][x]; kNoCode where nothing was recorded.
    std::vector<std::vector<std::uint16_t>> codes;

    double value(std::uint16_t code) const;
    std::size_t frame_size() const { return x_deg.size() * y_deg.size(); }
};

inline constexpr std::uint16_t kHighestCode = 65534;
inline constexpr std::uint16_t kNoCode = 65535;

struct Maps {
    std::vector<std::size_t> conditions;  ///< indices into the sources', ascending
    std::vector<MapView> views;           ///< those with more than one pixel
};

struct MapLimits {
    std::vector<std::size_t> wanted{};  ///< conditions that are kept before all others
    std::size_t most_conditions = 8;
    std::size_t most_pixels = 64;  ///< along the longer side
    std::size_t most_frames = 121;
    std::size_t most_values = 8000000;  ///< fewer frames and pixels, then conditions
};

/// Numbers in all maps together.
std::size_t num_values(const Maps& maps);

/// Reads all maps and cubes. The scale of a population is one for all variants and conditions, so
/// that equal rates have equal codes.
Maps read_maps(const Sources& sources, const MapLimits& limits = {});

}  // namespace ventral::app
