#pragma once

/// PNG images, as stored: encoded values, top row first. Decoding to luminance is the stimuli's
/// business.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ventral::io {

/// A picture of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGBA) channels, channel fastest.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 1;
    int bit_depth = 8;  ///< per channel as stored in the file: 1, 2, 4, 8 or 16
    /// Encoded values in 0..1. Row 0 is the TOP of the picture, as in the file: whoever places it
    /// in the visual field turns it over.
    std::vector<float> values;

    bool operator==(const Image&) const = default;
    bool has_alpha() const { return channels == 2 || channels == 4; }
    bool has_colour() const { return channels >= 3; }
    float at(int row, int column, int channel = 0) const {
        const auto w = static_cast<std::size_t>(width);
        const auto c = static_cast<std::size_t>(channels);
        return values[(static_cast<std::size_t>(row) * w + static_cast<std::size_t>(column)) * c +
                      static_cast<std::size_t>(channel)];
    }
};

/// Bounds of what read_png accepts, checked before anything is allocated.
struct PngLimits {
    int max_side = 16384;                            ///< pixels
    std::size_t max_pixels = std::size_t{64} << 20;  ///< width x height
};

/// Reads grey, RGB and palette images of any bit depth, with or without alpha or a transparent
/// colour (which becomes an alpha channel). IoError: missing, not a PNG, truncated, damaged, too
/// large.
Image read_png(const std::string& path, const PngLimits& limits = {});

/// Writes 8-bit grey (channels 1) or RGB (channels 3), top row first, under a temporary name that
/// is renamed at the end. Equal pixels give equal bytes.
void write_png(const std::string& path,
               int width,
               int height,
               int channels,
               std::span<const std::uint8_t> pixels,
               bool force = true);

/// The same from encoded values in 0..1 (clamped, rounded; NaN becomes 0).
void write_png(const std::string& path, const Image& image, bool force = true);

}  // namespace ventral::io
