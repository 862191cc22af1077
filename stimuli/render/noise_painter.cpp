#include "sim/base/random.h"
#include "sim/base/text.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/painters.h"
#include "stimuli/render/random_field.h"
#include "stimuli/render/rasterize.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::stimuli {
namespace {

Jumps frames(double frame_ms) {
    return frame_ms > 0 ? Jumps{frame_ms, frame_ms, -1} : Jumps{};
}

/// Number of the frame at the time; frames before 0 show frame 0.
std::uint64_t frame_at(const Jumps& jumps, double local_ms) {
    return static_cast<std::uint64_t>(jumps.num_until(local_ms));
}

class SpectralPainter final : public Painter {
public:
    SpectralPainter(const SpectralNoise& noise, std::uint64_t seed, std::string name)
        : noise_(noise), seed_(seed), name_(std::move(name)) {
        if (noise.frame_ms == 0) {
            still_ = make_random_field(noise_, seed_, name_, 0);
        }
    }

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        if (noise_.frame_ms == 0) {
            return {painted(still_, context)};
        }
        const std::uint64_t frame = frame_at(do_jumps(), context.local_ms());
        return {painted(make_random_field(noise_, seed_, name_, frame), context)};
    }

    Layer painted(const RandomField& field, const PaintContext& context) const {
        const double half = 0.5 * noise_.size_deg;
        const Outline square{{make_rectangle(noise_.size_deg, noise_.size_deg)}};
        const Transform placement = context.placement.after({noise_.x_deg, noise_.y_deg, 0});
        const double mean = noise_.mean_luminance.value_or(context.background);
        Layer layer;
        layer.coverage = rasterize(transformed(square, placement), context.pixels);
        const Box& box = layer.coverage.box;
        Sheet sheet;
        sheet.values.reserve(box.size());
        for (int iy = box.y0; iy < box.y1; ++iy) {
            for (int ix = box.x0; ix < box.x1; ++ix) {
                const Point p =
                    placement.apply_inverse({context.pixels.x_deg(ix), context.pixels.y_deg(iy)});
                const double value = field.at(p.x_deg + half, p.y_deg + half);
                const double luminance = mean * std::max(0.0, 1 + noise_.rms_contrast * value);
                sheet.values.push_back(static_cast<float>(context.weber(luminance)));
            }
        }
        layer.sheets.push_back(std::move(sheet));
        return layer;
    }

    Jumps do_jumps() const override { return frames(noise_.frame_ms); }

    SpectralNoise noise_;
    std::uint64_t seed_;
    std::string name_;
    RandomField still_;
};

class LeavesPainter final : public Painter {
public:
    LeavesPainter(const DeadLeaves& leaves, std::uint64_t seed, std::string name)
        : leaves_(leaves), seed_(seed), name_(std::move(name)) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Transform placement = context.placement.after({leaves_.x_deg, leaves_.y_deg, 0});
        const Outline square{{make_rectangle(leaves_.size_deg, leaves_.size_deg)}};
        const Coverage frame = rasterize(transformed(square, placement), context.pixels);
        const double reach = 0.5 * (leaves_.size_deg + leaves_.max_diameter_deg);
        base::RandomStream stream(seed_, base::str("leaves/", name_, '/', leaves_.instance));
        std::vector<Layer> layers;
        for (std::int64_t i = 0; i < leaves_.num_leaves(); ++i) {
            const Point centre{stream.uniform(-reach, reach), stream.uniform(-reach, reach)};
            const double diameter = leaves_.diameter_at(stream.uniform());
            const double luminance = stream.uniform(leaves_.low_luminance, leaves_.high_luminance);
            const Transform place = placement.after({centre.x_deg, centre.y_deg, 0});
            const Outline leaf{{make_disk(diameter, 64)}};
            Layer layer{rasterize(transformed(leaf, place), context.pixels), {}};
            if (layer.coverage.box.empty()) {
                continue;
            }
            const double safe = 0.5 * (leaves_.size_deg - diameter) - context.pixels.size_deg;
            if (std::abs(centre.x_deg) > safe || std::abs(centre.y_deg) > safe) {
                multiply(layer.coverage, frame);
            }
            Sheet sheet;
            sheet.constant = static_cast<float>(context.weber(luminance));
            layer.sheets.push_back(std::move(sheet));
            layers.push_back(std::move(layer));
        }
        return layers;
    }

    DeadLeaves leaves_;
    std::uint64_t seed_;
    std::string name_;
};

