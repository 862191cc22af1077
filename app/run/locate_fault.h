#pragma once

/// Gives faults that the engine finds in a network their place in the files it was read from.

#include "sim/base/errors.h"
#include "sim/config/node.h"

namespace ventral::app {

/// The fault with file, line and column, if its key path, such as "time.step_ms",
/// "populations.V1.complex.tau_ms" or "projections.NAME.kernel", leads into one of the files; as
/// far as it does. The key path becomes that of the file.
base::ConfigFault locate_fault(base::ConfigFault fault,
                               const config::Node& experiment,
                               const config::Node& model);

}  // namespace ventral::app
