#pragma once

/// Dates as experiments write them.

#include <string>

namespace ventral::app {

/// True for "2026-01-31" and for "2026-01-31T09:30:00", with or without "Z" or "+01:00".
bool is_date(const std::string& text);

/// The date with its time and zone: "2026-01-31T00:00:00+00:00".
std::string full_date(const std::string& date);

}  // namespace ventral::app
