#include "stimuli/render/line_elements.h"

#include "sim/base/text.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/lattice.h"

#include <cmath>
#include <optional>

namespace ventral::stimuli {
namespace {

/// Decides to which region a place belongs and keeps elements off the borders.
class Placing {
public:
    Placing(const LineTexture& texture, const TextureBorders& borders)
        : texture_(texture), borders_(borders) {}

    /// Index of the topmost region that holds the point, -1 for the ground, nothing outside.
    std::optional<int> region_at(Point point) const {
        for (const Outline& extent : borders_.extent) {
            if (!contains(extent, point)) {
                return std::nullopt;
            }
        }
        for (std::size_t i = borders_.regions.size(); i-- > 0;) {
            if (contains(borders_.regions[i], point)) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    /// False if the element has no place on its own side.
    bool keep_off_borders(LineElement& element) const {
        constexpr int kAttempts = 12;
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            const Outline* border = crossed_border(element);
            if (border == nullptr) {
                return true;
            }
            if (texture_.at_border == AtBorder::Remove || !push_off(*border, element)) {
                return false;
            }
        }
        return false;
    }

private:
    double half_extent(const LineElement& element, Point normal) const {
        const CosSin along = cos_sin_deg(element.orientation_deg);
        const double dot = along.cos * normal.x_deg + along.sin * normal.y_deg;
        const double cross = along.cos * normal.y_deg - along.sin * normal.x_deg;
        return 0.5 * (texture_.element_length_deg * std::abs(dot) +
                      texture_.element_width_deg * std::abs(cross));
    }

    /// The border nearest to the centre among those that the element crosses. Regions below the
    /// element's own are hidden there.
    const Outline* crossed_border(const LineElement& element) const {
        const double reach =
            0.5 * std::hypot(texture_.element_length_deg, texture_.element_width_deg);
        const Contour corners =
            corners_of(element, texture_.element_length_deg, texture_.element_width_deg);
        const Outline* nearest = nullptr;
        double smallest = reach;
        const auto consider = [&](const Outline& outline) {
            const double distance = nearest_border(outline, element.centre).distance_deg;
            if (distance < smallest && border_meets(outline, corners)) {
                nearest = &outline;
                smallest = distance;
            }
        };
        for (std::size_t i = 0; i < borders_.regions.size(); ++i) {
            if (static_cast<int>(i) >= element.region) {
                consider(borders_.regions[i]);
            }
        }
        for (const Outline& extent : borders_.extent) {
            consider(extent);
        }
        return nearest;
    }

    /// Moves the element straight away from the border until it just clears it.
    bool push_off(const Outline& border, LineElement& element) const {
        constexpr double kClearanceDeg = 1e-6;
        const NearestBorder near = nearest_border(border, element.centre);
        if (near.distance_deg == 0) {
            return false;
        }
        const Point normal{(element.centre.x_deg - near.point.x_deg) / near.distance_deg,
                           (element.centre.y_deg - near.point.y_deg) / near.distance_deg};
        const double missing =
            std::max(half_extent(element, normal) - near.distance_deg, 0.0) + kClearanceDeg;
        element.centre.x_deg += missing * normal.x_deg;
        element.centre.y_deg += missing * normal.y_deg;
        return region_at(element.centre) == element.region;
    }

    const LineTexture& texture_;
    const TextureBorders& borders_;
};

}  // namespace

TextureBorders make_borders(const LineTexture& texture) {
    TextureBorders borders;
    for (const TextureRegion& region : texture.regions) {
        borders.regions.push_back(make_outline(region.shape));
    }
    if (texture.width_deg && texture.height_deg) {
        borders.extent.push_back(make_outline(
            Rectangle{texture.x_deg, texture.y_deg, *texture.width_deg, *texture.height_deg, 0}));
    }
    return borders;
}

Contour corners_of(const LineElement& element, double length_deg, double width_deg) {
    const Transform placement(element.centre.x_deg, element.centre.y_deg, element.orientation_deg);
    Contour corners = make_rectangle(length_deg, width_deg);
    for (Point& p : corners) {
        p = placement.apply(p);
    }
    return corners;
}

std::vector<LineElement> place_elements(const LineTexture& texture,
                                        const TextureBorders& borders,
                                        std::uint64_t seed,
                                        const std::string& name,
                                        const Bounds& bounds) {
    const Lattice lattice(texture.density_per_deg2, texture.jitter, seed,
                          base::str("lines/", name, '/', texture.instance));
    const Placing placing(texture, borders);
    std::vector<LineElement> elements;
    lattice.visit_cells(bounds, [&](Point place, base::RandomStream& stream) {
        const double spread = 2 * stream.uniform() - 1;
        const std::optional<int> region = placing.region_at(place);
        if (!region) {
            return;
        }
        LineElement element{place, texture.orientation_deg, *region};
        double range = texture.orientation_jitter_deg;
        if (*region >= 0) {
            const TextureRegion& own = texture.regions[static_cast<std::size_t>(*region)];
            element.orientation_deg = own.orientation_deg;
            range = own.orientation_jitter_deg;
        }
        element.orientation_deg += range * spread;
        if (texture.at_border == AtBorder::Clip || placing.keep_off_borders(element)) {
            elements.push_back(element);
        }
    });
    return elements;
}

}  // namespace ventral::stimuli
