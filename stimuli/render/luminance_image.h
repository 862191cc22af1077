#pragma once

/// Linear-light pictures made of uniform square pixels, averaged over any rectangle exactly.

#include "sim/io/png.h"
#include "stimuli/kinds/photograph.h"

#include <vector>

namespace ventral::stimuli {

/// Luminance 0..1 and coverage of a picture, row 0 lowest.
struct LuminanceImage {
    int width_px = 0;
    int height_px = 0;
    std::vector<float> luminance;
    std::vector<float> coverage;  ///< empty: opaque
};

/// Decodes, weighs colours (rec709_luminance()) and turns the picture over.
LuminanceImage make_luminance_image(const io::Image& image, Encoding encoding);
/// The part of a picture; at least one pixel.
LuminanceImage cropped(const LuminanceImage& image, const Crop& crop);
/// Mirrors, inverts and scales as the photograph asks; mean and contrast weigh by coverage.
void adjust(const Photograph& photograph, LuminanceImage& image);
/// True if any pixel of the picture is not grey.
bool has_colours(const io::Image& image);

/// Sums over rectangles of a picture in constant time: the integral of a piecewise constant
/// function is bilinear between the corners of its pixels.
class IntegralImage {
public:
    IntegralImage(int width, int height, const std::vector<float>& values);
    /// Integral from the lower left corner to (x, y), in pixels; clamped to the picture.
    double integral(double x, double y) const;
    /// Integral over [x0, x1] x [y0, y1].
    double over(double x0, double y0, double x1, double y1) const {
        return integral(x1, y1) - integral(x0, y1) - integral(x1, y0) + integral(x0, y0);
    }

private:
    int width_;
    int height_;
    std::vector<double> sums_;  // (width + 1) x (height + 1)
};

}  // namespace ventral::stimuli
