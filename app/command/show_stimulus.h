#pragma once

/// Pictures of an experiment's displays: one time, a contact sheet, or an animation.

#include "app/command/options.h"
#include "app/terminal/talk.h"

#include <string>

namespace ventral::app {

/// Draws the luminance of the chosen conditions, with the places of the recorded sites.
/// Conditions that do not fit legibly, and values that are not measured yet, are told.
void show_stimulus(const CommonOptions& common,
                   const ShowOptions& options,
                   const std::string& path,
                   Talk& talk);

}  // namespace ventral::app
