#pragma once

/// A photograph placed in the visual field.

#include "stimuli/geometry/shape.h"

#include <memory>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// How pixel values code light.
enum class Encoding {
    Srgb,    ///< IEC 61966-2-1
    Linear,  ///< proportional to luminance
};

/// Linear relative luminance of an image, 0..1, row 0 = lowest row, with coverage (alpha).
struct LuminanceImage {
    int width_px = 0;
    int height_px = 0;
    std::vector<float> luminance;  ///< [row][column]
    std::vector<float> coverage;   ///< empty: opaque
    bool had_colour = false;       ///< converted by Rec. 709 weights
    bool operator==(const LuminanceImage&) const = default;
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
    std::string file;  ///< as resolved against the folder of the YAML file
    double x_deg = 0;
    double y_deg = 0;
    double width_deg = 0;   ///< 0: from the height and the image's own proportions
    double height_deg = 0;  ///< 0: from the width; one of the two must be given
    Encoding encoding = Encoding::Srgb;
    double white_luminance = 1;  ///< luminance of pixel value 1
    double mean_luminance = -1;  ///< >= 0: scaled to this mean
    double rms_contrast = -1;    ///< >= 0: contrast about the mean scaled to this SD / mean
    Crop crop;
    double rotation_deg = 0;
    bool mirror_x = false;  ///< left to right
    bool mirror_y = false;  ///< top to bottom
    bool invert = false;    ///< luminance mirrored about its mean, negative light cut at 0
    /// The pixels, read once and shared by the copies of the display in all conditions.
    std::shared_ptr<const LuminanceImage> image;
    bool operator==(const Photograph& other) const;
};

}  // namespace ventral::stimuli
