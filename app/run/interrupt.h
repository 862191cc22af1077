#pragma once

/// Ctrl-C and termination requests as a question that a long run asks now and then.

#include <csignal>

namespace ventral::app {

/// While alive, SIGINT and SIGTERM only set a flag; a second one ends the program at once.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    static bool requested();

private:
    struct sigaction old_interrupt_ {};
    struct sigaction old_terminate_ {};
};

}  // namespace ventral::app
