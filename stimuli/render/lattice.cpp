#include "stimuli/render/lattice.h"

#include <cmath>
#include <utility>

namespace ventral::stimuli {

Lattice::Lattice(double density_per_deg2, double jitter, std::uint64_t seed, std::string purpose)
    : cell_deg_(1 / std::sqrt(density_per_deg2)),
      jitter_(jitter),
      seed_(seed),
      purpose_(std::move(purpose)) {}

Lattice::Range Lattice::cells(double low_deg, double high_deg) const {
    return {static_cast<std::int64_t>(std::floor(low_deg / cell_deg_)),
            static_cast<std::int64_t>(std::floor(high_deg / cell_deg_))};
}

base::RandomStream Lattice::stream_of(std::int64_t column, std::int64_t row) const {
    const auto low = static_cast<std::uint64_t>(static_cast<std::uint32_t>(column));
    const auto high = static_cast<std::uint64_t>(static_cast<std::uint32_t>(row));
    return {seed_, purpose_, high << 32U | low};
}

Bounds bounds_before(const Transform& placement, const Bounds& picture) {
    const Outline corners{{{placement.apply_inverse({picture.x0_deg, picture.y0_deg}),
                            placement.apply_inverse({picture.x1_deg, picture.y0_deg}),
                            placement.apply_inverse({picture.x1_deg, picture.y1_deg}),
                            placement.apply_inverse({picture.x0_deg, picture.y1_deg})}}};
    return bounds(corners);
}

Bounds grown(const Bounds& bounds, double margin_deg) {
    return {bounds.x0_deg - margin_deg, bounds.y0_deg - margin_deg, bounds.x1_deg + margin_deg,
            bounds.y1_deg + margin_deg};
}

}  // namespace ventral::stimuli
