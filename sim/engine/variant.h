#pragma once

/// Variants are switches over classes of projections, and lesions of single ones in a window of
/// time. They never edit the model.

#include "sim/engine/network_description.h"

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace ventral::engine {

/// Scales one projection's input, or one population's output, within a window of time: 0 silences
/// (cooling, inactivation), 1 leaves as is, above 1 enhances.
struct Lesion {
    enum class Target { Projection, Population };
    Target target = Target::Projection;
    int index = 0;      ///< into the description's projections or populations
    double factor = 0;  ///< >= 0
    double begin_ms = -std::numeric_limits<double>::infinity();
    double end_ms = std::numeric_limits<double>::infinity();
    bool operator==(const Lesion&) const = default;
};

/// One run's switches.
struct Variant {
    std::string name = "recurrent";
    /// Factor per ProjectionClass: feedforward, local, lateral, feedback; each >= 0.
    std::array<double, 4> class_scale{1, 1, 1, 1};
    std::vector<Lesion> lesions;
    bool operator==(const Variant&) const = default;

    double scale(ProjectionClass c) const { return class_scale[static_cast<std::size_t>(c)]; }
    double& scale(ProjectionClass c) { return class_scale[static_cast<std::size_t>(c)]; }
};

/// True if nothing comes through the projection at any time: its class is switched off, or it or
/// its source is silenced without end.
bool is_switched_off(const Variant& variant, const NetworkDescription& network, int projection);

/// All projections: the whole loop.
Variant recurrent_variant();
/// Feedback 0: what cutting feedback takes away.
Variant no_feedback_variant();
/// Feedback and lateral 0; local stays: the feedforward sweep.
Variant feedforward_variant();

}  // namespace ventral::engine
