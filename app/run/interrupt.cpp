#include "app/run/interrupt.h"

namespace ventral::app {

namespace {

volatile std::sig_atomic_t interrupt_flag = 0;

void note_signal(int) {
    interrupt_flag = 1;
}

}  // namespace

InterruptGuard::InterruptGuard() {
    interrupt_flag = 0;
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &old_interrupt_);
    sigaction(SIGTERM, &action, &old_terminate_);
}

InterruptGuard::~InterruptGuard() {
    sigaction(SIGINT, &old_interrupt_, nullptr);
    sigaction(SIGTERM, &old_terminate_, nullptr);
}

bool InterruptGuard::requested() {
    return interrupt_flag != 0;
}

}  // namespace ventral::app
