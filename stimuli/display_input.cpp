#include "stimuli/display_input.h"

#include "stimuli/render/canvas.h"
#include "stimuli/render/scene.h"
#include "stimuli/render/timeline.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

namespace ventral::stimuli {
namespace {

/// What can be kept of a scene between two changes, on one grid.
struct Frame {
    base::Grid grid;
    double since_ms = 0;
    std::vector<TimedSheet> sheets;  ///< all of it, if nothing is redrawn
    std::size_t num_kept = 0;        ///< elements in `below`, if something is
    Canvas below;                    ///< the elements under the first one that is redrawn
    bool is_complete = true;
};

/// Frames of the last few grids and intervals. They are shared, since one may be dropped here
/// while another thread still evaluates it.
class FrameCache {
public:
    std::shared_ptr<const Frame> find(const base::Grid& grid, double since_ms) const {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(frames_.begin(), frames_.end(), [&](const auto& frame) {
            return frame->grid == grid && frame->since_ms == since_ms;
        });
        return found == frames_.end() ? nullptr : *found;
    }

    void keep(std::shared_ptr<const Frame> frame) {
        constexpr std::size_t kMostFrames = 6;
        const std::lock_guard lock(mutex_);
        if (frames_.size() >= kMostFrames) {
            frames_.erase(frames_.begin());
        }
        frames_.push_back(std::move(frame));
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<const Frame>> frames_;
};

}  // namespace

class DisplayInput::Renderer {
public:
    Renderer(const Display& display, std::uint64_t seed, const Placement& placement)
        : background_(display.background),
          refresh_hz_(display.refresh_hz),
          field_(placement.x_deg, placement.y_deg, placement.rotation_deg),
          scene_(make_scene(display, seed)),
          timeline_(scene_) {}

    void sample(const base::Grid& grid, double time_ms, std::span<float> out) const {
        const double time = shown_time(time_ms);
        const std::shared_ptr<const Frame> frame = frame_at(grid, time);
        if (frame->is_complete) {
            evaluate(frame->sheets, time, out);
            return;
        }
        Canvas canvas = frame->below;
        compose(frame->num_kept, scene_.size(), time, canvas);
        evaluate(canvas.averaged(make_fine_grid(grid, oversampling()).per_sample), time, out);
    }

    std::vector<double> change_times(double begin_ms, double end_ms) const {
        if (refresh_hz_ == 0) {
            return timeline_.changes(begin_ms, end_ms);
        }
        std::vector<double> times;
        for (double index = std::ceil(begin_ms / frame_ms() - kRoundOff); frame(index) < end_ms;
             ++index) {
            if (differs(index - 1, index)) {
                times.push_back(frame(index));
            }
        }
        return times;
    }

    bool constant_between(double begin_ms, double end_ms) const {
        if (refresh_hz_ == 0) {
            return !timeline_.has_change_within(begin_ms, end_ms) && !is_dynamic(begin_ms);
        }
        for (double index = frame_index(begin_ms) + 1; frame(index) < end_ms; ++index) {
            if (differs(index - 1, index)) {
                return false;
            }
        }
        return true;
    }

private:
    static constexpr double kRoundOff = 1e-9;

    double frame_ms() const { return 1000 / refresh_hz_; }
    double frame(double index) const { return index * 1000 / refresh_hz_; }
    double frame_index(double time_ms) const {
        return std::floor(time_ms * refresh_hz_ / 1000 + kRoundOff);
    }
    double shown_time(double time_ms) const {
        return refresh_hz_ == 0 ? time_ms : frame(frame_index(time_ms));
    }
    /// True if the picture may change from one screen frame to the next.
    bool differs(double index, double next) const {
        return is_dynamic(frame(index)) || timeline_.last_change(frame(next)) > frame(index);
    }
    bool is_dynamic(double time_ms) const {
        return std::any_of(scene_.begin(), scene_.end(), [&](const Shown& shown) {
            return shown.changes_at(time_ms) || shown.oscillates_at(time_ms);
        });
    }

    void compose(std::size_t first, std::size_t last, double time_ms, Canvas& canvas) const {
        for (std::size_t i = first; i < last; ++i) {
            const Shown& shown = scene_[i];
            const double opacity = shown.opacity_at(time_ms);
            if (opacity == 0) {
                continue;
            }
            for (const Layer& layer :
                 shown.layers_at(time_ms, field_, canvas.pixels(), background_)) {
                canvas.compose(layer, opacity, shown.blend);
            }
        }
    }

    std::shared_ptr<const Frame> frame_at(const base::Grid& grid, double time_ms) const {
        const double since = timeline_.last_change(time_ms);
        if (std::shared_ptr<const Frame> known = cache_.find(grid, since)) {
            return known;
        }
        const FineGrid fine = make_fine_grid(grid, oversampling());
        std::size_t kept = 0;
        while (kept < scene_.size() && !scene_[kept].changes_at(time_ms)) {
            ++kept;
        }
        Canvas canvas(fine.pixels);
        compose(0, kept, time_ms, canvas);
        auto frame = std::make_shared<Frame>(
            Frame{grid, since, {}, kept, Canvas(Pixels{}), kept == scene_.size()});
        if (frame->is_complete) {
            frame->sheets = canvas.averaged(fine.per_sample);
        } else {
            frame->below = std::move(canvas);
        }
        cache_.keep(frame);
        return frame;
    }

    double background_;
    double refresh_hz_;
    Transform field_;
    std::vector<Shown> scene_;
    Timeline timeline_;
    mutable FrameCache cache_;
};

DisplayInput::DisplayInput(const Display& display, std::uint64_t seed, const Placement& placement)
    : renderer_(std::make_unique<Renderer>(display, seed, placement)) {}

DisplayInput::~DisplayInput() = default;

void DisplayInput::do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const {
    renderer_->sample(grid, time_ms, out);
}

std::vector<double> DisplayInput::do_change_times(double begin_ms, double end_ms) const {
    return renderer_->change_times(begin_ms, end_ms);
}

bool DisplayInput::do_constant_between(double begin_ms, double end_ms) const {
    return renderer_->constant_between(begin_ms, end_ms);
}

}  // namespace ventral::stimuli
