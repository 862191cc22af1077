#include "stimuli/render/painters.h"
#include "stimuli/render/wave.h"

#include <algorithm>
#include <utility>

namespace ventral::stimuli {
namespace {

/// Where a grating, a plaid or a Gabor lies, and in which window.
struct Patch {
    Point centre;
    std::optional<double> mean_luminance;
    std::vector<Wave> waves;
    Aperture aperture;
    std::optional<Gabor> gabor;  ///< its own window instead of the aperture
};

/// Adds factor x values to the sheet of that function of time.
void add_to_sheet(std::vector<Sheet>& sheets,
                  const TimeFunction& when,
                  double factor,
                  const std::vector<float>& values) {
    if (factor == 0) {
        return;
    }
    auto found = std::find_if(sheets.begin(), sheets.end(),
                              [&](const Sheet& sheet) { return sheet.when == when; });
    if (found == sheets.end()) {
        found = sheets.insert(sheets.end(), Sheet{when, 0.0F, {}});
    }
    if (found->values.empty()) {
        found->values.assign(values.size(), 0.0F);
    }
    const auto scale = static_cast<float>(factor);
    for (std::size_t i = 0; i < values.size(); ++i) {
        found->values[i] += scale * values[i];
    }
}

bool is_moving(const Wave& wave) {
    return wave.motion != GratingMotion::Static && wave.temporal_frequency_hz > 0;
}

class WavePainter final : public Painter {
public:
    explicit WavePainter(Patch patch) : patch_(std::move(patch)) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Point centre = context.placement.apply(patch_.centre);
        Layer layer;
        layer.coverage = window(centre, context);
        const double mean = patch_.mean_luminance.value_or(context.background);
        Sheet constant;
        constant.constant = static_cast<float>(context.weber(mean));
        layer.sheets.push_back(std::move(constant));
        for (const Wave& wave : patch_.waves) {
            const double amplitude = wave.michelson_contrast * mean / context.background;
            add_wave(wave, centre, amplitude, context, layer);
        }
        return {std::move(layer)};
    }

    Coverage window(Point centre, const PaintContext& context) const {
        if (patch_.gabor) {
            const Gabor& gabor = *patch_.gabor;
            return make_gaussian_window(
                centre, gabor.wave_direction_deg() + context.placement.rotation_deg(),
                gabor.sigma_deg, gabor.sigma_deg * gabor.aspect_ratio, context.pixels);
        }
        return make_window(patch_.aperture, centre, context.pixels);
    }

    /// Drift: sin(A - w t) = cos(w t) sin A - sin(w t) cos A; reversal: cos(w t) sin A.
    static void add_wave(const Wave& wave,
                         Point centre,
                         double amplitude,
                         const PaintContext& context,
                         Layer& layer) {
        PlacedWave placed{centre, wave.wave_direction_deg() + context.placement.rotation_deg(),
                          wave.spatial_frequency_cpd, wave.phase_deg, wave.waveform};
        const Box& box = layer.coverage.box;
        const double frequency = wave.temporal_frequency_hz;
        const double degrees_since_origin = 0.36 * frequency * context.origin_ms;
        const TimeFunction cosine{TimeFunction::Law::Cosine, frequency, {}};
        const TimeFunction sine{TimeFunction::Law::Sine, frequency, {}};
        if (!is_moving(wave)) {
            add_to_sheet(layer.sheets, {}, amplitude, sample_wave(placed, context.pixels, box));
        } else if (wave.motion == GratingMotion::Drifting && wave.waveform == Waveform::Square) {
            placed.phase_deg += degrees_since_origin;
            layer.sheets.push_back({{TimeFunction::Law::SquareWave, frequency, placed},
                                    static_cast<float>(amplitude),
                                    {}});
        } else if (wave.motion == GratingMotion::Drifting) {
            placed.phase_deg += degrees_since_origin;
            const std::vector<float> in_phase = sample_wave(placed, context.pixels, box);
            add_to_sheet(layer.sheets, cosine, amplitude, in_phase);
            placed.phase_deg += 90;
            const std::vector<float> quadrature = sample_wave(placed, context.pixels, box);
            add_to_sheet(layer.sheets, sine, -amplitude, quadrature);
        } else {
            const CosSin start = cos_sin_deg(degrees_since_origin);
            const std::vector<float> values = sample_wave(placed, context.pixels, box);
            add_to_sheet(layer.sheets, cosine, amplitude * start.cos, values);
            add_to_sheet(layer.sheets, sine, amplitude * start.sin, values);
        }
    }

    bool do_oscillates() const override {
        return std::any_of(patch_.waves.begin(), patch_.waves.end(), is_moving);
    }

    Patch patch_;
};

}  // namespace

std::unique_ptr<Painter> make_wave_painter(const Grating& grating) {
    return std::make_unique<WavePainter>(Patch{{grating.x_deg, grating.y_deg},
                                               grating.mean_luminance,
                                               {static_cast<const Wave&>(grating)},
                                               static_cast<const Aperture&>(grating),
                                               std::nullopt});
}

std::unique_ptr<Painter> make_wave_painter(const Plaid& plaid) {
    return std::make_unique<WavePainter>(Patch{{plaid.x_deg, plaid.y_deg},
                                               plaid.mean_luminance,
                                               plaid.components,
                                               static_cast<const Aperture&>(plaid),
                                               std::nullopt});
}

std::unique_ptr<Painter> make_wave_painter(const Gabor& gabor) {
    return std::make_unique<WavePainter>(Patch{{gabor.x_deg, gabor.y_deg},
                                               gabor.mean_luminance,
                                               {static_cast<const Wave&>(gabor)},
                                               {},
                                               gabor});
}

}  // namespace ventral::stimuli
