#pragma once

/// The pictures that a run shows, for its result file.

#include "app/run/runner.h"

#include <cstddef>
#include <string>

namespace ventral::app {

/// Bytes that the movie takes at most, uncompressed: if all its pictures differ. 0 without one.
std::size_t most_movie_bytes(const PreparedRun& run);

/// Adds the movie that the experiment asks for to a joined result, from the first sample of each
/// cell to the last. Trials share their pictures unless their displays are drawn anew. What is
/// held in memory is one display at a time.
void add_stimulus_movie(const PreparedRun& run, const std::string& path);

}  // namespace ventral::app
