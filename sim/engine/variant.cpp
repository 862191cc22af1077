#include "sim/engine/variant.h"

#include "sim/base/index_of.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {

bool is_switched_off(const Variant& variant, const NetworkDescription& network, int projection) {
    const ProjectionDescription& d = network.projections[base::index_of(projection)];
    const auto silences = [&](const Lesion& lesion) {
        const int index = lesion.target == Lesion::Target::Projection ? projection : d.source;
        return lesion.index == index && lesion.factor == 0 && std::isinf(lesion.begin_ms) &&
               std::isinf(lesion.end_ms);
    };
    return variant.scale(d.projection_class) == 0 ||
           std::any_of(variant.lesions.begin(), variant.lesions.end(), silences);
}

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
