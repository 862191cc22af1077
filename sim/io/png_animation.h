#pragma once

/// Animated PNG files, which browsers play and every other program shows as their first picture.

#include <string>
#include <vector>

namespace ventral::io {

/// Joins whole PNG files of one size and colour type to an animation that repeats for ever
/// (APNG 1.0: the chunks acTL, fcTL and fdAT). IoError if one is no PNG, or differs from the first.
/// @param frame_ms how long each is shown, rounded to whole ms, 1..65535
/// @param path what messages name
std::string animated_png(const std::vector<std::string>& pictures,
                         double frame_ms,
                         const std::string& path);

}  // namespace ventral::io
