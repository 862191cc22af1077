#pragma once

/// Arithmetic over measured values and factors, as experiment files write it.

#include "sim/config/node.h"

#include <functional>
#include <string>
#include <vector>

namespace ventral::config {

/// An expression such as "max(inner_deg, low_contrast.srf_deg) + 0.2". Operators + - * / ^,
/// functions min, max, abs, sqrt, exp, ln, ...; names are those of numeric factors ("inner_deg")
/// and of what steps measured ("STEP.QUANTITY").
class Expression {
public:
    /// @param node a number or a text; a text that is no expression throws base::ConfigError there.
    explicit Expression(const Node& node);

    /// The names it uses, sorted.
    const std::vector<std::string>& names() const { return names_; }
    const Node& node() const { return node_; }

    /// Its value; one that is not finite throws base::ConfigError at the node.
    /// @param value_of asked once for each name.
    double evaluate(const std::function<double(const std::string&)>& value_of) const;

private:
    Node node_;
    std::vector<std::string> names_;
};

}  // namespace ventral::config
