#pragma once

/// The facts of a configuration fault, to be held against what is expected.

#include "sim/base/errors.h"

#include <doctest/doctest.h>

#include <string>

namespace ventral::test {

/// The fault that the action throws; a failed check and an empty fault if it throws none.
template <class Action>
base::ConfigFault fault_of(const Action& action) {
    try {
        action();
    } catch (const base::ConfigError& error) {
        CHECK(error.exit_code() == base::ExitCode::Usage);
        return error.fault();
    }
    FAIL_CHECK("no ConfigError was thrown");
    return {};
}

/// "file:line:column" of a fault.
inline std::string place_of(const base::ConfigFault& fault) {
    return fault.file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column);
}

}  // namespace ventral::test
