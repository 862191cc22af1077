#pragma once

/// The files of app/report/page and the plotting library, put into the program when it is built.

#include <string_view>

namespace ventral::app {

extern const std::string_view kPageStyle;    ///< CSS
extern const std::string_view kPageScript;   ///< all scripts, in their order
extern const std::string_view kPlotLibrary;  ///< Chart.js, with its licence comment

}  // namespace ventral::app
