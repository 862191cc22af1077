#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/luminance_image.h"
#include "stimuli/render/painters.h"
#include "stimuli/render/rasterize.h"

#include <cmath>
#include <utility>

namespace ventral::stimuli {
namespace {

/// Averages the picture over each fine pixel: exactly where the pixels' sides are parallel to the
/// picture's (rotations by multiples of 90 degrees), over an equal square parallel to them else.
class PhotographPainter final : public Painter {
public:
    PhotographPainter(const Photograph& photograph, const LuminanceImage& image)
        : own_(photograph.x_deg, photograph.y_deg, photograph.rotation_deg),
          width_px_(image.width_px),
          height_px_(image.height_px),
          transparent_(!image.coverage.empty()),
          light_(image.width_px, image.height_px, weighed(image)),
          alpha_(transparent_ ? IntegralImage(image.width_px, image.height_px, image.coverage)
                              : IntegralImage(1, 1, {1.0F})) {
        const double aspect = static_cast<double>(width_px_) / height_px_;
        width_deg_ = photograph.width_deg ? *photograph.width_deg
                                          : photograph.height_deg.value_or(1) * aspect;
        height_deg_ =
            photograph.height_deg ? *photograph.height_deg : *photograph.width_deg / aspect;
    }

private:
    /// Light times coverage, so that transparent pixels do not bleed.
    static std::vector<float> weighed(const LuminanceImage& image) {
        std::vector<float> values = image.luminance;
        for (std::size_t i = 0; i < image.coverage.size(); ++i) {
            values[i] *= image.coverage[i];
        }
        return values;
    }

    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Transform placement = context.placement.after(own_);
        const Outline frame{{make_rectangle(width_deg_, height_deg_)}};
        Layer layer;
        layer.coverage = rasterize(transformed(frame, placement), context.pixels);
        const Box& box = layer.coverage.box;
        const double x_scale = width_px_ / width_deg_;
        const double y_scale = height_px_ / height_deg_;
        const double half = 0.5 * context.pixels.size_deg;
        Sheet sheet;
        sheet.values.resize(box.size());
        for (int iy = box.y0; iy < box.y1; ++iy) {
            for (int ix = box.x0; ix < box.x1; ++ix) {
                const Point p =
                    placement.apply_inverse({context.pixels.x_deg(ix), context.pixels.y_deg(iy)});
                const std::size_t i = box.index(ix, iy);
                const Mean mean = mean_over((p.x_deg - half + 0.5 * width_deg_) * x_scale,
                                            (p.y_deg - half + 0.5 * height_deg_) * y_scale,
                                            (p.x_deg + half + 0.5 * width_deg_) * x_scale,
                                            (p.y_deg + half + 0.5 * height_deg_) * y_scale);
                sheet.values[i] = static_cast<float>(context.weber(mean.luminance));
                layer.coverage.values[i] *= static_cast<float>(mean.coverage);
            }
        }
        layer.sheets.push_back(std::move(sheet));
        return {std::move(layer)};
    }

    struct Mean {
        double luminance;
        double coverage;
    };

    /// Over the part of the square that lies in the picture.
    Mean mean_over(double x0, double y0, double x1, double y1) const {
        const double width = std::min(x1, static_cast<double>(width_px_)) - std::max(x0, 0.0);
        const double height = std::min(y1, static_cast<double>(height_px_)) - std::max(y0, 0.0);
        const double square = width * height;
        if (width <= 0 || height <= 0 || square < 1e-12) {
            return {0, 0};
        }
        const double light = light_.over(x0, y0, x1, y1) / square;
        if (!transparent_) {
            return {light, 1};
        }
        const double coverage = alpha_.over(x0, y0, x1, y1) / square;
        return {coverage > 1e-9 ? light / coverage : 0, coverage > 1e-9 ? coverage : 0};
    }

    Transform own_;
    int width_px_;
    int height_px_;
    bool transparent_;
    IntegralImage light_;
    IntegralImage alpha_;
    double width_deg_ = 1;
    double height_deg_ = 1;
};

}  // namespace

std::unique_ptr<Painter> make_photograph_painter(const Photograph& photograph) {
    LuminanceImage image =
        cropped(make_luminance_image(*photograph.image, photograph.encoding), photograph.crop);
    adjust(photograph, image);
    return std::make_unique<PhotographPainter>(photograph, image);
}

}  // namespace ventral::stimuli
