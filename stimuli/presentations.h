#pragma once

/// What a display shows, element by element, in the words of the field's stimulus tables
/// (AllenSDK).

#include "stimuli/display.h"
#include "stimuli/display_input.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// One element while it is shown. Positions and orientations in the visual field, groups and the
/// placement applied, without the element's own movement. NaN where the kind has no such property.
struct Presentation {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    std::string name;     ///< "drifting_gratings", "natural_scenes", ..., or the kind's own name
    std::string element;  ///< path within the display: "outer/inner"
    double start_ms = 0;  ///< from stimulus onset; -infinity: always
    double stop_ms = 0;
    double x_deg = kNone;
    double y_deg = kNone;
    double orientation_deg = kNone;  ///< 0 <= orientation < 180, counter-clockwise from horizontal
    double direction_deg = kNone;    ///< of a movement or drift, 0 <= direction < 360
    double spatial_frequency_cpd = kNone;
    double temporal_frequency_hz = kNone;
    double phase_deg = kNone;
    double contrast = kNone;  ///< Michelson
    double size_deg = kNone;  ///< full diameter or width
    double luminance = kNone;
    double opacity = 1;
};

/// The presentations in the order of the display, those of a sequence in the order in which they
/// are shown.
/// @param seed of the display, which orders shuffled sequences.
std::vector<Presentation> list_presentations(const Display& display,
                                             std::uint64_t seed,
                                             const Placement& placement = {});

/// The kind's key in YAML: "square".
std::string kind_name(const Kind& kind);

/// True if a sequence of the display is shuffled, so that another seed orders it otherwise.
bool has_shuffled_sequence(const Display& display);

}  // namespace ventral::stimuli
