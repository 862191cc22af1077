#include "sim/engine/variant.h"

namespace ventral::engine {

Variant recurrent_variant() {
    return {};
}

Variant no_feedback_variant() {
    Variant variant{"no_feedback", {1, 1, 1, 1}, {}};
    variant.scale(ProjectionClass::Feedback) = 0;
    return variant;
}

Variant feedforward_variant() {
    Variant variant{"feedforward", {1, 1, 1, 1}, {}};
    variant.scale(ProjectionClass::Feedback) = 0;
    variant.scale(ProjectionClass::Lateral) = 0;
    return variant;
}

}  // namespace ventral::engine
