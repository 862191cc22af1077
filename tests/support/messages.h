#pragma once

/// The text of an error is part of what is tested.

#include "sim/base/errors.h"

#include <doctest/doctest.h>

#include <string>

namespace ventral::test {

/// The message of the error that the action throws, or "no error".
template <class Error = base::Error, class Action>
std::string message_of(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

/// True if the text contains the part; a failure prints the text.
inline bool holds(const std::string& text, const std::string& part) {
    const bool found = text.find(part) != std::string::npos;
    if (!found) {
        MESSAGE("no '" << part << "' in: " << text);
    }
    return found;
}

}  // namespace ventral::test
