#include "sim/engine/circulant.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <tuple>

namespace ventral::engine {
namespace {

constexpr int kN = kCircleChannels;

/// Weights of one projection's kernel, [target][source].
template <class Real>
struct Matrix {
    std::array<Real, static_cast<std::size_t>(kN* kN)> weights{};
    int count = 0;
    Real& at(int out, int in) { return weights[static_cast<std::size_t>(out * kN + in)]; }
};

/// The weight at each distance, if it depends on nothing else; to rounding.
template <class Real>
bool read_ring(Matrix<Real>& matrix, std::array<double, static_cast<std::size_t>(kN)>& ring) {
    double largest = 0;
    for (const Real w : matrix.weights) {
        largest = std::max(largest, std::abs(static_cast<double>(w)));
    }
    const double rounding = 8 * static_cast<double>(std::numeric_limits<Real>::epsilon()) * largest;
    for (int d = 0; d < kN; ++d) {
        ring[static_cast<std::size_t>(d)] = static_cast<double>(matrix.at(0, d));
    }
    for (int out = 0; out < kN; ++out) {
        for (int in = 0; in < kN; ++in) {
            const int d = (in - out + kN) % kN;
            const double expected = ring[static_cast<std::size_t>(std::min(d, kN - d))];
            if (std::abs(static_cast<double>(matrix.at(out, in)) - expected) > rounding) {
                return false;
            }
        }
    }
    return true;
}

/// The factor of wave m, with the share 1/N or 2/N of the way back.
double wave_factor(const std::array<double, static_cast<std::size_t>(kN)>& ring, int m) {
    double sum = 0;
    for (int d = 0; d < kN; ++d) {
        const double angle = 2 * std::numbers::pi * m * d / kN;
        sum += ring[static_cast<std::size_t>(std::min(d, kN - d))] * std::cos(angle);
    }
    return sum / (m == 0 || 2 * m == kN ? kN : 0.5 * kN);
}

}  // namespace

template <class Real>
std::vector<CirculantBlock<Real>> find_circulant_blocks(const Plan<Real>& plan,
                                                        const Pathway<Real>& pathway) {
    if (pathway.kernels.empty() || pathway.kernels_of.size() != static_cast<std::size_t>(kN)) {
        return {};
    }
    std::map<std::tuple<int, int, int>, Matrix<Real>> matrices;  // by tap, projection, kernel
    for (const SpectralTerm<Real>& t : pathway.kernels) {
        if (plan.taps[static_cast<std::size_t>(t.tap)].num_channels != kN ||
            !plan.spectra[static_cast<std::size_t>(t.kernel)].im.empty()) {
            return {};
        }
        Matrix<Real>& matrix = matrices[{t.tap, t.projection, t.kernel}];
        matrix.at(t.out, t.in) += t.weight;
        ++matrix.count;
    }
    std::vector<CirculantBlock<Real>> blocks;
    for (auto& [key, matrix] : matrices) {
        std::array<double, static_cast<std::size_t>(kN)> ring{};
        if (matrix.count != kN * kN || !read_ring(matrix, ring)) {
            return {};
        }
        CirculantBlock<Real> block;
        std::tie(block.tap, block.projection, block.kernel) = key;
        for (int m = 0; m <= kN / 2; ++m) {
            block.waves[static_cast<std::size_t>(m)] = static_cast<Real>(wave_factor(ring, m));
        }
        blocks.push_back(block);
    }
    return blocks;
}

template std::vector<CirculantBlock<float>> find_circulant_blocks(const Plan<float>&,
                                                                  const Pathway<float>&);
template std::vector<CirculantBlock<double>> find_circulant_blocks(const Plan<double>&,
                                                                   const Pathway<double>&);

}  // namespace ventral::engine
