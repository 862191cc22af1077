#pragma once

/// Jittered lattices over the whole visual field: one item in every cell, each cell with a random
/// stream of its own, so that what lies in a cell does not depend on how much of the field is
/// asked for.

#include "sim/base/random.h"
#include "stimuli/geometry/outline.h"

#include <cstdint>
#include <string>

namespace ventral::stimuli {

class Lattice {
public:
    /// @param purpose names the streams, e.g. "lines/ground/0"; @param jitter 0..1: share of the
    /// cell over which an item's place is spread.
    Lattice(double density_per_deg2, double jitter, std::uint64_t seed, std::string purpose);

    /// Calls visit(place, stream) for the item of every cell that meets the bounds, row by row.
    /// The stream continues behind the draws of the place.
    template <class Visit>
    void visit_cells(const Bounds& bounds, Visit visit) const {
        const Range columns = cells(bounds.x0_deg, bounds.x1_deg);
        const Range rows = cells(bounds.y0_deg, bounds.y1_deg);
        for (std::int64_t row = rows.first; row <= rows.last; ++row) {
            for (std::int64_t column = columns.first; column <= columns.last; ++column) {
                base::RandomStream stream = stream_of(column, row);
                const double dx = jitter_ * (stream.uniform() - 0.5);
                const double dy = jitter_ * (stream.uniform() - 0.5);
                visit(Point{(static_cast<double>(column) + 0.5 + dx) * cell_deg_,
                            (static_cast<double>(row) + 0.5 + dy) * cell_deg_},
                      stream);
            }
        }
    }

private:
    struct Range {
        std::int64_t first;
        std::int64_t last;
    };
    Range cells(double low_deg, double high_deg) const;
    base::RandomStream stream_of(std::int64_t column, std::int64_t row) const;

    double cell_deg_;
    double jitter_;
    std::uint64_t seed_;
    std::string purpose_;
};

/// The bounds of the picture in the coordinates from which the placement leads to it.
Bounds bounds_before(const Transform& placement, const Bounds& picture);
/// The bounds grown by a margin on every side.
Bounds grown(const Bounds& bounds, double margin_deg);

}  // namespace ventral::stimuli
