#pragma once

/// Levels of a factor as an axis of the result.

#include "sim/base/labelled_array.h"

#include <string>
#include <vector>

namespace ventral::app {

/// Numbers with the unit of the key that they set ("grating.diameter_deg": degree) if all texts are
/// finite numbers, else labels.
base::Axis level_axis(const std::string& name,
                      const std::string& key,
                      const std::vector<std::string>& texts);

}  // namespace ventral::app
