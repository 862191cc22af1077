#pragma once

/// What the command says while it works: on stderr, so that stdout holds results alone.

#include <mutex>
#include <string>

namespace ventral::app {

enum class Loudness { Quiet, Normal, Verbose };

/// Lines on stderr, whole even when several threads speak. A status line, where there is one, is
/// redrawn below them.
class Talk {
public:
    explicit Talk(Loudness loudness);
    ~Talk();
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    /// Said unless quiet.
    void say(const std::string& line);
    /// Said only when verbose.
    void detail(const std::string& line);
    /// Said always.
    void warn(const std::string& line);
    /// What went wrong, said always.
    void tell_error(const std::string& message);

    /// True if stderr is a terminal and talk is wanted: then there is a status line.
    bool has_status() const { return has_status_; }
    bool is_quiet() const { return loudness_ == Loudness::Quiet; }
    /// Shows the text in place of the last status; empty takes it away.
    void set_status(const std::string& text);

private:
    void write(const std::string& line);

    std::mutex mutex_;
    Loudness loudness_;
    bool has_status_;
    std::string status_;
};

}  // namespace ventral::app
