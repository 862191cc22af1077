#include "stimuli/render/scene.h"

#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/rasterize.h"
#include "stimuli/sequence_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ventral::stimuli {
namespace {

/// When a part of the scene has its own time: in the slot of a sequence.
struct Slot {
    double origin_ms = 0;
    double begin_ms = -std::numeric_limits<double>::infinity();
    double end_ms = std::numeric_limits<double>::infinity();
};

class SceneMaker {
public:
    explicit SceneMaker(std::uint64_t seed) : seed_(seed) {}

    void add(const Element& element,
             const std::string& path,
             const std::vector<Stage>& outer,
             const Slot& slot) {
        const std::string name = path.empty() ? element.name : path + "/" + element.name;
        std::vector<Stage> stages{make_stage(element, slot)};
        stages.insert(stages.end(), outer.begin(), outer.end());
        if (const auto* group = std::get_if<Group>(&element.kind)) {
            for (const Element& member : group->elements) {
                add(member, name, stages, slot);
            }
        } else if (const auto* sequence = std::get_if<Sequence>(&element.kind)) {
            add_sequence(*sequence, name, stages, slot.origin_ms + element.onset_ms);
        } else {
            scene_.push_back({painter_of(element, name), stages, slot.origin_ms, element.blend});
        }
    }

    std::vector<Shown> take() { return std::move(scene_); }

private:
    static Stage make_stage(const Element& element, const Slot& slot) {
        Stage stage;
        stage.onset_ms = std::max(slot.begin_ms, slot.origin_ms + element.onset_ms);
        stage.offset_ms = std::min(slot.end_ms, slot.origin_ms + element.offset_ms);
        stage.ramp_ms = element.ramp_ms;
        stage.flicker_ms = element.flicker_ms;
        stage.opacity = element.opacity;
        stage.movement = element.movement;
        stage.movement.from_ms += slot.origin_ms;
        stage.movement.until_ms += slot.origin_ms;
        stage.pivot = centre_of(element.kind);
        if (const auto* group = std::get_if<Group>(&element.kind)) {
            stage.placed = Transform(group->x_deg, group->y_deg, group->rotation_deg);
        }
        if (element.inside) {
            stage.inside.push_back(make_outline(*element.inside));
        }
        if (element.outside) {
            stage.outside.push_back(make_outline(*element.outside));
        }
        return stage;
    }

    void add_sequence(const Sequence& sequence,
                      const std::string& name,
                      const std::vector<Stage>& stages,
                      double begin_ms) {
        const double period = sequence.each_ms + sequence.blank_ms;
        std::int64_t shown = 0;
        for (int round = 0; round < sequence.repeats; ++round) {
            for (const std::size_t item : sequence_order(sequence, seed_, name, round)) {
                const double start = begin_ms + static_cast<double>(shown++) * period;
                add(sequence.items[item], name, stages, {start, start, start + sequence.each_ms});
            }
        }
    }

    /// The painter of an element; made once, though a sequence shows it many times.
    std::shared_ptr<const Painter> painter_of(const Element& element, const std::string& name) {
        for (const auto& [known, painter] : painters_) {
            if (known == &element) {
                return painter;
            }
        }
        painters_.emplace_back(&element, make_painter(element.kind, seed_, name));
        return painters_.back().second;
    }

    std::uint64_t seed_;
    std::vector<Shown> scene_;
    std::vector<std::pair<const Element*, std::shared_ptr<const Painter>>> painters_;
};

}  // namespace

double Stage::opacity_at(double time_ms) const {
    if (time_ms < onset_ms || time_ms >= offset_ms) {
        return 0;
    }
    if (flicker_ms > 0) {
        const double halves = std::floor((time_ms - onset_ms) / flicker_ms);
        if (std::fmod(halves, 2.0) != 0) {
            return 0;
        }
    }
    double share = 1;
    if (ramp_ms > 0) {
        share = std::min((time_ms - onset_ms) / ramp_ms, (offset_ms - time_ms) / ramp_ms);
    }
    return opacity * std::clamp(share, 0.0, 1.0);
}

