#include "stimuli/presentations.h"

#include "stimuli/sequence_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace ventral::stimuli {
namespace {

/// The kinds' keys in YAML, in the order of `Kind`.
constexpr std::array<const char*, std::variant_size_v<Kind>> kKindNames{
    "rectangle",      "square",        "bar",           "disk",         "ellipse",     "ring",
    "polygon",        "contour_shape", "morph",         "curve",        "uniform",     "gradient",
    "grating",        "plaid",         "gabor",         "line_texture", "dot_texture", "photograph",
    "spectral_noise", "dead_leaves",   "mapping_noise", "group",        "sequence"};

/// The names by which readers of stimulus tables know a kind.
std::string table_name(const Kind& kind) {
    if (const auto* grating = std::get_if<Grating>(&kind)) {
        return grating->motion == GratingMotion::Static     ? "static_gratings"
               : grating->motion == GratingMotion::Drifting ? "drifting_gratings"
                                                            : "counterphase_gratings";
    }
    if (const auto* noise = std::get_if<MappingNoise>(&kind)) {
        return noise->pixels_per_frame > 0 ? "sparse_noise" : "dense_noise";
    }
    if (std::holds_alternative<Gabor>(kind)) {
        return "gabors";
    }
    if (std::holds_alternative<Photograph>(kind)) {
        return "natural_scenes";
    }
    if (std::holds_alternative<Uniform>(kind)) {
        return "flashes";
    }
    if (std::holds_alternative<DotTexture>(kind)) {
        return "dot_motion";
    }
    return kind_name(kind);
}

double wrap(double angle_deg, double period) {
    const double rest = std::fmod(angle_deg, period);
    return rest < 0 ? rest + period : rest;
}

/// `inner`, which is placed within `outer`, in the visual field.
Placement within(const Placement& outer, double x_deg, double y_deg, double rotation_deg) {
    const double angle = outer.rotation_deg * std::numbers::pi / 180;
    // Right angles stay exact.
    const double c = wrap(outer.rotation_deg, 180) == 90 ? 0 : std::cos(angle);
    const double s = wrap(outer.rotation_deg, 180) == 0 ? 0 : std::sin(angle);
    return {outer.x_deg + c * x_deg - s * y_deg, outer.y_deg + s * x_deg + c * y_deg,
            outer.rotation_deg + rotation_deg};
}

void set(double& property, double value) {
    property = value;
}

void set(double& property, const std::optional<double>& value) {
    property = value.value_or(Presentation::kNone);
}

void describe_wave(const Wave& wave, double rotation_deg, Presentation& shown) {
    shown.orientation_deg = wrap(wave.wave_direction_deg() - 90 + rotation_deg, 180);
    shown.spatial_frequency_cpd = wave.spatial_frequency_cpd;
    shown.phase_deg = wave.phase_deg;
    shown.contrast = wave.michelson_contrast;
    shown.temporal_frequency_hz =
        wave.motion == GratingMotion::Static ? 0 : wave.temporal_frequency_hz;
    if (wave.motion == GratingMotion::Drifting) {
        shown.direction_deg = wrap(wave.wave_direction_deg() + rotation_deg, 360);
    }
}

/// What the kind itself says; all kinds that have a property call it by one name.
template <class Value>
void describe_kind(const Value& value, double rotation_deg, Presentation& shown) {
    if constexpr (std::is_base_of_v<Wave, Value>) {
        describe_wave(value, rotation_deg, shown);
    } else if constexpr (requires { value.orientation_deg; }) {
        shown.orientation_deg = wrap(value.orientation_deg + rotation_deg, 180);
    } else if constexpr (requires { value.rotation_deg; }) {
        shown.orientation_deg = wrap(value.rotation_deg + rotation_deg, 180);
    }
    if constexpr (requires { value.diameter_deg; }) {
        set(shown.size_deg, value.diameter_deg);
    } else if constexpr (requires { value.outer_diameter_deg; }) {
        set(shown.size_deg, value.outer_diameter_deg);
    } else if constexpr (requires { value.side_deg; }) {
        set(shown.size_deg, value.side_deg);
    } else if constexpr (requires { value.size_deg; }) {
        set(shown.size_deg, value.size_deg);
    } else if constexpr (requires { value.length_deg; }) {
        set(shown.size_deg, value.length_deg);
    } else if constexpr (requires { value.width_deg; }) {
        set(shown.size_deg, value.width_deg);
    }
    if constexpr (requires { value.luminance; }) {
        set(shown.luminance, value.luminance);
    }
    if constexpr (std::is_same_v<Value, MappingNoise>) {
        shown.contrast = value.michelson_contrast;
        shown.size_deg = value.num_x * value.pixel_deg;
    }
}

/// The slot of a sequence in which an element stands, and what holds it.
struct Surroundings {
    Placement placement;
    std::string path;
    double origin_ms = 0;
    double begin_ms = -std::numeric_limits<double>::infinity();
    double end_ms = std::numeric_limits<double>::infinity();
    double opacity = 1;
};

class Lister {
public:
    explicit Lister(std::uint64_t seed) : seed_(seed) {}

