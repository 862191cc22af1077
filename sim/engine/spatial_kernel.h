#pragma once

/// Spatial weight profiles. A kernel is drawn as the target sees it: K(dx, dy) is the weight of
/// the source at displacement (dx, dy) degrees *from* the target, so the picture of a kernel is a
/// picture of the receptive field (a correlation, not a convolution). docs/theory.md, "Kernels".

#include <string>
#include <variant>
#include <vector>

namespace ventral::engine {

/// The source at the target's own place: K = 1 at zero displacement. No spatial spread.
struct PointKernel {
    bool operator==(const PointKernel&) const = default;
};

/// exp(-d^2 / 2 sigma^2), circular.
struct GaussianKernel {
    double sigma_deg = 1;  ///< > 0
    bool operator==(const GaussianKernel&) const = default;
};

/// Centre Gaussian of unit sum minus `surround_weight` times a surround Gaussian of unit sum.
struct DifferenceOfGaussiansKernel {
    double sigma_centre_deg = 0.2;    ///< > 0
    double sigma_surround_deg = 0.6;  ///< > 0
    double surround_weight = 1;       ///< >= 0; 1: balanced
    bool operator==(const DifferenceOfGaussiansKernel&) const = default;
};

/// First derivative of a Gaussian along the direction: positive where the source lies in that
/// direction from the target. exp(-d^2/2 sigma^2) * (displacement along direction)/sigma.
struct GaussianDerivativeKernel {
    double sigma_deg = 1;      ///< > 0
    double direction_deg = 0;  ///< counter-clockwise from rightward
    bool operator==(const GaussianDerivativeKernel&) const = default;
};

/// Gaussian with different spreads along and across an orientation (collinear facilitation).
struct ElongatedGaussianKernel {
    double sigma_along_deg = 1;   ///< > 0
    double sigma_across_deg = 1;  ///< > 0
    double orientation_deg = 0;   ///< counter-clockwise from horizontal
    bool operator==(const ElongatedGaussianKernel&) const = default;
};

/// Gaussian envelope times a cosine of the displacement across the orientation:
/// cos(2 pi f u + phase), u = -dx sin(theta) + dy cos(theta). Phase 0 is even (its mean is removed
/// in proportion to the envelope), 90 is odd.
struct GaborKernel {
    double spatial_frequency_cpd = 1;  ///< > 0
    double sigma_along_deg = 0.5;      ///< > 0
    double sigma_across_deg = 0.5;     ///< > 0
    double orientation_deg = 0;
    double phase_deg = 0;
    bool operator==(const GaborKernel&) const = default;
};

/// Gaussian in the distance about `radius_deg` times exp(concentration (cos(angle - direction) -
/// 1)): a sector of a ring lying in `direction_deg` from the target (grouping cells, Craft et al.
/// 2007).
struct RingSectorKernel {
    double radius_deg = 1;     ///< > 0
    double sigma_deg = 0.25;   ///< radial spread, > 0
    double direction_deg = 0;  ///< direction from the target in which the sector lies
    double concentration = 4;  ///< >= 0; 0: a full ring
    bool operator==(const RingSectorKernel&) const = default;
};

/// Gaussian disc on one side of a line through the target: positive half only.
struct HalfPlaneKernel {
    double sigma_deg = 1;       ///< > 0
    double direction_deg = 0;   ///< the side, as a direction from the target
    double softness_deg = 0.2;  ///< width of the soft edge, > 0
    bool operator==(const HalfPlaneKernel&) const = default;
};

/// 1 inside the diameter, with a soft edge.
struct DiskKernel {
    double diameter_deg = 1;    ///< > 0
    double softness_deg = 0.2;  ///< logistic edge scale, > 0
    bool operator==(const DiskKernel&) const = default;
};

/// Explicit values on a square of odd side, row 0 lowest, centre = zero displacement.
struct ArrayKernel {
    int side = 1;                ///< odd
    double samples_per_deg = 1;  ///< density at which the values are given; resampled if needed
    std::vector<double> values;  ///< side * side
    bool operator==(const ArrayKernel&) const = default;
};

using KernelShape = std::variant<PointKernel,
                                 GaussianKernel,
                                 DifferenceOfGaussiansKernel,
                                 GaussianDerivativeKernel,
                                 ElongatedGaussianKernel,
                                 GaborKernel,
                                 RingSectorKernel,
                                 HalfPlaneKernel,
                                 DiskKernel,
                                 ArrayKernel>;

/// What the sampled weights are scaled to, so that a weight means the same on every grid.
enum class KernelNormalization {
    UnitSum,          ///< sum K = 1 (averages)
    UnitAbsoluteSum,  ///< sum |K| = 2, i.e. each half sums to 1 (derivatives: a unit step gives 1)
    UnitWave,         ///< a wave of the kernel's own frequency, orientation and phase gives 1
                      ///< (Gabor)
    AsGiven,          ///< density-scaled integral of the shape (weights per square degree)
};

/// A shape with its normalization and its cut-off.
struct SpatialKernel {
    KernelShape shape = PointKernel{};
    KernelNormalization normalization = KernelNormalization::UnitSum;
    double truncate_sigma = 4;  ///< support in multiples of the widest Gaussian spread
    bool operator==(const SpatialKernel&) const = default;
};

/// A kernel sampled on a grid: (2 radius + 1)^2 weights, row 0 lowest.
struct SampledKernel {
    int radius = 0;
    std::vector<double> weights{1.0};

    int side() const { return 2 * radius + 1; }
    double at(int dx, int dy) const {
        const int index = (dy + radius) * side() + dx + radius;
        return weights[static_cast<std::size_t>(index)];
    }
};

/// Radius of the support in samples, also of kernels that are too wide to be sampled.
double kernel_radius(const SpatialKernel& kernel, double samples_per_deg);

/// Samples the kernel at the density. The support is cut off at `truncate_sigma`; the weights are
/// then normalized, so their total is kept at every density.
SampledKernel sample_kernel(const SpatialKernel& kernel, double samples_per_deg);

/// The name of the shape in model files: "gaussian", "ring_sector", ...
std::string shape_name(const KernelShape& shape);

}  // namespace ventral::engine
