#include "bench/workloads/networks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace ventral::bench {
namespace {

constexpr int kNumOrientations = 8;
constexpr double kPeriodDeg = 180;

double orientation_deg(int channel) {
    return channel * kPeriodDeg / kNumOrientations;
}

/// The distance of two orientations, deg.
double between(double a_deg, double b_deg) {
    const double d = std::abs(a_deg - b_deg);
    return std::min(d, kPeriodDeg - d);
}

double gaussian(double distance, double width) {
    return std::exp(-distance * distance / (2 * width * width));
}

/// A number in [0, 1) for every index: a hash of 32 bits that any language can compute.
double hash01(std::uint32_t index) {
    std::uint32_t x = 1664525U * index + 1013904223U;
    x ^= x >> 16U;
    x *= 2246822519U;
    x ^= x >> 13U;
    x *= 3266489917U;
    x ^= x >> 16U;
    return x / 4294967296.0;
}

/// An oriented disk of 0.3 of the grid's side about the centre, and noise: [orientation][y][x].
std::vector<float> make_drive(int grid) {
    std::vector<float> drive;
    const double centre = 0.5 * (grid - 1);
    const double radius = 0.3 * grid;
    for (int channel = 0; channel < kNumOrientations; ++channel) {
        const double tuning = gaussian(between(orientation_deg(channel), 45), 30);
        for (int y = 0; y < grid; ++y) {
            for (int x = 0; x < grid; ++x) {
                const double dy = y - centre;
                const double dx = x - centre;
                const double disk = dy * dy + dx * dx <= radius * radius ? 1 : 0;
                const double noise = hash01(static_cast<std::uint32_t>(drive.size())) - 0.5;
                drive.push_back(static_cast<float>(2 + 18 * tuning * disk + 2 * noise));
            }
        }
    }
    return drive;
}

engine::PopulationDescription make_population(const char* name, int grid, double tau_ms) {
    engine::PopulationDescription p;
    p.name = name;
    p.grid = base::make_grid(grid, grid, 1);  // a degree stands for a pixel
    engine::ChannelAxis axis;
    axis.name = "orientation";
    axis.unit = "deg";
    axis.period = kPeriodDeg;
    for (int channel = 0; channel < kNumOrientations; ++channel) {
        axis.values.push_back(orientation_deg(channel));
    }
    p.axes = {axis};
    p.tau_ms = tau_ms;
    p.transfer.kind = engine::TransferKind::PowerLaw;
    p.transfer.gain = 0.04;
    p.transfer.exponent = 2;
    p.transfer.ceiling = engine::Ceiling::Hard;
    p.transfer.ceiling_rate = 200;
    p.groups.push_back({.name = "input", .gain_min = 0, .gain_max = 10, .pools = {}});
    return p;
}

engine::PopulationDescription make_display() {
    engine::PopulationDescription p;
    p.name = "Display.image";
    p.grid = base::make_grid(1, 1, 1);
    p.input = engine::ExternalInput::Display;
    p.rate_unit = "1";
    return p;
}

engine::ProjectionDescription make_drive_projection(int target, const std::vector<float>& drive) {
    engine::ProjectionDescription p;
    p.name = "drive of " + std::to_string(target);
    p.source = 0;
    p.target = target;
    p.dense = engine::DenseWeights{static_cast<int>(drive.size()), 1, drive, {}};
    return p;
}

struct Lateral {
    const char* name;
    int source;
    int target;
    double weight;
    double sigma_px;
    double mixing_deg;  ///< width over orientations
};

engine::ProjectionDescription make_lateral(const Lateral& lateral) {
    engine::ProjectionDescription p;
    p.name = lateral.name;
    p.projection_class = engine::ProjectionClass::Lateral;
    p.source = lateral.source;
    p.target = lateral.target;
    p.weight = lateral.weight;
    // What lies beyond is a millionth of the whole.
    constexpr double truncate_sigma = 5.25;
    p.kernels.push_back({engine::GaussianKernel{lateral.sigma_px},
                         engine::KernelNormalization::UnitSum, truncate_sigma});
    double sum = 0;
    for (int j = 0; j < kNumOrientations; ++j) {
        sum += gaussian(between(orientation_deg(j), 0), lateral.mixing_deg);
    }
    for (int i = 0; i < kNumOrientations; ++i) {
        for (int j = 0; j < kNumOrientations; ++j) {
            const double d = between(orientation_deg(i), orientation_deg(j));
            p.terms.push_back({i, j, 0, gaussian(d, lateral.mixing_deg) / sum});
        }
    }
    return p;
}

engine::NetworkDescription make_network(int grid, const std::vector<Lateral>& laterals) {
    engine::NetworkDescription network;
    network.name = "V1 sheet";
    network.border = engine::BorderRule::Periodic;
    network.populations = {make_display(), make_population("V1.excitatory", grid, kTauExcitatoryMs),
                           make_population("V1.inhibitory", grid, kTauInhibitoryMs)};
    const std::vector<float> drive = make_drive(grid);
    network.projections = {make_drive_projection(1, drive), make_drive_projection(2, drive)};
    for (const Lateral& lateral : laterals) {
        network.projections.push_back(make_lateral(lateral));
    }
    return network;
}

}  // namespace

engine::NetworkDescription make_v1_sheet(int grid, engine::BorderRule border) {
    engine::NetworkDescription network = make_network(grid, {{"near E to E", 1, 1, 2.0, 2, 25},
                                                             {"far E to E", 1, 1, 0.4, 12, 20},
                                                             {"I to E", 2, 1, -1.85, 1.5, 30},
                                                             {"E to I", 1, 2, 3.4, 4, 40},
                                                             {"I to I", 2, 2, -1.45, 1.5, 30}});
    network.border = border;
    return network;
}

engine::NetworkDescription make_one_kernel(int grid, double sigma_px) {
    return make_network(grid, {{"E to E", 1, 1, 0.5, sigma_px, 25}});
}

}  // namespace ventral::bench
