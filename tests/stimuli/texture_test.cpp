#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/line_elements.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace ventral;
using namespace ventral::test;
using stimuli::AtBorder;
using stimuli::LineElement;
using stimuli::LineTexture;

namespace {

const base::Grid kGrid = base::make_grid(16, 16, 8);
const stimuli::Bounds kField{-8, -8, 8, 8};

LineTexture texture_with_figure(const stimuli::Shape& shape) {
    LineTexture texture;
    texture.element_length_deg = 0.6;
    texture.element_width_deg = 0.08;
    texture.density_per_deg2 = 5;
    texture.jitter = 1;
    texture.orientation_deg = 45;
    texture.luminance = 1;
    texture.regions.push_back({"figure", shape, 135, 0, {}});
    return texture;
}

std::vector<LineElement> elements_of(const LineTexture& texture, std::uint64_t seed = 1) {
    return place_elements(texture, make_borders(texture), seed, "texture", kField);
}

int num_crossing(const LineTexture& texture, const std::vector<LineElement>& elements) {
    const stimuli::TextureBorders borders = make_borders(texture);
    return static_cast<int>(
        std::count_if(elements.begin(), elements.end(), [&](const LineElement& element) {
            const auto corners =
                corners_of(element, texture.element_length_deg, texture.element_width_deg);
            return std::any_of(borders.regions.begin(), borders.regions.end(),
                               [&](const auto& region) { return border_meets(region, corners); });
        }));
}

std::string texture(const std::string& more) {
    return "{line_texture: {element_length_deg: 0.6, element_width_deg: 0.08, density_per_deg2: 5, "
           "luminance: 2, " +
           more + "}}";
}

}  // namespace

TEST_CASE("no element crosses the border of a region, whatever its shape") {
    const std::vector<stimuli::Shape> shapes = {
        stimuli::Square{0.3, -0.2, 4, 0}, stimuli::Square{0, 0, 4, 30}, stimuli::Disk{1, 1, 5},
        stimuli::Polygon{
            0, 0, {{-3, -3}, {3, -3}, {3, 3}, {0, 0}, {-3, 3}}, {}, 0, 1, false, false},
        stimuli::Ring{0, 0, 8, 4, 0, 360}};
    for (const stimuli::Shape& shape : shapes) {
        for (const AtBorder policy : {AtBorder::Move, AtBorder::Remove}) {
            LineTexture texture = texture_with_figure(shape);
            texture.at_border = policy;
            for (const std::uint64_t seed : {1U, 2U, 3U}) {
                const auto elements = elements_of(texture, seed);
                CAPTURE(shape.index());
                CHECK(elements.size() > 900);
                CHECK(num_crossing(texture, elements) == 0);
            }
            texture.at_border = AtBorder::Clip;
            CHECK(num_crossing(texture, elements_of(texture)) > 0);
        }
    }
}

TEST_CASE("moving elements off the border keeps almost all of them, on their own side") {
    LineTexture texture = texture_with_figure(stimuli::Square{0, 0, 4, 0});
    const auto outline = stimuli::make_outline(texture.regions[0].shape);
    const auto moved = elements_of(texture);
    texture.at_border = AtBorder::Remove;
    const auto removed = elements_of(texture);
    texture.at_border = AtBorder::Clip;
    const auto all = elements_of(texture);
    CHECK(removed.size() < moved.size());
    CHECK(static_cast<double>(moved.size()) > 0.995 * static_cast<double>(all.size()));
    for (const LineElement& element : moved) {
        CHECK(contains(outline, element.centre) == (element.region == 0));
        CHECK(element.orientation_deg == (element.region == 0 ? 135 : 45));
    }
}

TEST_CASE("a figure changes nothing but orientation, away from its border") {
    LineTexture texture = texture_with_figure(stimuli::Square{0, 0, 4, 0});
    const auto with_figure = elements_of(texture);
    texture.regions.clear();
    const auto homogeneous = elements_of(texture);
    const auto outline = stimuli::make_outline(stimuli::Square{0, 0, 4, 0});
    for (const LineElement& element : homogeneous) {
        if (nearest_border(outline, element.centre).distance_deg > 0.6) {
            CHECK(std::any_of(
                with_figure.begin(), with_figure.end(),
                [&](const LineElement& other) { return other.centre == element.centre; }));
        }
    }
}

TEST_CASE("the same seed gives the same texture, another seed or instance another") {
    const auto display = display_with(texture("orientation_deg: 30"));
    const auto one = picture(display, kGrid, 0, 7);
    CHECK(largest_difference(one, picture(display, kGrid, 0, 7)) == 0);
    CHECK(largest_difference(one, picture(display, kGrid, 0, 8)) > 0.1);
    const auto other = display_with(texture("orientation_deg: 30, instance: 1"));
    CHECK(largest_difference(one, picture(other, kGrid, 0, 7)) > 0.1);
}

TEST_CASE("textures of one stream share their places, whatever the elements are called") {
    const auto named = [](const std::string& name, const std::string& more) {
        return picture(display_of("background: 1\nelements: {" + name + ": " +
                                  texture("orientation_deg: 30" + more) + "}\n"),
                       kGrid);
    };
    CHECK(largest_difference(named("a", ""), named("b", "")) > 0.1);
    CHECK(largest_difference(named("a", ", stream: s"), named("b", ", stream: s")) == 0);
    CHECK(largest_difference(named("a", ""), named("b", ", stream: a")) == 0);
}

