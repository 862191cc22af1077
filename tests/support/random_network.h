#pragma once

/// Networks drawn at random from everything that a description can say: what no one would think
/// of writing down is tried too.

#include "sim/engine/network_description.h"
#include "sim/engine/variant.h"

#include <cstdint>

namespace ventral::test {

/// Population 0 is the display, population 1 attention; others are mapped (two densities, odd
/// sizes, shifted centres) or have no map, and are dynamic or algebraic.
/// @param step_ms delays are drawn as multiples and non-multiples of it.
engine::NetworkDescription make_random_network(std::uint64_t seed,
                                               engine::BorderRule border,
                                               double step_ms);

/// Class factors and lesions of some projections and populations, some in windows of time.
engine::Variant make_random_variant(std::uint64_t seed, const engine::NetworkDescription& network);

}  // namespace ventral::test
