#include "stimuli/render/painter.h"

#include "stimuli/render/painters.h"

#include <cmath>

namespace ventral::stimuli {

std::int64_t Jumps::num_until(double time_ms) const {
    if (count == 0 || time_ms < first_ms) {
        return 0;
    }
    // The division may round either way at a jump: settle it by the jump's own time.
    auto passed = static_cast<std::int64_t>(std::floor((time_ms - first_ms) / period_ms)) + 1;
    if (time_of(passed) <= time_ms) {
        ++passed;
    } else if (time_of(passed - 1) > time_ms) {
        --passed;
    }
    return count > 0 && passed > count ? count : passed;
}

std::unique_ptr<Painter> make_painter(const Kind& kind,
                                      std::uint64_t seed,
                                      const std::string& name) {
    return std::visit(
        [&](const auto& value) -> std::unique_ptr<Painter> {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, Group> || std::is_same_v<Value, Sequence>) {
                return nullptr;  // taken apart before
            } else if constexpr (IsFigure<Value>::value) {
                return make_figure_painter(
                    Shape(static_cast<const typename IsFigure<Value>::Base&>(value)), value);
            } else if constexpr (std::is_same_v<Value, Curve>) {
                return make_curve_painter(value);
            } else if constexpr (std::is_same_v<Value, Uniform> ||
                                 std::is_same_v<Value, Gradient>) {
                return make_field_painter(value);
            } else if constexpr (std::is_same_v<Value, Photograph>) {
                return make_photograph_painter(value);
            } else if constexpr (std::is_same_v<Value, Grating> || std::is_same_v<Value, Plaid> ||
                                 std::is_same_v<Value, Gabor>) {
                return make_wave_painter(value);
            } else if constexpr (std::is_same_v<Value, LineTexture> ||
                                 std::is_same_v<Value, DotTexture>) {
                return make_texture_painter(value, seed, value.stream.value_or(name));
            } else {
                return make_noise_painter(value, seed, value.stream.value_or(name));
            }
        },
        kind);
}

}  // namespace ventral::stimuli