bool Stage::is_ramping(double time_ms) const {
    return ramp_ms > 0 && time_ms >= onset_ms && time_ms < offset_ms &&
           (time_ms < onset_ms + ramp_ms || time_ms >= offset_ms - ramp_ms);
}

bool Stage::is_moving(double time_ms) const {
    return movement.moves() && time_ms >= movement.from_ms && time_ms < movement.until_ms;
}

Transform Stage::movement_at(double time_ms) const {
    if (!movement.moves() || time_ms <= movement.from_ms) {
        return {};
    }
    const double seconds = (std::min(time_ms, movement.until_ms) - movement.from_ms) / 1000;
    const CosSin direction = cos_sin_deg(movement.direction_deg);
    const double distance = movement.speed_deg_per_s * seconds;
    const Transform shift(distance * direction.cos, distance * direction.sin, 0);
    return shift.after(Transform::about(pivot, movement.spin_deg_per_s * seconds));
}

double Shown::opacity_at(double time_ms) const {
    double opacity = 1;
    for (const Stage& stage : stages) {
        opacity *= stage.opacity_at(time_ms);
    }
    return opacity;
}

bool Shown::changes_at(double time_ms) const {
    const bool visible = std::all_of(stages.begin(), stages.end(), [&](const Stage& stage) {
        return stage.opacity_at(time_ms) > 0 || stage.is_ramping(time_ms);
    });
    return visible && std::any_of(stages.begin(), stages.end(), [&](const Stage& stage) {
               return stage.is_ramping(time_ms) || stage.is_moving(time_ms);
           });
}

bool Shown::oscillates_at(double time_ms) const {
    return painter->oscillates() && opacity_at(time_ms) > 0;
}

std::vector<Layer> Shown::layers_at(double time_ms,
                                    const Transform& field,
                                    const Pixels& pixels,
                                    double background) const {
    // The outermost stage acts last. A mask stands still while its own stage moves.
    std::vector<Coverage> masks_in;
    std::vector<Coverage> masks_out;
    Transform placement = field;
    for (std::size_t i = stages.size(); i-- > 0;) {
        const Stage& stage = stages[i];
        for (const Outline& outline : stage.inside) {
            masks_in.push_back(rasterize(transformed(outline, placement), pixels));
        }
        for (const Outline& outline : stage.outside) {
            masks_out.push_back(rasterize(transformed(outline, placement), pixels));
        }
        placement = placement.after(stage.movement_at(time_ms)).after(stage.placed);
    }
    std::vector<Layer> layers = painter->paint({pixels, placement, background, time_ms, origin_ms});
    for (Layer& layer : layers) {
        for (const Coverage& mask : masks_in) {
            multiply(layer.coverage, mask);
        }
        for (const Coverage& mask : masks_out) {
            multiply_by_complement(layer.coverage, mask);
        }
    }
    return layers;
}

double Shown::begin_ms() const {
    double begin = -std::numeric_limits<double>::infinity();
    for (const Stage& stage : stages) {
        begin = std::max(begin, stage.onset_ms);
    }
    return begin;
}

double Shown::end_ms() const {
    double end = std::numeric_limits<double>::infinity();
    for (const Stage& stage : stages) {
        end = std::min(end, stage.offset_ms);
    }
    return end;
}

std::vector<Shown> make_scene(const Display& display, std::uint64_t seed) {
    SceneMaker maker(seed);
    for (const Element& element : display.elements) {
        maker.add(element, "", {}, {});
    }
    return maker.take();
}

Point centre_of(const Kind& kind) {
    return std::visit(
        [](const auto& value) -> Point {
            if constexpr (requires { value.x_deg; }) {
                return {value.x_deg, value.y_deg};
            } else {
                return {};
            }
        },
        kind);
}

}  // namespace ventral::stimuli
