#pragma once

/// A display: a background and an ordered list of elements, the later occluding the earlier.
/// Every element is a pure function of visual-field position, time and seed.

#include "stimuli/element.h"

#include <string>
#include <vector>

namespace ventral::config {
class Node;
template <class T>
class Spec;
}  // namespace ventral::config

namespace ventral::stimuli {

/// The unit in which the file writes luminance; only ratios reach the network.
enum class LuminanceUnit { Relative, CandelaPerSquareMetre };

/// What is shown in one condition.
struct Display {
    double background = 0.5;  ///< luminance of the empty field and adapting luminance, > 0
    LuminanceUnit luminance_unit = LuminanceUnit::Relative;
    double refresh_hz = 0;  ///< 0: exact in time; > 0: shown in frames of this rate from t = 0
    std::vector<Element> elements{};  ///< from the bottom to the top
    bool operator==(const Display&) const = default;
};

/// The registry of a display's parameters: reader, schema, reference and attributes.
const config::Spec<Display>& display_spec();

/// Reads and checks a display; photographs are read too, relative to the folder of the node's
/// file. Throws base::ConfigError with the place of what is wrong.
Display read_display(const config::Node& node);

/// Facts about a display that a user should know though nothing is wrong, e.g. that colour was
/// converted to luminance. One sentence each.
std::vector<std::string> display_warnings(const Display& display);

}  // namespace ventral::stimuli
