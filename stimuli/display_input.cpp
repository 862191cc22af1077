#include "stimuli/display_input.h"

#include "stimuli/render/canvas.h"
#include "stimuli/render/scene.h"
#include "stimuli/render/timeline.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

namespace ventral::stimuli {
namespace {

/// What can be kept of a scene between two changes, on one grid.
struct Frame {
    base::Grid grid;
    double since_ms = 0;
    std::size_t num_kept = 0;        ///< elements under the first one that is redrawn
    std::vector<TimedSheet> sheets;  ///< they alone, on the grid
    std::optional<Canvas> below;     ///< they alone, on fine pixels; none if nothing is redrawn
};

/// A layer with what its element does to it at one moment.
struct LaidLayer {
    Layer layer;
    double opacity = 1;
    Blend blend = Blend::Over;
};

Box union_of(const Box& a, const Box& b) {
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

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
        evaluate(frame->sheets, time, out);
        if (frame->below) {
            redraw(*frame, time, out);
        }
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

    std::vector<LaidLayer> layers_of(const Shown& shown,
                                     double time_ms,
                                     const Pixels& pixels) const {
        std::vector<LaidLayer> laid;
        const double opacity = shown.opacity_at(time_ms);
        if (opacity > 0) {
            for (Layer& layer : shown.layers_at(time_ms, field_, pixels, background_)) {
                laid.push_back({std::move(layer), opacity, shown.blend});
            }
        }
        return laid;
    }

    /// Draws what changes at every moment, and what lies above it, where it lies.
    void redraw(const Frame& frame, double time_ms, std::span<float> out) const {
        std::vector<LaidLayer> layers;
        Box box;
        for (std::size_t i = frame.num_kept; i < scene_.size(); ++i) {
            for (LaidLayer& laid : layers_of(scene_[i], time_ms, frame.below->pixels())) {
                box = union_of(box, laid.layer.coverage.box);
                layers.push_back(std::move(laid));
            }
        }
        if (box.empty()) {
            return;
        }
        const int k = make_fine_grid(frame.grid, oversampling()).per_sample;
        Canvas canvas = frame.below->part(aligned(box, k));
        for (const LaidLayer& laid : layers) {
            canvas.compose(laid.layer, laid.opacity, laid.blend);
        }
        const auto nx = static_cast<std::size_t>(canvas.box().width() / k);
        const auto ny = static_cast<std::size_t>(canvas.box().height() / k);
        std::vector<float> part(nx * ny);
        evaluate(canvas.averaged(k), time_ms, part);
        const auto x0 = static_cast<std::size_t>(canvas.box().x0 / k);
        const auto y0 = static_cast<std::size_t>(canvas.box().y0 / k);
        for (std::size_t y = 0; y < ny; ++y) {
            std::copy_n(part.data() + y * nx, nx,
                        out.data() + (y0 + y) * static_cast<std::size_t>(frame.grid.nx) + x0);
        }
    }

    std::shared_ptr<const Frame> frame_at(const base::Grid& grid, double time_ms) const {
        const double since = timeline_.last_change(time_ms);
        if (std::shared_ptr<const Frame> known = cache_.find(grid, since)) {
            return known;
        }
        const FineGrid fine = make_fine_grid(grid, oversampling());
        auto frame = std::make_shared<Frame>();
        frame->grid = grid;
        frame->since_ms = since;
        Canvas canvas(fine.pixels, whole(fine.pixels));
        for (; frame->num_kept < scene_.size(); ++frame->num_kept) {
            const Shown& shown = scene_[frame->num_kept];
            if (shown.changes_at(time_ms)) {
                break;
            }
            for (const LaidLayer& laid : layers_of(shown, time_ms, fine.pixels)) {
                canvas.compose(laid.layer, laid.opacity, laid.blend);
            }
        }
        frame->sheets = canvas.averaged(fine.per_sample);
        if (frame->num_kept < scene_.size()) {
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
