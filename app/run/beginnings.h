#pragma once

/// Which displays of a run begin alike: the network settles on them once, not once for each.

#include "sim/engine/opening.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace ventral::app {

/// The displays of a run, in groups that show the same from the beginning on.
struct Beginnings {
    static constexpr std::size_t kAlone = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> group_of;  ///< per display; kAlone: it begins like no other
    std::vector<double> until_ms;       ///< per group: all its displays show the same until here

    std::size_t num_groups() const { return until_ms.size(); }
    bool operator==(const Beginnings&) const = default;
};

/// Puts displays into groups, one after the other. Equal openings make a group; it ends where the
/// first of them changes. Displays that change at once, or may, begin alone.
class OpeningGroups {
public:
    /// @param begin_ms of the run, @param end_ms likewise
    OpeningGroups(double begin_ms, double end_ms) : begin_ms_(begin_ms), end_ms_(end_ms) {}

    /// The next display.
    void add(engine::Opening opening);
    Beginnings finish() const;

private:
    struct Group {
        engine::Opening opening;  ///< until the first change of any display
        std::size_t num_displays = 0;
    };
    double begin_ms_;
    double end_ms_;
    std::vector<Group> groups_;
    std::vector<std::size_t> found_;  ///< per display: its group, or kAlone
};

/// All displays begin alone.
Beginnings no_beginnings(std::size_t num_displays);

}  // namespace ventral::app
