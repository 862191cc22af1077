#include "app/terminal/talk.h"

#include <unistd.h>

#include <cstdio>

namespace ventral::app {

namespace {

constexpr const char* kClearLine = "\r\033[K";

}  // namespace

Talk::Talk(Loudness loudness)
    : loudness_(loudness), has_status_(loudness != Loudness::Quiet && isatty(STDERR_FILENO) == 1) {}

Talk::~Talk() {
    set_status("");
}

void Talk::say(const std::string& line) {
    if (loudness_ != Loudness::Quiet) {
        write(line);
    }
}

void Talk::detail(const std::string& line) {
    if (loudness_ == Loudness::Verbose) {
        write(line);
    }
}

void Talk::warn(const std::string& line) {
    write("warning: " + line);
}

void Talk::tell_error(const std::string& message) {
    write("ventral: " + message);
}

void Talk::write(const std::string& line) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string text = status_.empty() ? "" : kClearLine;
    text += line + "\n" + status_;
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
}

void Talk::set_status(const std::string& text) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!has_status_ || text == status_) {
        return;
    }
    status_ = text;
    std::fputs((kClearLine + status_).c_str(), stderr);
    std::fflush(stderr);
}

}  // namespace ventral::app
