#pragma once

/// Measured numbers as text.

#include "analysis/procedures/procedure.h"

#include <string>

namespace ventral::app {

/// "srf_deg 2.5 degree" with four digits, or "srf_deg: none, REASON". A circular quantity that is
/// rounded up to its period is 0.
std::string quantity_text(const analysis::Quantity& quantity);

}  // namespace ventral::app
