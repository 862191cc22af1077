#pragma once

#include "sim/engine/network_description.h"
#include "sim/engine/variant.h"

#include <vector>

namespace ventral::engine {

/// The times in (begin, end) at which a drive may jump, ascending: jumps of inputs, edges of
/// lesions, the first values after the silence before `begin`, and all of these again wherever they
/// arrive by one delay or two, through inputs and algebraic populations (a time constant smooths a
/// jump). Steppers of higher order stop there. Delays that grow with distance are followed by their
/// constant part.
/// @param input_jumps for each population the jumps of its input, empty for most.
std::vector<double> find_jump_times(const NetworkDescription& network,
                                    const Variant& variant,
                                    const std::vector<std::vector<double>>& input_jumps,
                                    double begin_ms,
                                    double end_ms);

}  // namespace ventral::engine
