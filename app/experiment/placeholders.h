#pragma once

/// Values of an experiment that its steps have yet to measure.

#include "app/experiment/experiment.h"

#include <string>

namespace ventral::app {

/// One line: the values that are built from measurements and keep what stands in the file until
/// they are measured, each with its expression, and the steps that measure them. Empty: none.
std::string describe_placeholders(const Experiment& experiment);

}  // namespace ventral::app