    void add(const Element& element, Surroundings around) {
        around.path += (around.path.empty() ? "" : "/") + element.name;
        around.begin_ms = std::max(around.begin_ms, around.origin_ms + element.onset_ms);
        around.end_ms = std::min(around.end_ms, around.origin_ms + element.offset_ms);
        around.opacity *= element.opacity;
        if (const auto* group = std::get_if<Group>(&element.kind)) {
            around.placement =
                within(around.placement, group->x_deg, group->y_deg, group->rotation_deg);
            for (const Element& member : group->elements) {
                add(member, around);
            }
        } else if (const auto* sequence = std::get_if<Sequence>(&element.kind)) {
            add_sequence(*sequence, around, around.origin_ms + element.onset_ms);
        } else if (around.begin_ms < around.end_ms) {
            add_shown(element, around);
        }
    }

    std::vector<Presentation> take() { return std::move(shown_); }

private:
    void add_sequence(const Sequence& sequence, const Surroundings& around, double begin_ms) {
        double start = begin_ms;
        for (int round = 0; round < sequence.repeats; ++round) {
            for (const std::size_t item : sequence_order(sequence, seed_, around.path, round)) {
                Surroundings slot = around;
                slot.origin_ms = start;
                slot.begin_ms = std::max(around.begin_ms, start);
                slot.end_ms = std::min(around.end_ms, start + sequence.each_ms);
                add(sequence.items[item], slot);
                start += sequence.each_ms + sequence.blank_ms;
            }
        }
    }

    void add_shown(const Element& element, const Surroundings& around) {
        Presentation shown;
        shown.name = table_name(element.kind);
        shown.element = around.path;
        shown.start_ms = around.begin_ms;
        shown.stop_ms = around.end_ms;
        shown.opacity = around.opacity;
        if (element.movement.speed_deg_per_s != 0) {
            shown.direction_deg =
                wrap(element.movement.direction_deg + around.placement.rotation_deg, 360);
        }
        std::visit(
            [&](const auto& value) {
                if constexpr (requires { value.x_deg; }) {
                    const Placement at = within(around.placement, value.x_deg, value.y_deg, 0);
                    shown.x_deg = at.x_deg;
                    shown.y_deg = at.y_deg;
                }
                describe_kind(value, around.placement.rotation_deg, shown);
            },
            element.kind);
        shown_.push_back(std::move(shown));
    }

    std::uint64_t seed_;
    std::vector<Presentation> shown_;
};

bool is_shuffled(const std::vector<Element>& elements) {
    return std::any_of(elements.begin(), elements.end(), [](const Element& element) {
        if (const auto* group = std::get_if<Group>(&element.kind)) {
            return is_shuffled(group->elements);
        }
        const auto* sequence = std::get_if<Sequence>(&element.kind);
        return sequence != nullptr && (sequence->shuffled || is_shuffled(sequence->items));
    });
}

}  // namespace

std::vector<Presentation> list_presentations(const Display& display,
                                             std::uint64_t seed,
                                             const Placement& placement) {
    Lister lister(seed);
    for (const Element& element : display.elements) {
        lister.add(element, {.placement = placement, .path = ""});
    }
    return lister.take();
}

std::string kind_name(const Kind& kind) {
    return kKindNames[kind.index()];
}

bool has_shuffled_sequence(const Display& display) {
    return is_shuffled(display.elements);
}

}  // namespace ventral::stimuli
