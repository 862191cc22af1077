#include "sim/base/text.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/lattice.h"
#include "stimuli/render/line_elements.h"
#include "stimuli/render/painters.h"
#include "stimuli/render/rasterize.h"

#include <cmath>
#include <utility>

namespace ventral::stimuli {
namespace {

Layer plain_layer(Coverage coverage, double weber) {
    Sheet sheet;
    sheet.constant = static_cast<float>(weber);
    return {std::move(coverage), {std::move(sheet)}};
}

class LinePainter final : public Painter {
public:
    LinePainter(const LineTexture& texture, std::uint64_t seed, std::string name)
        : texture_(texture), borders_(make_borders(texture)), seed_(seed), name_(std::move(name)) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Bounds wanted = grown(bounds_before(context.placement, context.pixels.bounds()),
                                    2 * texture_.element_length_deg);
        const int num_regions = static_cast<int>(borders_.regions.size());
        std::vector<Outline> lines(borders_.regions.size() + 1);  // the ground first
        for (const LineElement& element :
             place_elements(texture_, borders_, seed_, name_, wanted)) {
            Contour corners =
                corners_of(element, texture_.element_length_deg, texture_.element_width_deg);
            for (Point& p : corners) {
                p = context.placement.apply(p);
            }
            lines[line_index(element.region)].contours.push_back(corners);
        }
        std::vector<Layer> layers;
        for (int region = -1; region < num_regions; ++region) {
            Coverage coverage = rasterize(lines[line_index(region)], context.pixels);
            if (texture_.at_border == AtBorder::Clip) {
                clip(region, context, coverage);
            }
            layers.push_back(plain_layer(std::move(coverage), weber(region, context)));
        }
        return layers;
    }

    static std::size_t line_index(int region) {
        return region < 0 ? 0 : static_cast<std::size_t>(region) + 1;
    }

    double weber(int region, const PaintContext& context) const {
        if (region >= 0) {
            const TextureRegion& own = texture_.regions[static_cast<std::size_t>(region)];
            if (own.luminance) {
                return context.weber(*own.luminance);
            }
        }
        return weber_of(texture_, context);
    }

    /// Cuts a region's lines to the region, and off those that lie above it.
    void clip(int region, const PaintContext& context, Coverage& coverage) const {
        for (const Outline& extent : borders_.extent) {
            multiply(coverage, rasterize(transformed(extent, context.placement), context.pixels));
        }
        for (std::size_t i = 0; i < borders_.regions.size(); ++i) {
            const Outline placed = transformed(borders_.regions[i], context.placement);
            if (static_cast<int>(i) == region) {
                multiply(coverage, rasterize(placed, context.pixels));
            } else if (static_cast<int>(i) > region) {
                multiply_by_complement(coverage, rasterize(placed, context.pixels));
            }
        }
    }

    LineTexture texture_;
    TextureBorders borders_;
    std::uint64_t seed_;
    std::string name_;
};

/// Every region shows its own sheet of dots; before the first step all sheets are the same.
class DotPainter final : public Painter {
public:
    DotPainter(const DotTexture& texture, std::uint64_t seed, const std::string& name)
        : texture_(texture),
          lattice_(texture.density_per_deg2,
                   1.0,
                   seed,
                   base::str("dots/", name, '/', texture.instance)) {
        for (const DotRegion& region : texture.regions) {
            regions_.push_back(make_outline(region.shape));
        }
        if (texture.width_deg && texture.height_deg) {
            extent_ = make_outline(Rectangle{texture.x_deg, texture.y_deg, *texture.width_deg,
                                             *texture.height_deg, 0});
        }
    }

private:
    struct Dots {
        Outline light;
        Outline dark;
    };

    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const auto steps = static_cast<double>(do_jumps().num_until(context.local_ms()));
        Dots dots;
        add_sheet(-1, texture_.direction_deg, steps * texture_.step_deg, context, dots);
        for (std::size_t i = 0; i < regions_.size(); ++i) {
            const DotRegion& region = texture_.regions[i];
            const double shift_deg = steps * region.step_deg;
            add_sheet(static_cast<int>(i), region.direction_deg, shift_deg, context, dots);
        }
        const double weber = weber_of(texture_, context);
        std::vector<Layer> layers;
        layers.push_back(plain_layer(rasterize(dots.light, context.pixels), weber));
        layers.push_back(plain_layer(rasterize(dots.dark, context.pixels), -weber));
        return layers;
    }

    void add_sheet(int region,
                   double direction_deg,
                   double shift_deg,
                   const PaintContext& context,
                   Dots& dots) const {
        const CosSin direction = cos_sin_deg(direction_deg);
        const Point shift{shift_deg * direction.cos, shift_deg * direction.sin};
        const Bounds picture = bounds_before(context.placement, context.pixels.bounds());
        const Bounds wanted{picture.x0_deg - shift.x_deg, picture.y0_deg - shift.y_deg,
                            picture.x1_deg - shift.x_deg, picture.y1_deg - shift.y_deg};
        const Contour disk = make_disk(texture_.dot_diameter_deg, 32);
        lattice_.visit_cells(
            grown(wanted, texture_.dot_diameter_deg), [&](Point place, base::RandomStream& stream) {
                const bool dark = stream.uniform() < texture_.dark_fraction;
                const Point centre{place.x_deg + shift.x_deg, place.y_deg + shift.y_deg};
                if (owner(centre) != region) {
                    return;
                }
                Contour dot = disk;
                for (Point& p : dot) {
                    p = context.placement.apply({p.x_deg + centre.x_deg, p.y_deg + centre.y_deg});
                }
                (dark ? dots.dark : dots.light).contours.push_back(std::move(dot));
            });
    }

    /// Index of the region at the point, -1 for the ground, -2 outside.
    int owner(Point point) const {
        if (!extent_.contours.empty() && !contains(extent_, point)) {
            return -2;
        }
        for (std::size_t i = regions_.size(); i-- > 0;) {
            if (contains(regions_[i], point)) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    Jumps do_jumps() const override {
        const double interval = texture_.num_steps > 1 ? texture_.step_interval_ms : 1;
        return {texture_.first_step_ms, interval, texture_.num_steps};
    }

    DotTexture texture_;
    Lattice lattice_;
    std::vector<Outline> regions_;
    Outline extent_;
};

}  // namespace

std::unique_ptr<Painter> make_texture_painter(const LineTexture& texture,
                                              std::uint64_t seed,
                                              const std::string& name) {
    return std::make_unique<LinePainter>(texture, seed, name);
}

std::unique_ptr<Painter> make_texture_painter(const DotTexture& texture,
                                              std::uint64_t seed,
                                              const std::string& name) {
    return std::make_unique<DotPainter>(texture, seed, name);
}

}  // namespace ventral::stimuli
