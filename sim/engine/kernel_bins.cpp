#include "sim/engine/kernel_bins.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {

std::vector<KernelBin> bin_by_delay(const ConductionDelay& delay,
                                    const SpatialKernel& kernel,
                                    double samples_per_deg,
                                    double step_ms) {
    const double reach_deg =
        std::sqrt(2.0) * sample_kernel(kernel, samples_per_deg).radius / samples_per_deg;
    if (!delay.grows()) {
        return {{0, reach_deg + 1, delay.constant_ms, 0}};
    }
    // Delays of constant + i step: whole steps need no interpolation, and none but the constant
    // itself is shorter than a step.
    const double span_ms = delay.at_distance(reach_deg) - delay.constant_ms;
    const double step_deg = reach_deg > 0 ? step_ms * reach_deg / span_ms : 1;
    const int last = static_cast<int>(std::floor(reach_deg / step_deg + 0.5));
    std::vector<KernelBin> bins;
    for (int i = 0; i <= last; ++i) {
        const double begin = i == 0 ? 0 : (i - 0.5) * step_deg;
        const double end = i == last ? reach_deg + 1 : (i + 0.5) * step_deg;
        bins.push_back({begin, end, delay.constant_ms + i * step_ms, step_ms});
    }
    return bins;
}

SampledKernel sample_bin(const SpatialKernel& kernel,
                         double samples_per_deg,
                         const ConductionDelay& delay,
                         const KernelBin& bin) {
    SampledKernel sampled = sample_kernel(kernel, samples_per_deg);
    if (!delay.grows()) {
        return sampled;
    }
    std::size_t i = 0;
    for (int y = -sampled.radius; y <= sampled.radius; ++y) {
        for (int x = -sampled.radius; x <= sampled.radius; ++x, ++i) {
            const double distance = std::hypot(x, y) / samples_per_deg;
            if (distance < bin.begin_deg || distance >= bin.end_deg) {
                sampled.weights[i] = 0;
            }
        }
    }
    return sampled;
}

template <class Real>
KernelSpectrum<Real> make_kernel_spectrum(const SampledKernel& kernel,
                                          const RealFft2d<double>& exact,
                                          const RealFft2d<Real>& fft) {
    const int ny = fft.ny();
    const int nx = fft.nx();
    auto scratch = exact.make_scratch();
    AlignedVector<double> plane(static_cast<std::size_t>(ny) * static_cast<std::size_t>(nx), 0.0);
    for (int dy = -kernel.radius; dy <= kernel.radius; ++dy) {
        for (int dx = -kernel.radius; dx <= kernel.radius; ++dx) {
            // A source at +d from the target: the kernel reversed, for a convolution.
            const int y = ((-dy % ny) + ny) % ny;
            const int x = ((-dx % nx) + nx) % nx;
            plane[static_cast<std::size_t>(y) * static_cast<std::size_t>(nx) +
                  static_cast<std::size_t>(x)] += kernel.at(dx, dy) / (1.0 * nx * ny);
        }
    }
    AlignedVector<double> re(exact.spectrum_size());
    AlignedVector<double> im(exact.spectrum_size());
    exact.forward(plane.data(), re.data(), im.data(), scratch);

    double largest = 0;
    double largest_im = 0;
    for (std::size_t i = 0; i < re.size(); ++i) {
        largest = std::max(largest, std::hypot(re[i], im[i]));
        largest_im = std::max(largest_im, std::abs(im[i]));
    }
    KernelSpectrum<Real> spectrum;
    spectrum.re.assign(fft.spectrum_size(), Real(0));
    const bool real = largest_im <= 1e-14 * largest;
    if (!real) {
        spectrum.im.assign(fft.spectrum_size(), Real(0));
    }
    const std::size_t num_columns = static_cast<std::size_t>(nx) / 2 + 1;
    for (std::size_t y = 0; y < static_cast<std::size_t>(ny); ++y) {
        for (std::size_t x = 0; x < num_columns; ++x) {
            const std::size_t from = y * static_cast<std::size_t>(exact.stride()) + x;
            const std::size_t to = y * static_cast<std::size_t>(fft.stride()) + x;
            // Far tails of wide Gaussians would be denormal: they are zero to every digit kept.
            const bool negligible = std::hypot(re[from], im[from]) < 1e-15 * largest;
            spectrum.re[to] = negligible ? Real(0) : static_cast<Real>(re[from]);
            if (!real) {
                spectrum.im[to] = negligible ? Real(0) : static_cast<Real>(im[from]);
            }
        }
    }
    return spectrum;
}

template KernelSpectrum<float> make_kernel_spectrum(const SampledKernel&,
                                                    const RealFft2d<double>&,
                                                    const RealFft2d<float>&);
template KernelSpectrum<double> make_kernel_spectrum(const SampledKernel&,
                                                     const RealFft2d<double>&,
                                                     const RealFft2d<double>&);

}  // namespace ventral::engine
