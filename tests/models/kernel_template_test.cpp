#include "models/kernel_template.h"
#include "sim/config/load.h"
#include "tests/models/axes.h"
#include "tests/sim/config/fault.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

using namespace ventral;
using models::ChannelSpace;
using test::circular_axis;
using test::close;
using test::fault_of;
using test::label_axis;

namespace {

config::Node kernel_node(const std::string& yaml) {
    return config::load_text("kernel: " + yaml, "k.yaml").at("kernel");
}

/// The shape for given channels of a source with radii and a target with borders.
engine::KernelShape resolve(const std::string& yaml, int source_channel, int target_channel) {
    const ChannelSpace source({engine::ChannelAxis{"radius", "deg", {1.0, 4.0}, {}, 0}});
    const ChannelSpace target(
        {circular_axis("orientation", 4, 180), label_axis("side", {"left", "right"})});
    const config::Node node = kernel_node(yaml);
    const models::KernelTemplate kernel = models::kernel_template_codec().read(node);
    const config::Node parameters = node.is_map() ? node.entries().front().second : node;
    return models::resolve_kernel(kernel, {source, source_channel}, {target, target_channel},
                                  parameters);
}

}  // namespace

TEST_CASE("A kernel takes numbers from the channels that it joins") {
    const std::string ring =
        "{ring_sector: {radius_deg: source, "
        "sigma_deg: {of: source, attribute: radius, factor: 0.25, at_least_deg: 0.35}, "
        "direction_deg: {of: target, attribute: figure_direction}}}";
    const auto small = std::get<engine::RingSectorKernel>(resolve(ring, 0, 4));
    CHECK(close(small.radius_deg, 1.0, 0, 1e-12));
    CHECK(close(small.sigma_deg, 0.35, 0, 1e-12));
    CHECK(close(small.direction_deg, 180.0, 0, 1e-12));
    CHECK(close(small.concentration, 4.0, 0, 1e-12));
    const auto large = std::get<engine::RingSectorKernel>(resolve(ring, 1, 5));
    CHECK(close(large.sigma_deg, 1.0, 0, 1e-12));
    CHECK(close(large.direction_deg, 0.0, 0, 1e-12));
}

TEST_CASE("A bare 'target' means the attribute that the key is named after") {
    const auto bar = std::get<engine::ElongatedGaussianKernel>(
        resolve("{elongated_gaussian: {sigma_along_deg: 1, sigma_across_deg: 0.5, orientation_deg: "
                "target}}",
                0, 3));
    CHECK(close(bar.orientation_deg, 45.0, 0, 1e-12));
    const auto turned = std::get<engine::GaussianDerivativeKernel>(resolve(
        "{gaussian_derivative: {sigma_deg: 1, direction_deg: {of: target, attribute: orientation, "
        "offset_deg: 90}}}",
        0, 3));
    CHECK(close(turned.direction_deg, 135.0, 0, 1e-12));
}

TEST_CASE("An array is written as a picture, the first row on top") {
    const auto array = std::get<engine::ArrayKernel>(
        resolve("{array: {samples_per_deg: 2, rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}}", 0, 0));
    CHECK(array.side == 3);
    CHECK(array.values == std::vector<double>{7, 8, 9, 4, 5, 6, 1, 2, 3});
    const auto fault = fault_of(
        [] { (void)resolve("{array: {samples_per_deg: 2, rows: [[1, 2], [3, 4]]}}", 0, 0); });
    CHECK(fault.what == "the array is not a square of odd side");
}

TEST_CASE("Faults of kernels carry their place") {
    const auto shape = fault_of([] { (void)resolve("{gausian: {sigma_deg: 1}}", 0, 0); });
    CHECK(shape.hint == "did you mean 'gaussian'?");
    const auto range = fault_of([] { (void)resolve("{gaussian: {sigma_deg: 0}}", 0, 0); });
    CHECK(range.key_path == "kernel.gaussian.sigma_deg");
    CHECK(range.got == "0");
    const auto attribute = fault_of([] {
        (void)resolve("{disk: {diameter_deg: {of: source, attribute: raduis, factor: 2}}}", 0, 0);
    });
    CHECK(attribute.what == "the channels of the source have no 'raduis'");
    CHECK(attribute.hint == "did you mean 'radius'?");
    CHECK(attribute.key_path == "kernel.disk.diameter_deg");
    const auto negative = fault_of([] {
        (void)resolve("{disk: {diameter_deg: {of: source, attribute: radius, factor: -2}}}", 0, 0);
    });
    CHECK(negative.what == "comes out as -2");
}

TEST_CASE("Kernels are written back as they were read") {
    const auto codec = models::kernel_template_codec();
    const models::KernelTemplate kernel = codec.read(kernel_node(
        "{gabor: {spatial_frequency_cpd: 1, sigma_along_deg: 0.4, sigma_across_deg: 0.4, "
        "orientation_deg: target, phase_deg: {of: target, attribute: phase, offset_deg: 90}}}"));
    CHECK(codec.read(codec.write(kernel)) == kernel);
}
