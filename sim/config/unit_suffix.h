#pragma once

/// Units in keys, for the sources of this folder.

#include <string>
#include <string_view>
#include <vector>

namespace ventral::config {

/// What to say to someone who wrote 'tau' or 'tau_s' where the keys hold 'tau_ms'; empty if none
/// of the keys differs in its unit alone.
std::string hint_for_unit(std::string_view key, const std::vector<std::string>& keys);

}  // namespace ventral::config
