#include "sim/engine/spatial_kernel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::engine {
namespace {

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

double square(double v) {
    return v * v;
}

/// Offsets along and across an orientation.
struct Rotated {
    double along;
    double across;
};

Rotated rotate(double dx, double dy, double orientation_deg) {
    const double c = std::cos(radians(orientation_deg));
    const double s = std::sin(radians(orientation_deg));
    return {dx * c + dy * s, -dx * s + dy * c};
}

double gaussian(double distance_squared, double sigma) {
    return std::exp(-0.5 * distance_squared / (sigma * sigma));
}

/// Values of the shapes at a displacement in degrees.
struct ShapeValue {
    double dx;
    double dy;

    double operator()(const PointKernel&) const { return dx == 0 && dy == 0 ? 1.0 : 0.0; }
    double operator()(const GaussianKernel& k) const {
        return gaussian(dx * dx + dy * dy, k.sigma_deg);
    }
    double operator()(const DifferenceOfGaussiansKernel&) const { return 0.0; }
    double operator()(const ArrayKernel&) const { return 0.0; }
    double operator()(const GaussianDerivativeKernel& k) const {
        const Rotated r = rotate(dx, dy, k.direction_deg);
        return gaussian(dx * dx + dy * dy, k.sigma_deg) * r.along / k.sigma_deg;
    }
    double operator()(const ElongatedGaussianKernel& k) const {
        const Rotated r = rotate(dx, dy, k.orientation_deg);
        return gaussian(square(r.along / k.sigma_along_deg) + square(r.across / k.sigma_across_deg),
                        1.0);
    }
    double operator()(const GaborKernel& k) const {
        const Rotated r = rotate(dx, dy, k.orientation_deg);
        const double envelope = gaussian(
            square(r.along / k.sigma_along_deg) + square(r.across / k.sigma_across_deg), 1.0);
        return envelope * std::cos(2 * std::numbers::pi * k.spatial_frequency_cpd * r.across +
                                   radians(k.phase_deg));
    }
    double operator()(const RingSectorKernel& k) const {
        const double distance = std::hypot(dx, dy);
        const double radial = gaussian(square(distance - k.radius_deg), k.sigma_deg);
        if (distance == 0) {
            // The centre lies in no direction: the mean over all.
            return radial * std::exp(-k.concentration) * std::cyl_bessel_i(0.0, k.concentration);
        }
        const double angle = std::atan2(dy, dx) - radians(k.direction_deg);
        return radial * std::exp(k.concentration * (std::cos(angle) - 1.0));
    }
    double operator()(const HalfPlaneKernel& k) const {
        const Rotated r = rotate(dx, dy, k.direction_deg);
        return gaussian(dx * dx + dy * dy, k.sigma_deg) /
               (1.0 + std::exp(-r.along / k.softness_deg));
    }
    double operator()(const DiskKernel& k) const {
        return 1.0 / (1.0 + std::exp((std::hypot(dx, dy) - 0.5 * k.diameter_deg) / k.softness_deg));
    }
};

/// Radius of the support in degrees.
struct SupportRadius {
    double multiple;

