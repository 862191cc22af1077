#pragma once

/// Numbers over two parameters, one panel for each.

#include <string>
#include <vector>

namespace ventral::app {

struct ParameterMap {
    std::string title;
    std::string x_label;
    std::string y_label;
    std::vector<std::string> x;  ///< levels, from the left
    std::vector<std::string> y;  ///< levels, from below
    std::vector<double> values;  ///< [y][x]; NaN: nothing was measured, drawn as a cross
};

/// Draws all maps, each in colours from its least to its largest value, which its title names.
void draw_parameter_maps(const std::string& title,
                         const std::vector<ParameterMap>& maps,
                         const std::string& path,
                         bool force);

}  // namespace ventral::app
