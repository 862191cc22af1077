#pragma once

/// What a reader should know about the displays of a run before it starts.

#include "app/run/runner.h"
#include "app/terminal/talk.h"

namespace ventral::app {

/// Tells each warning once, however many conditions it holds for.
void warn_about_displays(const PreparedRun& run, Talk& talk);

}  // namespace ventral::app
