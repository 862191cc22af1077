#include "app/terminal/progress.h"

#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <array>
#include <cmath>

namespace ventral::app {

namespace {

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::chrono::seconds kBetweenLines{2};

}  // namespace

std::string format_duration(double seconds) {
    if (!std::isfinite(seconds)) {
        return "?";
    }
    const auto whole = static_cast<long>(std::ceil(seconds));
    if (whole < 60) {
        return base::str(whole, " s");
    }
    if (whole < 3600) {
        return base::str(whole / 60, " min ", whole % 60, " s");
    }
    return base::str(whole / 3600, " h ", whole % 3600 / 60, " min");
}

std::string format_bytes(double bytes) {
    constexpr std::array<const char*, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < kUnits.size()) {
        bytes /= 1000;
        ++unit;
    }
    return base::str(format_fixed(bytes, unit > 0 && bytes < 10 ? 1 : 0), " ", kUnits[unit]);
}

Progress::Progress(
    Talk& talk, std::size_t num_cells, std::size_t finished, double work_ms, RunWatcher* watcher)
    : talk_(talk),
      watcher_(watcher),
      num_cells_(num_cells),
      finished_before_(finished),
      finished_(finished),
      work_ms_(work_ms) {
    const std::lock_guard<std::mutex> lock(mutex_);
    draw();
}

Progress::~Progress() {
    talk_.set_status("");
}

double Progress::done() const {
    const auto before = static_cast<double>(finished_before_);
    const double share = work_ms_ > 0 ? done_ms_ / work_ms_ : 1;
    return before + share * (static_cast<double>(num_cells_) - before);
}

std::string Progress::remaining() const {
    const std::chrono::duration<double> elapsed = Clock::now() - start_;
    const double worked = done() - static_cast<double>(finished_before_);
    if (worked <= 0 || elapsed.count() < 0.5) {
        return "";
    }
    const double rate = worked / elapsed.count();
    const double left = (static_cast<double>(num_cells_) - done()) / rate;
    const std::string speed =
        rate >= 1 ? format_fixed(rate, 1) + " cells/s" : format_fixed(60 * rate, 1) + " cells/min";
    return base::str(", ", speed, ", ", format_duration(left), " left");
}

void Progress::draw() {
    const double share = done() / static_cast<double>(num_cells_);
    const int filled = static_cast<int>(std::lround(kBarWidth * share));
    const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                            std::string(static_cast<std::size_t>(kBarWidth - filled), '.');
    talk_.set_status(base::str("[", bar, "] ", static_cast<int>(100 * share), " %  ", finished_,
                               "/", num_cells_, " cells", told()));
    tell_watcher();
    last_drawn_ = Clock::now();
}

std::string Progress::told() const {
    return remaining() + (network_.empty() ? "" : "; " + network_);
}

void Progress::tell_watcher() {
    if (watcher_ != nullptr) {
        watcher_->tell({finished_, num_cells_, done() / static_cast<double>(num_cells_),
                        base::str(finished_, "/", num_cells_, " cells", told())});
    }
}

void Progress::advance(double work_ms) {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ms_ += work_ms;
    if ((talk_.has_status() || watcher_ != nullptr) && Clock::now() - last_drawn_ >= kRedraw) {
        draw();
    }
}

void Progress::finish(const std::string& label, const std::string& network) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++finished_;
    network_ = network;
    tell_watcher();
    if (talk_.has_status()) {
        draw();
        return;
    }
    const Clock::time_point now = Clock::now();
    if (finished_ == num_cells_ || now - last_line_ >= kBetweenLines) {
        last_line_ = now;
        talk_.say(base::str(finished_, "/", num_cells_, " cells (", label, ")", told()));
    }
}

}  // namespace ventral::app
