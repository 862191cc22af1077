#pragma once

/// A display as the network's input.

#include "sim/base/visual_input.h"
#include "stimuli/display.h"

#include <cstdint>
#include <memory>

namespace ventral::stimuli {

/// Where the display's own origin lies in the visual field: first turned, then shifted.
struct Placement {
    double x_deg = 0;
    double y_deg = 0;
    double rotation_deg = 0;  ///< counter-clockwise
    bool operator==(const Placement&) const = default;
};

/// Weber contrast L / background - 1 of a display, averaged over each sample's square. Elements
/// are drawn with exact area coverage at `oversampling()` samples per degree or more (a whole
/// number of fine pixels per sample) and averaged. Frames are kept per grid and interval without
/// change; gratings that drift or reverse are kept as quadrature
/// frames, drifting square waves as weights. Safe to share.
class DisplayInput final : public base::VisualInput {
public:
    DisplayInput(const Display& display, std::uint64_t seed, const Placement& placement = {});
    ~DisplayInput() override;

    /// Fewest samples per degree at which elements are drawn.
    static constexpr double oversampling() { return 40; }

private:
    void do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const override;
    std::vector<double> do_change_times(double begin_ms, double end_ms) const override;
    bool do_constant_between(double begin_ms, double end_ms) const override;

    class Renderer;
    std::unique_ptr<Renderer> renderer_;
};

}  // namespace ventral::stimuli
