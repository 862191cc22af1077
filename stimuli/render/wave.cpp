#include "stimuli/render/wave.h"

#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/rasterize.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::stimuli {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

double sinc(double x) {
    return std::abs(x) < 1e-8 ? 1.0 : std::sin(x) / x;
}

double fraction(double turns) {
    return turns - std::floor(turns);
}

/// Square wave of period 1: 1 in the first half, -1 in the second.
double square(double turns) {
    return fraction(turns) < 0.5 ? 1.0 : -1.0;
}

/// Integral of the square wave with zero mean: a triangle wave.
double square_integral(double turns) {
    const double u = fraction(turns);
    return u < 0.5 ? u - 0.25 : 0.75 - u;
}

/// Integral of the triangle wave with zero mean.
double square_second_integral(double turns) {
    const double u = fraction(turns);
    return u < 0.5 ? 0.5 * u * u - 0.25 * u : -0.5 * u * u + 0.75 * u - 0.25;
}

/// Mean of the square wave over a pixel whose half sides span a and b turns.
double square_mean(double turns, double a, double b) {
    constexpr double kThin = 1e-7;
    const double u = fraction(turns);
    const double to_edge = std::abs(u - 0.5 * std::floor(2 * u + 0.5));
    if (to_edge > a + b) {
        return u < 0.5 ? 1.0 : -1.0;  // no edge within the pixel
    }
    const double wide = std::max(a, b);
    const double thin = std::min(a, b);
    if (wide < kThin) {
        return square(turns);
    }
    if (thin < kThin) {
        return (square_integral(turns + wide) - square_integral(turns - wide)) / (2 * wide);
    }
    return (square_second_integral(turns + wide + thin) -
            square_second_integral(turns + wide - thin) -
            square_second_integral(turns - wide + thin) +
            square_second_integral(turns - wide - thin)) /
           (4 * wide * thin);
}

/// Turns of the phase along one axis, for each pixel of the box's side.
struct AxisPhase {
    std::vector<double> cos;
    std::vector<double> sin;
};

AxisPhase axis_phase(int first, int last, double start_deg, double step_deg, double cpd) {
    AxisPhase phase;
    for (int i = first; i < last; ++i) {
        const double angle = kTwoPi * cpd * (start_deg + step_deg * i);
        phase.cos.push_back(std::cos(angle));
        phase.sin.push_back(std::sin(angle));
    }
    return phase;
}

std::vector<float> sample_sine(const PlacedWave& wave, const Pixels& pixels, const Box& box) {
    const CosSin d = cos_sin_deg(wave.direction_deg);
    const CosSin start = cos_sin_deg(wave.phase_deg);
    const double fx = wave.frequency_cpd * d.cos;
    const double fy = wave.frequency_cpd * d.sin;
    const double mean = sinc(std::numbers::pi * fx * pixels.size_deg) *
                        sinc(std::numbers::pi * fy * pixels.size_deg);
    const AxisPhase x =
        axis_phase(box.x0, box.x1, pixels.x_deg(0) - wave.origin.x_deg, pixels.size_deg, fx);
    const AxisPhase y =
        axis_phase(box.y0, box.y1, pixels.y_deg(0) - wave.origin.y_deg, pixels.size_deg, fy);
    std::vector<float> values;
    values.reserve(box.size());
    for (std::size_t iy = 0; iy < y.cos.size(); ++iy) {
        const double row_sin = mean * (y.sin[iy] * start.cos + y.cos[iy] * start.sin);
        const double row_cos = mean * (y.cos[iy] * start.cos - y.sin[iy] * start.sin);
        for (std::size_t ix = 0; ix < x.cos.size(); ++ix) {
            values.push_back(static_cast<float>(x.sin[ix] * row_cos + x.cos[ix] * row_sin));
        }
    }
    return values;
}

std::vector<float> sample_square(const PlacedWave& placed, const Pixels& pixels, const Box& box) {
    const SquareWave wave(placed, pixels.size_deg);
    std::vector<float> values;
    values.reserve(box.size());
    for (int iy = box.y0; iy < box.y1; ++iy) {
        for (int ix = box.x0; ix < box.x1; ++ix) {
            values.push_back(static_cast<float>(wave.mean_at(pixels.x_deg(ix), pixels.y_deg(iy))));
        }
    }
    return values;
}

Bounds around(Point centre, double radius_deg) {
    return {centre.x_deg - radius_deg, centre.y_deg - radius_deg, centre.x_deg + radius_deg,
            centre.y_deg + radius_deg};
}

