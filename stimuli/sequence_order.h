#pragma once

/// The order in which a sequence shows its items.

#include "stimuli/element.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// Indices of the items in one round; a shuffled sequence has another order for every seed, name
/// and round.
/// @param name the element's path: "outer/inner".
std::vector<std::size_t> sequence_order(const Sequence& sequence,
                                        std::uint64_t seed,
                                        const std::string& name,
                                        int round);

}  // namespace ventral::stimuli
