#pragma once

/// The command line: options into values, errors into exit codes.

namespace ventral::app {

/// Runs the command that the arguments name. Every failure becomes a message on stderr and an exit
/// code: 0 good, 1 ran but differs, 2 usage or configuration, 3 input or output, 4 numerics, 130
/// interrupted.
int run_command_line(int argc, const char* const* argv);

}  // namespace ventral::app
