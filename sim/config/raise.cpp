#include "sim/config/raise.h"

#include "sim/base/text.h"

#include <utility>

namespace ventral::config {

void raise_at(const Place& place,
              const std::string& what,
              const std::string& got,
              const std::string& allowed,
              const std::string& hint) {
    base::ConfigFault fault;
    fault.what = what;
    fault.file = place.file;
    fault.line = place.line;
    fault.column = place.column;
    fault.key_path = place.key_path;
    fault.got = got;
    fault.allowed = allowed;
    fault.hint = hint;
    throw base::ConfigError(std::move(fault));
}

std::string join_path(const std::string& parent, std::string_view key) {
    return parent.empty() ? std::string(key) : base::str(parent, '.', key);
}

}  // namespace ventral::config
