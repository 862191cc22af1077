#pragma once

/// Arrays whose axes carry names, units and coordinates: what is recorded, written and analysed.

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::base {

/// One axis: either numbers with a unit, or labels.
struct Axis {
    std::string name;                 ///< "time", "x", "condition", ...
    std::string unit;                 ///< "s", "degree", "1"; empty for labels
    std::string long_name;            ///< one line for a plot's axis
    std::vector<double> values;       ///< coordinates, or empty if labelled
    std::vector<std::string> labels;  ///< labels, or empty if numeric

    bool operator==(const Axis&) const = default;
    std::size_t size() const { return labels.empty() ? values.size() : labels.size(); }
};

/// A row-major array of float32 with labelled axes.
struct LabelledArray {
    std::string name;       ///< variable name, e.g. "rate"
    std::string unit;       ///< "Hz" or "1"
    std::string long_name;  ///< one line for a plot's axis
    std::vector<Axis> axes;
    std::vector<float> values;

    bool operator==(const LabelledArray&) const = default;
    std::size_t size() const {
        std::size_t product = 1;
        for (const Axis& axis : axes) {
            product *= axis.size();
        }
        return product;
    }
};

}  // namespace ventral::base