    double operator()(const PointKernel&) const { return 0; }
    double operator()(const GaussianKernel& k) const { return multiple * k.sigma_deg; }
    double operator()(const DifferenceOfGaussiansKernel& k) const {
        return multiple * std::max(k.sigma_centre_deg, k.sigma_surround_deg);
    }
    double operator()(const GaussianDerivativeKernel& k) const { return multiple * k.sigma_deg; }
    double operator()(const ElongatedGaussianKernel& k) const {
        return multiple * std::max(k.sigma_along_deg, k.sigma_across_deg);
    }
    double operator()(const GaborKernel& k) const {
        return multiple * std::max(k.sigma_along_deg, k.sigma_across_deg);
    }
    double operator()(const RingSectorKernel& k) const {
        return k.radius_deg + multiple * k.sigma_deg;
    }
    double operator()(const HalfPlaneKernel& k) const { return multiple * k.sigma_deg; }
    double operator()(const DiskKernel& k) const {
        return 0.5 * k.diameter_deg + multiple * k.softness_deg;
    }
    double operator()(const ArrayKernel& k) const { return 0.5 * (k.side - 1) / k.samples_per_deg; }
};

template <class Value>
void fill(SampledKernel& sampled, double samples_per_deg, Value value) {
    const int r = sampled.radius;
    sampled.weights.assign(
        static_cast<std::size_t>(sampled.side()) * static_cast<std::size_t>(sampled.side()), 0.0);
    std::size_t i = 0;
    for (int y = -r; y <= r; ++y) {
        for (int x = -r; x <= r; ++x) {
            sampled.weights[i++] = value(x / samples_per_deg, y / samples_per_deg);
        }
    }
}

double sum(const SampledKernel& sampled) {
    double total = 0;
    for (const double w : sampled.weights) {
        total += w;
    }
    return total;
}

void scale(SampledKernel& sampled, double factor) {
    for (double& w : sampled.weights) {
        w *= factor;
    }
}

/// Centre of unit sum minus a surround of sum `surround_weight`.
void fill_difference(SampledKernel& sampled, double spd, const DifferenceOfGaussiansKernel& k) {
    SampledKernel surround = sampled;
    fill(sampled, spd,
         [&](double x, double y) { return gaussian(x * x + y * y, k.sigma_centre_deg); });
    fill(surround, spd,
         [&](double x, double y) { return gaussian(x * x + y * y, k.sigma_surround_deg); });
    scale(sampled, 1.0 / sum(sampled));
    scale(surround, k.surround_weight / sum(surround));
    for (std::size_t i = 0; i < sampled.weights.size(); ++i) {
        sampled.weights[i] -= surround.weights[i];
    }
}

/// Takes the mean out of a Gabor in proportion to its envelope, so that uniform fields give zero.
void remove_mean(SampledKernel& sampled, double spd, const GaborKernel& k) {
    SampledKernel envelope = sampled;
    const ElongatedGaussianKernel shape{k.sigma_along_deg, k.sigma_across_deg, k.orientation_deg};
    fill(envelope, spd, [&](double x, double y) { return ShapeValue{x, y}(shape); });
    const double ratio = sum(sampled) / sum(envelope);
    for (std::size_t i = 0; i < sampled.weights.size(); ++i) {
        sampled.weights[i] -= ratio * envelope.weights[i];
    }
}

/// Bilinear resampling of explicit values; the total is kept.
void fill_array(SampledKernel& sampled, double spd, const ArrayKernel& k) {
    const auto given = [&k](int x, int y) {
        const bool inside = x >= 0 && y >= 0 && x < k.side && y < k.side;
        return inside ? k.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(k.side) +
                                 static_cast<std::size_t>(x)]
                      : 0.0;
    };
    const int centre = (k.side - 1) / 2;
    fill(sampled, spd, [&](double dx, double dy) {
        const double x = dx * k.samples_per_deg + centre;
        const double y = dy * k.samples_per_deg + centre;
        const int x0 = static_cast<int>(std::floor(x));
        const int y0 = static_cast<int>(std::floor(y));
        const double fx = x - x0;
        const double fy = y - y0;
        return (1 - fy) * ((1 - fx) * given(x0, y0) + fx * given(x0 + 1, y0)) +
               fy * ((1 - fx) * given(x0, y0 + 1) + fx * given(x0 + 1, y0 + 1));
    });
    if (spd != k.samples_per_deg) {
        double total = 0;
        for (const double v : k.values) {
            total += v;
        }
        const double now = sum(sampled);
        scale(sampled, now != 0 ? total / now : square(k.samples_per_deg / spd));
    }
}

void normalize(SampledKernel& sampled, const SpatialKernel& kernel, double spd) {
    switch (kernel.normalization) {
        case KernelNormalization::UnitSum:
            if (!std::holds_alternative<DifferenceOfGaussiansKernel>(kernel.shape)) {
                scale(sampled, 1.0 / sum(sampled));
            }
            return;
        case KernelNormalization::UnitAbsoluteSum: {
            double total = 0;
            for (const double w : sampled.weights) {
                total += std::abs(w);
            }
            scale(sampled, 2.0 / total);
            return;
        }
        case KernelNormalization::UnitWave: {
            GaborKernel wave = std::get<GaborKernel>(kernel.shape);
            wave.sigma_along_deg = wave.sigma_across_deg = 1e6;
            double response = 0;
            const int r = sampled.radius;
            for (int y = -r; y <= r; ++y) {
                for (int x = -r; x <= r; ++x) {
                    response += sampled.at(x, y) * ShapeValue{x / spd, y / spd}(wave);
                }
            }
            scale(sampled, 1.0 / response);
            return;
        }
        case KernelNormalization::AsGiven:
            if (!std::holds_alternative<ArrayKernel>(kernel.shape) &&
                !std::holds_alternative<PointKernel>(kernel.shape) &&
                !std::holds_alternative<DifferenceOfGaussiansKernel>(kernel.shape)) {
                scale(sampled, 1.0 / (spd * spd));
            }
            return;
    }
}

}  // namespace

double kernel_radius(const SpatialKernel& kernel, double samples_per_deg) {
    const double radius_deg = std::visit(SupportRadius{kernel.truncate_sigma}, kernel.shape);
    return std::ceil(radius_deg * samples_per_deg - 1e-9);
}

SampledKernel sample_kernel(const SpatialKernel& kernel, double samples_per_deg) {
    SampledKernel sampled;
    sampled.radius = static_cast<int>(kernel_radius(kernel, samples_per_deg));
    if (const auto* k = std::get_if<DifferenceOfGaussiansKernel>(&kernel.shape)) {
        fill_difference(sampled, samples_per_deg, *k);
    } else if (const auto* array = std::get_if<ArrayKernel>(&kernel.shape)) {
        fill_array(sampled, samples_per_deg, *array);
    } else {
        fill(sampled, samples_per_deg, [&kernel](double x, double y) {
            return std::visit(ShapeValue{x, y}, kernel.shape);
        });
    }
    if (const auto* gabor = std::get_if<GaborKernel>(&kernel.shape)) {
        remove_mean(sampled, samples_per_deg, *gabor);
    }
    normalize(sampled, kernel, samples_per_deg);
    return sampled;
}

std::string shape_name(const KernelShape& shape) {
    static constexpr const char* names[] = {"point",
                                            "gaussian",
                                            "difference_of_gaussians",
                                            "gaussian_derivative",
                                            "elongated_gaussian",
                                            "gabor",
                                            "ring_sector",
                                            "half_plane",
                                            "disk",
                                            "array"};
    return names[shape.index()];
}

}  // namespace ventral::engine
