#include "stimuli/render/luminance_image.h"

#include "stimuli/kinds/colour.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::stimuli {
namespace {

std::size_t count(int value) {
    return static_cast<std::size_t>(value);
}

void mirror(bool left_right, bool top_bottom, LuminanceImage& image) {
    for (std::vector<float>* plane : {&image.luminance, &image.coverage}) {
        const auto width = static_cast<std::ptrdiff_t>(image.width_px);
        if (left_right) {
            for (auto row = plane->begin(); row != plane->end(); row += width) {
                std::reverse(row, row + width);
            }
        }
        if (top_bottom && !plane->empty()) {
            const auto height = static_cast<std::ptrdiff_t>(image.height_px);
            for (std::ptrdiff_t y = 0; y < height / 2; ++y) {
                const auto low = plane->begin() + y * width;
                const auto high = plane->begin() + (height - 1 - y) * width;
                std::swap_ranges(low, low + width, high);
            }
        }
    }
}

/// Mean and standard deviation, weighed by coverage.
std::pair<double, double> statistics(const LuminanceImage& image) {
    double weight = 0;
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < image.luminance.size(); ++i) {
        const double w = image.coverage.empty() ? 1.0 : static_cast<double>(image.coverage[i]);
        const auto value = static_cast<double>(image.luminance[i]);
        weight += w;
        sum += w * value;
        squares += w * value * value;
    }
    if (weight == 0) {
        return {0, 0};
    }
    const double mean = sum / weight;
    return {mean, std::sqrt(std::max(squares / weight - mean * mean, 0.0))};
}

/// L := centre + gain (L - mean), negative light cut at 0.
void rescale(double mean, double centre, double gain, LuminanceImage& image) {
    for (float& value : image.luminance) {
        const double scaled = centre + gain * (static_cast<double>(value) - mean);
        value = static_cast<float>(std::max(scaled, 0.0));
    }
}

}  // namespace

LuminanceImage make_luminance_image(const io::Image& image, Encoding encoding) {
    const auto linear = [&](float value) {
        const auto encoded = static_cast<double>(value);
        return encoding == Encoding::Srgb ? srgb_to_linear(encoded) : encoded;
    };
    LuminanceImage result{image.width, image.height, {}, {}};
    result.luminance.reserve(count(image.width) * count(image.height));
    for (int row = image.height - 1; row >= 0; --row) {
        for (int column = 0; column < image.width; ++column) {
            double value = linear(image.at(row, column, 0));
            if (image.has_colour()) {
                value = rec709_luminance(value, linear(image.at(row, column, 1)),
                                         linear(image.at(row, column, 2)));
            }
            result.luminance.push_back(static_cast<float>(value));
            if (image.has_alpha()) {
                result.coverage.push_back(image.at(row, column, image.channels - 1));
            }
        }
    }
    return result;
}

LuminanceImage cropped(const LuminanceImage& image, const Crop& crop) {
    const auto edge = [](double share, int size) {
        return static_cast<int>(std::lround(share * size));
    };
    const int x0 = std::min(edge(crop.left, image.width_px), image.width_px - 1);
    const int y0 = std::min(edge(crop.bottom, image.height_px), image.height_px - 1);
    const int x1 = std::clamp(edge(crop.left + crop.width, image.width_px), x0 + 1, image.width_px);
    const int y1 =
        std::clamp(edge(crop.bottom + crop.height, image.height_px), y0 + 1, image.height_px);
    LuminanceImage part{x1 - x0, y1 - y0, {}, {}};
    for (int y = y0; y < y1; ++y) {
        const auto from = static_cast<std::ptrdiff_t>(y) * image.width_px;
        const auto& light = image.luminance;
        part.luminance.insert(part.luminance.end(), light.begin() + from + x0,
                              light.begin() + from + x1);
        if (!image.coverage.empty()) {
            const auto& alpha = image.coverage;
            part.coverage.insert(part.coverage.end(), alpha.begin() + from + x0,
                                 alpha.begin() + from + x1);
        }
    }
    return part;
}

void adjust(const Photograph& photograph, LuminanceImage& image) {
    mirror(photograph.mirror_x, photograph.mirror_y, image);
    for (float& value : image.luminance) {
        value *= static_cast<float>(photograph.white_luminance);
    }
    if (photograph.invert) {
        const double mean = statistics(image).first;
        rescale(mean, mean, -1, image);
    }
    const auto [mean, sd] = statistics(image);
    const double centre = photograph.mean_luminance.value_or(mean);
    if (photograph.rms_contrast && sd > 0) {
        rescale(mean, centre, *photograph.rms_contrast * centre / sd, image);
    } else if (photograph.mean_luminance && mean > 0) {
        rescale(mean, centre, centre / mean, image);
    }
}

bool has_colours(const io::Image& image) {
    if (!image.has_colour()) {
        return false;
    }
    for (int row = 0; row < image.height; ++row) {
        for (int column = 0; column < image.width; ++column) {
            const float red = image.at(row, column, 0);
            if (image.at(row, column, 1) != red || image.at(row, column, 2) != red) {
                return true;
            }
        }
    }
    return false;
}

IntegralImage::IntegralImage(int width, int height, const std::vector<float>& values)
    : width_(width), height_(height), sums_((count(width) + 1) * (count(height) + 1), 0.0) {
    const std::size_t stride = count(width) + 1;
    for (std::size_t y = 0; y < count(height); ++y) {
        double row = 0;
        for (std::size_t x = 0; x < count(width); ++x) {
            row += static_cast<double>(values[y * count(width) + x]);
            sums_[(y + 1) * stride + x + 1] = sums_[y * stride + x + 1] + row;
        }
    }
}

double IntegralImage::integral(double x, double y) const {
    x = std::clamp(x, 0.0, static_cast<double>(width_));
    y = std::clamp(y, 0.0, static_cast<double>(height_));
    const auto ix = count(std::min(static_cast<int>(x), width_ - 1));
    const auto iy = count(std::min(static_cast<int>(y), height_ - 1));
    const double u = x - static_cast<double>(ix);
    const double v = y - static_cast<double>(iy);
    const double* corner = sums_.data() + iy * (count(width_) + 1) + ix;
    const double* above = corner + count(width_) + 1;
    return (1 - v) * ((1 - u) * corner[0] + u * corner[1]) +
           v * ((1 - u) * above[0] + u * above[1]);
}

}  // namespace ventral::stimuli