class MappingPainter final : public Painter {
public:
    MappingPainter(const MappingNoise& noise, std::uint64_t seed, std::string name)
        : noise_(noise), seed_(seed), name_(std::move(name)) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Transform placement = context.placement.after({noise_.x_deg, noise_.y_deg, 0});
        Outline light;
        Outline dark;
        for (const auto& [pixel, is_light] : pixels_at(frame_at(do_jumps(), context.local_ms()))) {
            (is_light ? light : dark).contours.push_back(square_of(pixel, placement));
        }
        std::vector<Layer> layers;
        for (const bool is_light : {true, false}) {
            Sheet sheet;
            sheet.constant = static_cast<float>(is_light ? noise_.michelson_contrast
                                                         : -noise_.michelson_contrast);
            layers.push_back({rasterize(is_light ? light : dark, context.pixels), {sheet}});
        }
        return layers;
    }

    Contour square_of(int pixel, const Transform& placement) const {
        const int row = pixel / noise_.num_x;
        const int column = pixel % noise_.num_x;
        const double x = (column - 0.5 * (noise_.num_x - 1)) * noise_.pixel_deg;
        const double y = (row - 0.5 * (noise_.num_y - 1)) * noise_.pixel_deg;
        Contour square = make_rectangle(noise_.pixel_deg, noise_.pixel_deg);
        for (Point& p : square) {
            p = placement.apply({p.x_deg + x, p.y_deg + y});
        }
        return square;
    }

    /// The pixels of a frame and whether they are light: all of them, or a few different ones.
    std::vector<std::pair<int, bool>> pixels_at(std::uint64_t frame) const {
        base::RandomStream stream(seed_, base::str("mapping/", name_, '/', noise_.instance), frame);
        const int total = noise_.num_x * noise_.num_y;
        std::vector<std::pair<int, bool>> pixels;
        if (noise_.pixels_per_frame == 0) {
            for (int i = 0; i < total; ++i) {
                pixels.emplace_back(i, stream.below(2) == 1);
            }
            return pixels;
        }
        std::vector<int> order;
        for (int i = 0; i < total; ++i) {
            order.push_back(i);
        }
        for (int i = 0; i < std::min(noise_.pixels_per_frame, total); ++i) {
            const auto from = static_cast<std::size_t>(i);
            const auto rest = static_cast<std::uint32_t>(total - i);
            std::swap(order[from], order[from + stream.below(rest)]);
            pixels.emplace_back(order[from], stream.below(2) == 1);
        }
        return pixels;
    }

    Jumps do_jumps() const override { return frames(noise_.frame_ms); }

    MappingNoise noise_;
    std::uint64_t seed_;
    std::string name_;
};

}  // namespace

std::unique_ptr<Painter> make_noise_painter(const SpectralNoise& noise,
                                            std::uint64_t seed,
                                            const std::string& name) {
    return std::make_unique<SpectralPainter>(noise, seed, name);
}

std::unique_ptr<Painter> make_noise_painter(const DeadLeaves& leaves,
                                            std::uint64_t seed,
                                            const std::string& name) {
    return std::make_unique<LeavesPainter>(leaves, seed, name);
}

std::unique_ptr<Painter> make_noise_painter(const MappingNoise& noise,
                                            std::uint64_t seed,
                                            const std::string& name) {
    return std::make_unique<MappingPainter>(noise, seed, name);
}

}  // namespace ventral::stimuli
