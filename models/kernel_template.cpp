#include "models/kernel_template.h"

#include "sim/base/text.h"

#include <algorithm>

namespace ventral::models {
namespace {

using config::Node;

/// Resolves the numbers of one kernel for one pair of channels.
struct Resolver {
    const ChannelView& source;
    const ChannelView& target;
    const Node& node;

    double any(const char* key, const ChannelNumber& number) const {
        if (number.of == ChannelNumber::Of::Fixed) {
            return number.value;
        }
        const bool of_source = number.of == ChannelNumber::Of::Source;
        const ChannelView& view = of_source ? source : target;
        const auto value = view.space.attribute(view.channel, number.attribute);
        if (!value) {
            const std::vector<std::string> names = view.space.attribute_names();
            node.fail_at(key,
                         base::str("the channels of the ", of_source ? "source" : "target",
                                   " have no '", number.attribute, "'"),
                         names.empty() ? "a number: there are no axes" : base::join(names),
                         base::did_you_mean(number.attribute, names));
        }
        const double result = number.factor * *value + number.offset_deg;
        return number.at_least_deg ? std::max(result, *number.at_least_deg) : result;
    }

    double positive(const char* key, const ChannelNumber& number) const {
        const double value = any(key, number);
        if (!(value > 0)) {
            node.fail_at(key, base::str("comes out as ", base::format_number(value)), "> 0");
        }
        return value;
    }

    double not_negative(const char* key, const ChannelNumber& number) const {
        const double value = any(key, number);
        if (!(value >= 0)) {
            node.fail_at(key, base::str("comes out as ", base::format_number(value)), ">= 0");
        }
        return value;
    }

    engine::KernelShape operator()(const PointTemplate&) const { return engine::PointKernel{}; }
    engine::KernelShape operator()(const GaussianTemplate& k) const {
        return engine::GaussianKernel{positive("sigma_deg", k.sigma_deg)};
    }
    engine::KernelShape operator()(const DifferenceOfGaussiansTemplate& k) const {
        return engine::DifferenceOfGaussiansKernel{
            positive("sigma_centre_deg", k.sigma_centre_deg),
            positive("sigma_surround_deg", k.sigma_surround_deg),
            not_negative("surround_weight", k.surround_weight)};
    }
    engine::KernelShape operator()(const GaussianDerivativeTemplate& k) const {
        return engine::GaussianDerivativeKernel{positive("sigma_deg", k.sigma_deg),
                                                any("direction_deg", k.direction_deg)};
    }
    engine::KernelShape operator()(const ElongatedGaussianTemplate& k) const {
        return engine::ElongatedGaussianKernel{positive("sigma_along_deg", k.sigma_along_deg),
                                               positive("sigma_across_deg", k.sigma_across_deg),
                                               any("orientation_deg", k.orientation_deg)};
    }
    engine::KernelShape operator()(const GaborTemplate& k) const {
        return engine::GaborKernel{positive("spatial_frequency_cpd", k.spatial_frequency_cpd),
                                   positive("sigma_along_deg", k.sigma_along_deg),
                                   positive("sigma_across_deg", k.sigma_across_deg),
                                   any("orientation_deg", k.orientation_deg),
                                   any("phase_deg", k.phase_deg)};
    }
    engine::KernelShape operator()(const RingSectorTemplate& k) const {
        return engine::RingSectorKernel{
            positive("radius_deg", k.radius_deg), positive("sigma_deg", k.sigma_deg),
            any("direction_deg", k.direction_deg), not_negative("concentration", k.concentration)};
    }
    engine::KernelShape operator()(const HalfPlaneTemplate& k) const {
        return engine::HalfPlaneKernel{positive("sigma_deg", k.sigma_deg),
                                       any("direction_deg", k.direction_deg),
                                       positive("softness_deg", k.softness_deg)};
    }
    engine::KernelShape operator()(const DiskTemplate& k) const {
        return engine::DiskKernel{positive("diameter_deg", k.diameter_deg),
                                  positive("softness_deg", k.softness_deg)};
    }
    engine::KernelShape operator()(const ArrayTemplate& k) const {
        const std::size_t side = k.rows.size();
        const bool is_square = std::all_of(k.rows.begin(), k.rows.end(),
                                           [side](const auto& row) { return row.size() == side; });
        if (side % 2 == 0 || !is_square) {
            node.fail_at("rows", "the array is not a square of odd side",
                         "1 x 1, 3 x 3, 5 x 5, ...");
        }
        engine::ArrayKernel array{static_cast<int>(side), k.samples_per_deg, {}};
        for (auto row = k.rows.rbegin(); row != k.rows.rend(); ++row) {
            array.values.insert(array.values.end(), row->begin(), row->end());
        }
        return array;
    }
};

}  // namespace

engine::KernelShape resolve_kernel(const KernelTemplate& kernel,
                                   const ChannelView& source,
                                   const ChannelView& target,
                                   const Node& node) {
    return std::visit(Resolver{source, target, node}, kernel);
}

engine::KernelNormalization usual_normalization(const KernelTemplate& kernel) {
    if (std::holds_alternative<GaborTemplate>(kernel)) {
        return engine::KernelNormalization::UnitWave;
    }
    if (std::holds_alternative<GaussianDerivativeTemplate>(kernel)) {
        return engine::KernelNormalization::UnitAbsoluteSum;
    }
    if (std::holds_alternative<DifferenceOfGaussiansTemplate>(kernel) ||
        std::holds_alternative<ArrayTemplate>(kernel)) {
        return engine::KernelNormalization::AsGiven;
    }
    return engine::KernelNormalization::UnitSum;
}

}  // namespace ventral::models
