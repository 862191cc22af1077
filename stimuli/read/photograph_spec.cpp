#include "sim/config/file_path.h"
#include "sim/io/png.h"
#include "stimuli/read/kind_specs.h"
#include "stimuli/read/rules.h"

namespace ventral::stimuli {
namespace {

void read_image(const config::Node& node, Photograph& photograph) {
    photograph.file = config::resolved_path(node);
    try {
        photograph.image = std::make_shared<const io::Image>(io::read_png(photograph.file));
    } catch (const base::IoError& error) {
        node.fail(error.what(), "a PNG file of grey or colour, up to 64 megapixels");
    }
}

config::Spec<Crop> crop_spec() {
    const auto share = [](std::string doc, bool positive) {
        config::Number rule = share_rule(std::move(doc));
        rule.exclusive_min = positive;
        return rule;
    };
    return config::Spec<Crop>("crop", "Part of the picture, in shares of its size.")
        .number("left", &Crop::left, share("Left edge.", false))
        .number("bottom", &Crop::bottom, share("Lower edge.", false))
        .number("width", &Crop::width, share("Width.", true))
        .number("height", &Crop::height, share("Height.", true))
        .check([](const Crop& crop, const config::Node& node) {
            if (crop.left + crop.width > 1 + 1e-9 || crop.bottom + crop.height > 1 + 1e-9) {
                node.fail("the crop reaches beyond the picture",
                          "left + width <= 1 and bottom + height <= 1");
            }
        });
}

}  // namespace

config::Spec<Photograph> photograph_spec() {
    config::Spec<Photograph> spec("photograph",
                                  "A picture from a PNG file; colour becomes luminance by the "
                                  "weights of Rec. 709 (Williford & von der Heydt 2016).");
    spec.required_custom(
        "file", read_image,
        [](const Photograph& photograph) -> std::optional<config::Node> {
            return config::make_text(photograph.file);
        },
        R"({"type": "string", "minLength": 1})", "a PNG file",
        "Path, relative to the folder of this file.");
    place_keys(spec)
        .number("width_deg", &Photograph::width_deg, size_rule("Width; or give the height."))
        .number("height_deg", &Photograph::height_deg, size_rule("Height; or give the width."))
        .choice("encoding", &Photograph::encoding,
                {{"srgb", Encoding::Srgb, "IEC 61966-2-1: what cameras and screens use."},
                 {"linear", Encoding::Linear, "Values are proportional to luminance."}},
                "How pixel values code light.")
        .number("white_luminance", &Photograph::white_luminance,
                luminance_rule("Luminance of the pixel value 1."))
        .number("mean_luminance", &Photograph::mean_luminance,
                luminance_rule("If given, the picture is scaled to this mean."))
        .number("rms_contrast", &Photograph::rms_contrast,
                luminance_rule("If given, SD / mean is scaled to this; negative light becomes 0."))
        .record("crop", &Photograph::crop, crop_spec(), "Part of the picture that is shown.");
    return rotation_key(spec)
        .boolean("mirror_x", &Photograph::mirror_x, "Mirrored left to right.")
        .boolean("mirror_y", &Photograph::mirror_y, "Mirrored top to bottom.")
        .boolean("invert", &Photograph::invert, "Light and dark exchanged about the mean.")
        .check([](const Photograph& photograph, const config::Node& node) {
            if (!photograph.width_deg && !photograph.height_deg) {
                node.fail("the photograph has no size", "width_deg or height_deg");
            }
        });
}

}  // namespace ventral::stimuli
