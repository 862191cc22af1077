#pragma once

/// Numbers as people read them, alike on every machine.

#include <string>

namespace ventral::app {

/// With so many significant digits and no zeros at the end: "0.0123", "1.2e-07".
std::string format_significant(double value, int digits);

/// With so many digits behind the point: "1.23e-04".
std::string format_scientific(double value, int digits);

/// The number that format_significant() writes: what a file that people read will say.
double round_significant(double value, int digits);

}  // namespace ventral::app
