#pragma once

/// The painters of the kinds, one family a file.

#include "stimuli/render/painter.h"

#include <type_traits>

namespace ventral::stimuli {

/// True for Figure<Geometry>; Base is the geometry.
template <class T>
struct IsFigure : std::false_type {};
template <class Geometry>
struct IsFigure<Figure<Geometry>> : std::true_type {
    using Base = Geometry;
};

/// Weber contrast of something that has a luminance, a contrast or a colour; -1 (no light) if none.
template <class T>
double weber_of(const T& lit, const PaintContext& context) {
    if (lit.weber_contrast) {
        return *lit.weber_contrast;
    }
    return context.weber(lit.colour ? luminance_of(*lit.colour) : lit.luminance.value_or(0));
}

std::unique_ptr<Painter> make_figure_painter(const Shape& shape, const Paint& paint);
std::unique_ptr<Painter> make_curve_painter(const Curve& curve);
std::unique_ptr<Painter> make_field_painter(const Uniform& uniform);
std::unique_ptr<Painter> make_field_painter(const Gradient& gradient);
std::unique_ptr<Painter> make_wave_painter(const Grating& grating);
std::unique_ptr<Painter> make_wave_painter(const Plaid& plaid);
std::unique_ptr<Painter> make_wave_painter(const Gabor& gabor);
std::unique_ptr<Painter> make_texture_painter(const LineTexture& texture,
                                              std::uint64_t seed,
                                              const std::string& name);
std::unique_ptr<Painter> make_texture_painter(const DotTexture& texture,
                                              std::uint64_t seed,
                                              const std::string& name);
std::unique_ptr<Painter> make_photograph_painter(const Photograph& photograph);
std::unique_ptr<Painter> make_noise_painter(const SpectralNoise& noise,
                                            std::uint64_t seed,
                                            const std::string& name);
std::unique_ptr<Painter> make_noise_painter(const DeadLeaves& leaves,
                                            std::uint64_t seed,
                                            const std::string& name);
std::unique_ptr<Painter> make_noise_painter(const MappingNoise& noise,
                                            std::uint64_t seed,
                                            const std::string& name);

}  // namespace ventral::stimuli
