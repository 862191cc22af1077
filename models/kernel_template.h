#pragma once

/// Spatial kernels as model files write them: numbers may be taken from the channel that a kernel
/// serves, so that one line stands for a kernel at every orientation.

#include "models/channel_space.h"
#include "sim/config/codec.h"
#include "sim/engine/spatial_kernel.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::models {

/// A number that is fixed, or factor * attribute + offset of the source's or the target's channel,
/// and at least `at_least`. Written as 0.5, as `target` (the attribute that the key is named
/// after: orientation_deg: target), or {of: target, attribute: radius, factor: 0.25}.
struct ChannelNumber {
    enum class Of { Fixed, Source, Target };
    Of of = Of::Fixed;
    double value = 0;       ///< Fixed
    std::string attribute;  ///< else
    double factor = 1;
    double offset_deg = 0;
    std::optional<double> at_least_deg;
    bool operator==(const ChannelNumber&) const = default;
};

inline ChannelNumber fixed(double value) {
    ChannelNumber number;
    number.value = value;
    return number;
}

struct PointTemplate {
    bool operator==(const PointTemplate&) const = default;
};

struct GaussianTemplate {
    ChannelNumber sigma_deg = fixed(1);
    bool operator==(const GaussianTemplate&) const = default;
};

struct DifferenceOfGaussiansTemplate {
    ChannelNumber sigma_centre_deg = fixed(0.2);
    ChannelNumber sigma_surround_deg = fixed(0.6);
    ChannelNumber surround_weight = fixed(1);
    bool operator==(const DifferenceOfGaussiansTemplate&) const = default;
};

struct GaussianDerivativeTemplate {
    ChannelNumber sigma_deg = fixed(1);
    ChannelNumber direction_deg = fixed(0);
    bool operator==(const GaussianDerivativeTemplate&) const = default;
};

struct ElongatedGaussianTemplate {
    ChannelNumber sigma_along_deg = fixed(1);
    ChannelNumber sigma_across_deg = fixed(0.5);
    ChannelNumber orientation_deg = fixed(0);
    bool operator==(const ElongatedGaussianTemplate&) const = default;
};

struct GaborTemplate {
    ChannelNumber spatial_frequency_cpd = fixed(1);
    ChannelNumber sigma_along_deg = fixed(0.5);
    ChannelNumber sigma_across_deg = fixed(0.5);
    ChannelNumber orientation_deg = fixed(0);
    ChannelNumber phase_deg = fixed(0);
    bool operator==(const GaborTemplate&) const = default;
};

struct RingSectorTemplate {
    ChannelNumber radius_deg = fixed(1);
    ChannelNumber sigma_deg = fixed(0.25);
    ChannelNumber direction_deg = fixed(0);
    ChannelNumber concentration = fixed(4);
    bool operator==(const RingSectorTemplate&) const = default;
};

struct HalfPlaneTemplate {
    ChannelNumber sigma_deg = fixed(1);
    ChannelNumber direction_deg = fixed(0);
    ChannelNumber softness_deg = fixed(0.2);
    bool operator==(const HalfPlaneTemplate&) const = default;
};

struct DiskTemplate {
    ChannelNumber diameter_deg = fixed(1);
    ChannelNumber softness_deg = fixed(0.2);
    bool operator==(const DiskTemplate&) const = default;
};

/// Explicit values, written as a picture: the first row is the highest.
struct ArrayTemplate {
    double samples_per_deg = 1;
    std::vector<std::vector<double>> rows;  ///< square, odd side
    bool operator==(const ArrayTemplate&) const = default;
};

using KernelTemplate = std::variant<PointTemplate,
                                    GaussianTemplate,
                                    DifferenceOfGaussiansTemplate,
                                    GaussianDerivativeTemplate,
                                    ElongatedGaussianTemplate,
                                    GaborTemplate,
                                    RingSectorTemplate,
                                    HalfPlaneTemplate,
                                    DiskTemplate,
                                    ArrayTemplate>;

/// The grammar: {gaussian: {sigma_deg: 1}}.
config::Codec<KernelTemplate> kernel_template_codec();

/// A channel of a space.
struct ChannelView {
    const ChannelSpace& space;
    int channel = 0;
};

/// The shape for one pair of channels. @param node where the kernel was written; a number that
/// names no attribute, or that comes out of its range, throws there.
engine::KernelShape resolve_kernel(const KernelTemplate& kernel,
                                   const ChannelView& source,
                                   const ChannelView& target,
                                   const config::Node& node);

/// The normalization that each shape has unless the file says otherwise.
engine::KernelNormalization usual_normalization(const KernelTemplate& kernel);

}  // namespace ventral::models
