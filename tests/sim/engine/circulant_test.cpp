#include "sim/engine/circulant.h"

#include "tests/support/close.h"
#include "tests/support/isa_levels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace ventral;
using engine::Isa;
using test::close;

namespace {

constexpr int kN = engine::kCircleChannels;
constexpr std::size_t kSize = 64;

std::vector<double> random_values(unsigned seed, std::size_t n) {
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> values(-1, 1);
    std::vector<double> out(n);
    for (double& v : out) {
        v = values(generator);
    }
    return out;
}

/// Two populations of eight channels, A onto B with the given weight of each pair of channels.
template <class Weight>
engine::NetworkDescription ring_network(Weight weight) {
    engine::NetworkDescription network;
    for (const char* name : {"V1.a", "V1.b"}) {
        engine::PopulationDescription p;
        p.name = name;
        p.grid = base::make_grid(16, 16, 1);
        engine::ChannelAxis axis;
        axis.name = "orientation";
        axis.period = 180;
        for (int c = 0; c < kN; ++c) {
            axis.values.push_back(180.0 * c / kN);
        }
        p.axes = {axis};
        p.groups.push_back({});
        network.populations.push_back(p);
    }
    engine::ProjectionDescription d;
    d.name = "a to b";
    d.target = 1;
    d.kernels.push_back({engine::GaussianKernel{1.5}, engine::KernelNormalization::UnitSum, 4});
    for (int out = 0; out < kN; ++out) {
        for (int in = 0; in < kN; ++in) {
            d.terms.push_back({out, in, 0, weight(out, in)});
        }
    }
    network.projections = {d};
    return network;
}

double by_distance(int out, int in) {
    const int d = std::abs(out - in);
    return std::exp(-0.3 * std::min(d, kN - d));
}

bool is_mixed_in_waves(const engine::NetworkDescription& network) {
    const auto plan = engine::make_plan<float>(network, 0.5, Isa::Baseline);
    return !plan.pathways.front().circulant.empty();
}

}  // namespace

TEST_CASE("weights by distance on a circle are mixed in waves, all others by their matrix") {
    CHECK(is_mixed_in_waves(ring_network(by_distance)));
    CHECK_FALSE(is_mixed_in_waves(ring_network([](int out, int in) {
        return by_distance(out, in) * (out == 3 && in == 5 ? 1.00001 : 1);
    })));
    // By distance, but one way round differs from the other.
    CHECK_FALSE(is_mixed_in_waves(
        ring_network([](int out, int in) { return 1.0 + (in - out + kN) % kN; })));
    auto sparse = ring_network(by_distance);
    sparse.projections.front().terms.pop_back();
    CHECK_FALSE(is_mixed_in_waves(sparse));
    // A kernel that is not even has a complex spectrum.
    auto odd = ring_network(by_distance);
    odd.projections.front().kernels.front().shape = engine::GaussianDerivativeKernel{1.5, 0};
    CHECK_FALSE(is_mixed_in_waves(odd));
}

TEST_CASE("mixing in waves is the matrix product, for several kernels of several sources") {
    const auto kernel = random_values(1, 3 * kSize);
    const auto source = random_values(2, 4 * kN * kSize);
    const auto weight = [](int block, int out, int in) {
        const int d = std::abs(out - in);
        return std::cos(1.0 + block) + (block + 1) * by_distance(0, std::min(d, kN - d));
    };
    std::vector<engine::CirculantProduct<double>> products;
    for (int block = 0; block < 3; ++block) {
        // The first two read the same source.
        const double* re = source.data() + (block == 2 ? 2 * kN * kSize : 0);
        engine::CirculantProduct<double> p{
            kernel.data() + static_cast<std::size_t>(block) * kSize, re, re + kN * kSize, {}};
        for (int m = 0; m <= kN / 2; ++m) {
            double sum = 0;
            for (int d = 0; d < kN; ++d) {
                sum += weight(block, 0, d) * std::cos(2 * M_PI * m * d / kN);
            }
            p.waves[m] = sum / (m == 0 || m == kN / 2 ? kN : kN / 2);
        }
        products.push_back(p);
    }
    for (const Isa isa : test::isa_levels()) {
        std::vector<double> re(kN * kSize), im(kN * kSize);
        engine::CirculantMix<double> mix{kSize, products.data(), products.size(), {}, {}};
        for (std::size_t c = 0; c < std::size_t(kN); ++c) {
            mix.out_re[c] = re.data() + c * kSize;
            mix.out_im[c] = im.data() + c * kSize;
        }
        engine::pointwise_ops<double>(isa).mix_circle(mix);
        for (int out = 0; out < kN; ++out) {
            for (std::size_t i = 0; i < kSize; ++i) {
                double sum_re = 0;
                double sum_im = 0;
                for (int block = 0; block < 3; ++block) {
                    for (int in = 0; in < kN; ++in) {
                        const std::size_t at = static_cast<std::size_t>(in) * kSize + i;
                        const auto& p = products[static_cast<std::size_t>(block)];
                        const double w = weight(block, out, in) * p.kernel[i];
                        sum_re += w * p.source_re[at];
                        sum_im += w * p.source_im[at];
                    }
                }
                const std::size_t at = static_cast<std::size_t>(out) * kSize + i;
                CHECK(close(re[at], sum_re, 0, 1e-13));
                CHECK(close(im[at], sum_im, 0, 1e-13));
            }
        }
    }
}