TEST_CASE("the density and the area of the lines are those asked for") {
    LineTexture texture = texture_with_figure(stimuli::Disk{0, 0, 5});
    texture.regions.clear();
    const auto elements = elements_of(texture);
    const auto inside = std::count_if(elements.begin(), elements.end(), [](const auto& element) {
        return std::abs(element.centre.x_deg) < 7 && std::abs(element.centre.y_deg) < 7;
    });
    CHECK(close(static_cast<double>(inside) / (14 * 14), 5, 0.03, 0));
    // At low density and without jitter no lines overlap: their areas add up.
    const auto values = picture(display_with("{line_texture: {element_length_deg: 0.5, "
                                             "element_width_deg: 0.05, density_per_deg2: 1, "
                                             "jitter: 0, orientation_deg: 23, luminance: 2}}"),
                                kGrid);
    CHECK(close(mean_of(values), 0.5 * 0.05, 2e-3, 0));
}

TEST_CASE("a texture does not depend on the grid that looks at it") {
    const auto display =
        display_with(texture("orientation_deg: 45, regions: {f: {disk: {diameter_deg: 4}, "
                             "orientation_deg: 135}}"));
    const auto whole = picture(display, kGrid);
    base::Grid part = base::make_grid(4, 4, 8);
    part.centre_x_deg = 2;
    part.centre_y_deg = -1;
    const auto piece = picture(display, part);
    double largest = 0;
    for (int iy = 0; iy < part.ny; ++iy) {
        for (int ix = 0; ix < part.nx; ++ix) {
            const auto other = at(whole, kGrid, part.x_deg(ix), part.y_deg(iy));
            const auto own = static_cast<double>(piece[index_of(part, ix, iy)]);
            largest = std::max(largest, std::abs(own - other));
        }
    }
    CHECK(largest < 1e-5);
}

TEST_CASE("orientations spread as asked and are random at 90 degrees") {
    LineTexture texture = texture_with_figure(stimuli::Disk{0, 0, 5});
    texture.regions.clear();
    texture.orientation_jitter_deg = 90;
    double cosine = 0;
    double smallest = 1e9;
    double largest = -1e9;
    const auto elements = elements_of(texture);
    for (const LineElement& element : elements) {
        cosine += stimuli::cos_sin_deg(2 * element.orientation_deg).cos;
        smallest = std::min(smallest, element.orientation_deg);
        largest = std::max(largest, element.orientation_deg);
    }
    CHECK(std::abs(cosine) < 4 * std::sqrt(0.5 * static_cast<double>(elements.size())));
    CHECK(smallest < -40);
    CHECK(largest > 130);
    CHECK(largest <= 135);
}

TEST_CASE("clipped lines end at the border on both sides") {
    const auto values = picture(
        display_with("{line_texture: {element_length_deg: 1, element_width_deg: 0.1, "
                     "density_per_deg2: 4, luminance: 2, at_border: clip, orientation_deg: 0, "
                     "regions: {f: {square: {side_deg: 4}, orientation_deg: 90, luminance: 3}}}}"),
        kGrid);
    CHECK(*std::max_element(values.begin(), values.end()) <= 2.0F);
    for (const double x : {-3., -2.5, 2.5, 3.}) {
        for (int eighth = -48; eighth < 48; ++eighth) {
            CHECK(at(values, kGrid, x, 0.125 * eighth) <= 1.0001);
        }
    }
}

TEST_CASE("an extent limits the texture and no element sticks out of it") {
    const auto values = picture(
        display_with(texture("orientation_deg: 20, x_deg: 1, width_deg: 6, height_deg: 4")), kGrid);
    for (int iy = 0; iy < kGrid.ny; ++iy) {
        for (int ix = 0; ix < kGrid.nx; ++ix) {
            if (std::abs(kGrid.x_deg(ix) - 1) > 3.07 || std::abs(kGrid.y_deg(iy)) > 2.07) {
                CHECK(values[index_of(kGrid, ix, iy)] == 0);
            }
        }
    }
    CHECK(mean_of(values) > 0.01);
}

TEST_CASE("dots show no figure before they step, and step as asked") {
    const std::string dots =
        "{dot_texture: {dot_diameter_deg: 0.1, density_per_deg2: 20, weber_contrast: 0.5, "
        "dark_fraction: 0.5, direction_deg: 0, step_deg: 0.25, first_step_ms: 300, num_steps: 1";
    const stimuli::DisplayInput plain(display_with(dots + "}}"), 1);
    const stimuli::DisplayInput figure(
        display_with(dots + ", regions: {f: {square: {side_deg: 4}, direction_deg: 180, "
                            "step_deg: 0.25}}}}"),
        1);
    const auto before = picture(plain, kGrid, 299);
    CHECK(largest_difference(before, picture(figure, kGrid, 299)) < 1e-6);
    CHECK(std::abs(mean_of(before)) < 0.01);
    const auto after = picture(plain, kGrid, 300);
    CHECK(largest_difference(after, picture(figure, kGrid, 300)) > 0.1);
    double largest = 0;  // 0.25 degrees are two samples
    for (std::size_t y = 0; y < 128; ++y) {
        for (std::size_t x = 2; x < 128; ++x) {
            largest = std::max(largest, std::abs(static_cast<double>(after[y * 128 + x] -
                                                                     before[y * 128 + x - 2])));
        }
    }
    CHECK(largest < 1e-5);
    CHECK(plain.change_times(0, 1000) == std::vector<double>{0, 300});
}
