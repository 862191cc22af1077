#include "sim/base/text.h"
#include "stimuli/read/kind_specs.h"
#include "stimuli/read/rules.h"

namespace ventral::stimuli {
namespace {

void check_spectrum(const SpectralNoise& noise, const config::Node& node) {
    constexpr double kMostCycles = 512;
    if (noise.min_frequency_cpd >= noise.max_frequency_cpd) {
        node.fail_at("min_frequency_cpd", "the band of frequencies is empty",
                     base::str("min_frequency_cpd < max_frequency_cpd = ",
                               base::format_number(noise.max_frequency_cpd)));
    }
    if (noise.max_frequency_cpd * noise.size_deg > kMostCycles) {
        node.fail_at(
            "max_frequency_cpd", "the noise has too many cycles over its size",
            base::str("max_frequency_cpd <= ", base::format_number(kMostCycles / noise.size_deg),
                      " for this size_deg"));
    }
    if (noise.max_frequency_cpd * noise.size_deg < 1) {
        node.fail_at("max_frequency_cpd", "not one cycle fits into the size",
                     base::str("max_frequency_cpd >= ", base::format_number(1 / noise.size_deg)));
    }
}

void check_leaves(const DeadLeaves& leaves, const config::Node& node) {
    constexpr std::int64_t kMostLeaves = 300'000;
    if (leaves.min_diameter_deg > leaves.max_diameter_deg) {
        node.fail_at("min_diameter_deg", "the smallest leaf is larger than the largest",
                     base::str("min_diameter_deg <= max_diameter_deg = ",
                               base::format_number(leaves.max_diameter_deg)));
    }
    if (leaves.low_luminance > leaves.high_luminance) {
        node.fail_at("low_luminance", "the lowest luminance is above the highest",
                     base::str("low_luminance <= high_luminance = ",
                               base::format_number(leaves.high_luminance)));
    }
    if (leaves.num_leaves() > kMostLeaves) {
        node.fail_at("min_diameter_deg",
                     base::str(leaves.num_leaves(), " leaves would be needed to cover the square"),
                     base::str("at most ", kMostLeaves, " leaves"),
                     "raise min_diameter_deg or lower the exponent or size_deg");
    }
}

}  // namespace

config::Spec<Uniform> uniform_spec() {
    config::Spec<Uniform> spec("uniform",
                               "The whole field in one luminance (Kinoshita & Komatsu 2001).");
    return light_keys(spec).check(
        [](const Uniform& uniform, const config::Node& node) { check_light(uniform, true, node); });
}

config::Spec<Gradient> gradient_spec() {
    config::Spec<Gradient> spec("gradient", "A linear change of luminance, constant beyond.");
    return place_keys(spec)
        .number("direction_deg", &Gradient::direction_deg,
                angle_rule("From the first luminance to the second, period 360."))
        .required_number("length_deg", &Gradient::length_deg, size_rule("Of the change."))
        .required_number("from_luminance", &Gradient::from_luminance,
                         luminance_rule("At its beginning."))
        .required_number("to_luminance", &Gradient::to_luminance, luminance_rule("At its end."));
}

config::Spec<SpectralNoise> spectral_noise_spec() {
    config::Spec<SpectralNoise> spec(
        "spectral_noise",
        "Noise with an amplitude spectrum 1 / f^exponent and random phases (Field 1987).");
    const auto frequency = [](std::string doc) {
        return config::Number{.unit = "cycles/deg", .min = 0, .max = 100, .doc = std::move(doc)};
    };
    place_keys(spec)
        .required_number("size_deg", &SpectralNoise::size_deg,
                         size_rule("Side of the square that it fills."))
        .number("exponent", &SpectralNoise::exponent,
                {.min = -2, .max = 4, .doc = "0: white; 1: as natural scenes."})
        .number("min_frequency_cpd", &SpectralNoise::min_frequency_cpd,
                frequency("Lowest frequency."))
        .number("max_frequency_cpd", &SpectralNoise::max_frequency_cpd,
                frequency("Highest frequency."))
        .number("orientation_deg", &SpectralNoise::orientation_deg,
                angle_rule("Middle of the band of orientations."))
        .number("orientation_bandwidth_deg", &SpectralNoise::orientation_bandwidth_deg,
                {.unit = "deg",
                 .min = 0,
                 .max = 180,
                 .exclusive_min = true,
                 .doc = "Full width of the band of orientations; 180: all."})
        .required_number("rms_contrast", &SpectralNoise::rms_contrast,
                         share_rule("SD / mean, before negative light is cut at 0."))
        .number("mean_luminance", &SpectralNoise::mean_luminance,
                luminance_rule("Absent: the background."))
        .number("frame_ms", &SpectralNoise::frame_ms,
                duration_rule("A new picture every frame; 0: one picture.", true));
    return draw_keys(spec).check(check_spectrum);
}

config::Spec<DeadLeaves> dead_leaves_spec() {
    config::Spec<DeadLeaves> spec("dead_leaves",
                                  "Disks of random size and luminance that occlude one another "
                                  "(Ruderman 1997; Lee, Mumford & Huang 2001).");
    place_keys(spec)
        .required_number("size_deg", &DeadLeaves::size_deg,
                         size_rule("Side of the square that is covered."))
        .number("min_diameter_deg", &DeadLeaves::min_diameter_deg,
                size_rule("Of the smallest leaf."))
        .number("max_diameter_deg", &DeadLeaves::max_diameter_deg,
                size_rule("Of the largest leaf."))
        .number("exponent", &DeadLeaves::exponent,
                {.min = 0, .max = 6, .doc = "Density of diameters ~ d^-exponent; 3: scale-free."})
        .number("low_luminance", &DeadLeaves::low_luminance, luminance_rule("Of the darkest."))
        .number("high_luminance", &DeadLeaves::high_luminance, luminance_rule("Of the lightest."));
    return draw_keys(spec).check(check_leaves);
}

config::Spec<MappingNoise> mapping_noise_spec() {
    config::Spec<MappingNoise> spec(
        "mapping_noise",
        "A lattice of light and dark pixels, redrawn every frame: sparse noise (Jones & Palmer "
        "1987) or dense noise.");
    const auto count = [](std::string doc) {
        return config::Integer{.min = 1, .max = 256, .doc = std::move(doc)};
    };
    place_keys(spec)
        .integer("num_x", &MappingNoise::num_x, count("Pixels side by side."))
        .integer("num_y", &MappingNoise::num_y, count("Pixels above one another."))
        .required_number("pixel_deg", &MappingNoise::pixel_deg, size_rule("Side of a pixel."))
        .number("frame_ms", &MappingNoise::frame_ms, duration_rule("Of a frame.", false))
        .integer("pixels_per_frame", &MappingNoise::pixels_per_frame,
                 {.min = 0, .doc = "Shown at once; 0: all of them, dense noise."})
        .number("michelson_contrast", &MappingNoise::michelson_contrast,
                share_rule("Luminances background (1 +- contrast)."));
    return draw_keys(spec).check([](const MappingNoise& noise, const config::Node& node) {
        if (noise.pixels_per_frame > noise.num_x * noise.num_y) {
            node.fail_at("pixels_per_frame", "more pixels are shown than there are",
                         base::str("0 to ", noise.num_x * noise.num_y));
        }
    });
}

}  // namespace ventral::stimuli