/// 0 at r = start, 1 at r = start + width, half a cosine between.
double rise(double r, double start, double width) {
    const double u = std::clamp((r - start) / width, 0.0, 1.0);
    return 0.5 * (1 - std::cos(std::numbers::pi * u));
}

Coverage raised_cosine_window(const Aperture& aperture, Point centre, const Pixels& pixels) {
    const double outer = 0.5 * *aperture.diameter_deg;
    const double inner = 0.5 * aperture.inner_diameter_deg;
    Coverage window = make_coverage(box_around(pixels, around(centre, outer)), 0.0F);
    for (int iy = window.box.y0; iy < window.box.y1; ++iy) {
        for (int ix = window.box.x0; ix < window.box.x1; ++ix) {
            const double r =
                std::hypot(pixels.x_deg(ix) - centre.x_deg, pixels.y_deg(iy) - centre.y_deg);
            double value = 1 - rise(r, outer - aperture.edge_deg, aperture.edge_deg);
            if (inner > 0) {
                value *= rise(r, inner, aperture.edge_deg);
            }
            window.values[window.box.index(ix, iy)] = static_cast<float>(value);
        }
    }
    return window;
}

}  // namespace

SquareWave::SquareWave(const PlacedWave& wave, double pixel_deg)
    : origin_(wave.origin), turns_(wave.phase_deg / 360.0) {
    const CosSin d = cos_sin_deg(wave.direction_deg);
    fx_ = wave.frequency_cpd * d.cos;
    fy_ = wave.frequency_cpd * d.sin;
    half_x_ = 0.5 * std::abs(fx_) * pixel_deg;
    half_y_ = 0.5 * std::abs(fy_) * pixel_deg;
}

double SquareWave::mean_at(double x_deg, double y_deg) const {
    const double turns = fx_ * (x_deg - origin_.x_deg) + fy_ * (y_deg - origin_.y_deg) + turns_;
    return square_mean(turns, half_x_, half_y_);
}

std::vector<float> sample_wave(const PlacedWave& wave, const Pixels& pixels, const Box& box) {
    return wave.waveform == Waveform::Sine ? sample_sine(wave, pixels, box)
                                           : sample_square(wave, pixels, box);
}

Coverage make_window(const Aperture& aperture, Point centre, const Pixels& pixels) {
    if (!aperture.diameter_deg && aperture.inner_diameter_deg == 0) {
        return make_coverage(whole(pixels), 1.0F);
    }
    if (aperture.edge == ApertureEdge::Gaussian) {
        const double sigma = 0.25 * *aperture.diameter_deg;
        return make_gaussian_window(centre, 0, sigma, sigma, pixels);
    }
    if (aperture.edge == ApertureEdge::RaisedCosine) {
        return raised_cosine_window(aperture, centre, pixels);
    }
    if (!aperture.diameter_deg) {
        Coverage window = make_coverage(whole(pixels), 1.0F);
        const Disk hole{centre.x_deg, centre.y_deg, aperture.inner_diameter_deg};
        multiply_by_complement(window, rasterize(make_outline(hole), pixels));
        return window;
    }
    const Ring ring{centre.x_deg, centre.y_deg, *aperture.diameter_deg,
                    aperture.inner_diameter_deg};
    return rasterize(make_outline(ring), pixels);
}

Coverage make_gaussian_window(
    Point centre, double direction_deg, double across_deg, double along_deg, const Pixels& pixels) {
    constexpr double kReach = 6;  // exp(-18) = 1.5e-8
    const CosSin d = cos_sin_deg(direction_deg);
    const double reach = kReach * std::max(across_deg, along_deg);
    Coverage window = make_coverage(box_around(pixels, around(centre, reach)), 0.0F);
    for (int iy = window.box.y0; iy < window.box.y1; ++iy) {
        const double y = pixels.y_deg(iy) - centre.y_deg;
        for (int ix = window.box.x0; ix < window.box.x1; ++ix) {
            const double x = pixels.x_deg(ix) - centre.x_deg;
            const double u = (x * d.cos + y * d.sin) / across_deg;
            const double v = (y * d.cos - x * d.sin) / along_deg;
            window.values[window.box.index(ix, iy)] =
                static_cast<float>(std::exp(-0.5 * (u * u + v * v)));
        }
    }
    return window;
}

}  // namespace ventral::stimuli
