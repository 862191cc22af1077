#include "app/command/command_line.h"
#include "sim/base/errors.h"

#include <csignal>
#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    // A file that may not grow further is an error of its write, told as any other.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return ventral::app::run_command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ventral: internal error: %s\n", error.what());
    } catch (...) {
        std::fputs("ventral: internal error\n", stderr);
    }
    return static_cast<int>(ventral::base::ExitCode::InputOutput);
}
