#include "stimuli/render/painters.h"

#include <algorithm>
#include <utility>

namespace ventral::stimuli {
namespace {

class UniformPainter final : public Painter {
public:
    explicit UniformPainter(const Uniform& uniform) : uniform_(uniform) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        Sheet sheet;
        sheet.constant = static_cast<float>(weber_of(uniform_, context));
        return {{make_coverage(whole(context.pixels), 1.0F), {std::move(sheet)}}};
    }

    Uniform uniform_;
};

class GradientPainter final : public Painter {
public:
    explicit GradientPainter(const Gradient& gradient) : gradient_(gradient) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Point centre = context.placement.apply({gradient_.x_deg, gradient_.y_deg});
        const CosSin along =
            cos_sin_deg(gradient_.direction_deg + context.placement.rotation_deg());
        const double from = context.weber(gradient_.from_luminance);
        const double to = context.weber(gradient_.to_luminance);
        const Pixels& pixels = context.pixels;
        Coverage coverage = make_coverage(whole(pixels), 1.0F);
        Sheet sheet;
        sheet.values.reserve(coverage.values.size());
        for (int iy = 0; iy < pixels.ny; ++iy) {
            for (int ix = 0; ix < pixels.nx; ++ix) {
                const double distance = (pixels.x_deg(ix) - centre.x_deg) * along.cos +
                                        (pixels.y_deg(iy) - centre.y_deg) * along.sin;
                const double share = std::clamp(distance / gradient_.length_deg + 0.5, 0.0, 1.0);
                sheet.values.push_back(static_cast<float>(from + share * (to - from)));
            }
        }
        return {{std::move(coverage), {std::move(sheet)}}};
    }

    Gradient gradient_;
};

}  // namespace

std::unique_ptr<Painter> make_field_painter(const Uniform& uniform) {
    return std::make_unique<UniformPainter>(uniform);
}

std::unique_ptr<Painter> make_field_painter(const Gradient& gradient) {
    return std::make_unique<GradientPainter>(gradient);
}

}  // namespace ventral::stimuli
