#pragma once

/// Pictures of an experiment's displays: one time, a contact sheet, or an animation.

#include "app/command/options.h"

#include <string>

namespace ventral::app {

/// Draws the luminance of the chosen conditions, with the places of the recorded sites.
void show_stimulus(const CommonOptions& common,
                   const ShowOptions& options,
                   const std::string& path);

}  // namespace ventral::app
