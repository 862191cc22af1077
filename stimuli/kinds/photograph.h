#pragma once

/// A photograph placed in the visual field.

#include "sim/io/png.h"

#include <memory>
#include <optional>
#include <string>

namespace ventral::stimuli {

/// How pixel values code light.
enum class Encoding {
    Srgb,    ///< IEC 61966-2-1
    Linear,  ///< proportional to luminance
};

/// Part of an image in fractions of its size, from the left and from the bottom.
struct Crop {
    double left = 0;
    double bottom = 0;
    double width = 1;
    double height = 1;
    bool operator==(const Crop&) const = default;
};

/// A PNG file at a size in degrees; each pixel is a uniform square of light.
struct Photograph {
    std::string file{};  ///< as resolved against the folder of the YAML file
    double x_deg = 0;
    double y_deg = 0;
    std::optional<double> width_deg{};  ///< absent: from the height and the image's own proportions
    std::optional<double> height_deg{};  ///< absent: from the width; one of the two must be given
    Encoding encoding = Encoding::Srgb;
    double white_luminance = 1;              ///< luminance of pixel value 1
    std::optional<double> mean_luminance{};  ///< scaled to this mean
    std::optional<double> rms_contrast{};    ///< contrast about the mean scaled to this SD / mean
    Crop crop{};
    double rotation_deg = 0;
    bool mirror_x = false;  ///< left to right
    bool mirror_y = false;  ///< top to bottom
    bool invert = false;    ///< luminance mirrored about its mean, negative light cut at 0
    /// The pixels, read once and shared by the copies of the display in all conditions.
    std::shared_ptr<const io::Image> image{};
    /// Equal as written; the pixels follow from the file.
    bool operator==(const Photograph& other) const;
};

}  // namespace ventral::stimuli
