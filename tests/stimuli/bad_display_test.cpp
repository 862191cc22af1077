#include "sim/base/errors.h"
#include "tests/stimuli/rendering.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ventral;
using namespace ventral::test;

namespace {

struct Fault {
    std::string element;
    std::string key;      ///< last part of the key path that is named
    std::string says;     ///< a part of what is wrong
    std::string allowed;  ///< a part of what is allowed
};

const std::string kWave = "spatial_frequency_cpd: 1, michelson_contrast: 1";
const std::string kLines =
    "element_length_deg: 1, element_width_deg: 0.1, density_per_deg2: 2, luminance: 1";

const std::vector<Fault> kFaults = {
    {"{square: {side_deg: -1, luminance: 1}}", "square.side_deg", "-1", "0 < side_deg <= 360"},
    {"{square: {side_deg: 0, luminance: 1}}", "square.side_deg", "0", "0 < side_deg <= 360"},
    {"{square: {side_deg: 1}}", "square", "no light", "luminance, weber_contrast or colour"},
    {"{square: {side_deg: 1, luminance: 1, colour: [1, 0, 0]}}", "square.colour", "twice",
     "one of"},
    {"{disk: {diameter_deg: 1, colour: [0.2, 1.2, 0]}}", "disk.colour.1", "1.2", "<= 1"},
    {"{uniform: {colour: [0.2, 0]}}", "uniform.colour", "2", "3"},
    {"{dot_texture: {dot_diameter_deg: 0.1, density_per_deg2: 2, colour: [1, 1, 1], dark_fraction: "
     "0.5}}",
     "dot_texture.dark_fraction", "weber_contrast", "0, or"},
    {"{square: {side_deg: 1, luminance: 1, weber_contrast: 1}}", "square.weber_contrast", "twice",
     "one of"},
    {"{square: {side_deg: 1, luminance: -0.1}}", "square.luminance", "-0.1", "luminance >= 0"},
    {"{square: {side_deg: 1, weber_contrast: -1.1}}", "square.weber_contrast", "-1.1", ">= -1"},
    {"{square: {side_deg: 1, transmittance: 1.5}}", "square.transmittance", "1.5", "<= 1"},
    {"{square: {side: 1, luminance: 1}}", "square.side", "side", "side_deg"},
    {"{squares: {side_deg: 1, luminance: 1}}", "squares", "squares", "square"},
    {"{ring: {outer_diameter_deg: 2, inner_diameter_deg: 3, luminance: 1}}",
     "ring.inner_diameter_deg", "hole", "inner_diameter_deg < outer_diameter_deg = 2"},
    {"{polygon: {points_deg: [[0, 0], [1, 1]], luminance: 1}}", "polygon.points_deg", "2", "3"},
    {"{polygon: {points_deg: [[0, 0], [2, 2], [2, 0], [0, 2]], luminance: 1}}",
     "polygon.points_deg", "crosses itself at [1, 1]", "corners"},
    {"{polygon: {points_deg: [[0, 0], [2, 0], 3], luminance: 1}}", "points_deg.2", "3", ""},
    {"{contour_shape: {diameter_deg: 2, luminance: 1}}", "contour_shape.knots", "missing",
     "2 to 64"},
    {"{plaid: {diameter_deg: 2}}", "plaid.components", "missing", "1 to 16"},
    {"{contour_shape: {diameter_deg: 2, knots: [{angle_deg: 90}, {angle_deg: 0}], luminance: 1}}",
     "contour_shape.knots", "ascend", "ascending"},
    {"{contour_shape: {diameter_deg: 2, knots: [{angle_deg: 0, curvature: 60}, {angle_deg: 180}], "
     "luminance: 1}}",
     "contour_shape.knots", "centre", "radius above 0"},
    {"{curve: {points_deg: [[0, 0], [4, 0]], width_deg: 0.1, gaps_deg: [[2, 1]], luminance: 1}}",
     "curve.gaps_deg", "order", "ascend"},
    {"{grating: {spatial_frequency_cpd: 1, michelson_contrast: 1.1}}", "grating.michelson_contrast",
     "1.1", "<= 1"},
    {"{grating: {" + kWave + ", contrast: 1}}", "grating.contrast", "contrast", ""},
    {"{grating: {" + kWave + ", orientation_deg: 0, direction_deg: 90}}", "grating.direction_deg",
     "both", "one of"},
    {"{grating: {" + kWave + ", temporal_frequency_hz: 4}}", "grating.temporal_frequency_hz",
     "static", "drifting"},
    {"{grating: {" + kWave + ", diameter_deg: 2, inner_diameter_deg: 2}}",
     "grating.inner_diameter_deg", "hole", "diameter_deg = 2"},
    {"{grating: {" + kWave + ", edge: gaussian}}", "grating.edge", "diameter", "diameter_deg"},
    {"{grating: {" + kWave + ", edge: raised_cosine, diameter_deg: 2, edge_deg: 1.5}}",
     "grating.edge_deg", "does not fit", "edge_deg <= 1"},
    {"{grating: {" + kWave + ", edge: soft, diameter_deg: 2}}", "grating.edge", "soft", "gaussian"},
    {"{grating: {" + kWave + ", motion: drift}}", "grating.motion", "drift", "drifting"},
    {"{plaid: {components: [{" + kWave + "}, {" + kWave + "}]}}", "plaid.components", "add up to 2",
     "up to 1"},
    {"{gabor: {" + kWave + ", sigma_deg: 0}}", "gabor.sigma_deg", "0", "sigma_deg"},
    {"{line_texture: {" + kLines + ", regions: {f: {square: {side_deg: 0.5}}}}}",
     "line_texture.element_length_deg", "longer than the region 'f'", "<= 0.5"},
    {"{line_texture: {" + kLines + ", width_deg: 4}}", "line_texture", "one side", "height_deg"},
    {"{line_texture: {" + kLines + ", jitter: 2}}", "line_texture.jitter", "2", "<= 1"},
    {"{dot_texture: {dot_diameter_deg: 0.1, density_per_deg2: 1, luminance: 1, num_steps: 2}}",
     "dot_texture.num_steps", "interval", "step_interval_ms"},
    {"{dot_texture: {dot_diameter_deg: 0.1, density_per_deg2: 1, luminance: 1, dark_fraction: 1}}",
     "dot_texture.dark_fraction", "opposite", "weber_contrast"},
    {"{spectral_noise: {size_deg: 200, rms_contrast: 0.1, max_frequency_cpd: 40}}",
     "spectral_noise.max_frequency_cpd", "cycles", "<= 2.56"},
    {"{dead_leaves: {size_deg: 60, min_diameter_deg: 0.02}}", "dead_leaves.min_diameter_deg",
     "leaves would be needed", "300000"},
    {"{mapping_noise: {num_x: 2, num_y: 2, pixel_deg: 1, pixels_per_frame: 5}}",
     "mapping_noise.pixels_per_frame", "more pixels", "0 to 4"},
    {"{uniform: {luminance: 1}, onset_ms: 100, offset_ms: 100}", "offset_ms", "ends", "> onset_ms"},
    {"{uniform: {luminance: 1}, offset_ms: 100, ramp_ms: 60}", "ramp_ms", "longer", "<= 50"},
    {"{uniform: {luminance: 1}, onset_ms: -.inf, flicker_ms: 60}", "onset_ms", "beginning",
     "finite"},
    {"{uniform: {luminance: 1}, movement: {speed_deg_per_s: 1, until_ms: -1}}", "movement.until_ms",
     "before it begins", "> from_ms"},
    {"{uniform: {luminance: 1}, onset: 100}", "onset", "onset", "onset_ms"},
    {"{uniform: {luminance: 1}, inside: {disk: {diameter_deg: 0}}}", "inside.disk.diameter_deg",
     "0", "diameter_deg"},
    {"{photograph: {file: none.png, width_deg: 1}}", "photograph.file", "none.png", "PNG"},
    {"{group: {elements: {}}}", "group.elements", "0", "1"},
    {"{group: {elements: {a: {disk: {diameter_deg: -2, luminance: 1}}}}}",
     "group.elements.a.disk.diameter_deg", "-2", "diameter_deg"},
    {"{sequence: {each_ms: 0, items: {a: {uniform: {luminance: 1}}}}}", "sequence.each_ms", "0",
     "each_ms > 0"},
};

}  // namespace

TEST_CASE("impossible geometry and light are refused with their place") {
    for (const Fault& fault : kFaults) {
        CAPTURE(fault.element);
        try {
            display_with(fault.element);
            FAIL_CHECK("the display was accepted");
        } catch (const base::ConfigError& error) {
            const std::string message = error.what();
            CAPTURE(message);
            CHECK(error.fault().file == "display.yaml");
            CHECK(error.fault().line == 3);
            CHECK(error.fault().column > 0);
            CHECK(error.fault().key_path.ends_with(fault.key));
            CHECK(message.find(fault.says) != std::string::npos);
            CHECK(message.find(fault.allowed) != std::string::npos);
        }
    }
}

TEST_CASE("a display needs a background above 0 and exactly one kind for each element") {
    for (const char* yaml :
         {"elements: {}\n", "background: 0\n", "background: 1\nelements: {a: {onset_ms: 1}}\n",
          "background: 1\nelements: {a: {uniform: {luminance: 1}, disk: "
          "{diameter_deg: 1, luminance: 1}}}\n"}) {
        CAPTURE(yaml);
        CHECK_THROWS_AS(display_of(yaml), base::ConfigError);
    }
}
