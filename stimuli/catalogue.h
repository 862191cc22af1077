#pragma once

/// The list of everything that can be shown, generated from the registry of parameters.

#include <string>
#include <vector>

namespace ventral::stimuli {

/// One parameter of an element.
struct ParameterEntry {
    std::string name;      ///< e.g. "diameter_deg"
    std::string type;      ///< "number", "integer", "text", "choice", ...
    std::string unit;      ///< "deg", "ms", "1"; empty where there is none
    std::string range;     ///< e.g. "> 0"; empty: any
    std::string fallback;  ///< the default as written in YAML; empty: none
    bool is_required = false;
    std::string doc;
};

/// One kind of element.
struct KindEntry {
    std::string name;  ///< the key in the YAML file
    std::string doc;   ///< what it is and the paper that uses it
    std::vector<ParameterEntry> parameters;
};

/// All kinds in the order of the reference, then what every element may have beside its kind.
std::vector<KindEntry> element_kinds();

}  // namespace ventral::stimuli
