#pragma once

/// Kernels split by conduction delay, and their spectra.

#include "sim/engine/fft.h"
#include "sim/engine/network_description.h"
#include "sim/engine/plan.h"

#include <vector>

namespace ventral::engine {

/// The part of a kernel whose distances lie in [begin_deg, end_deg), read with one delay.
struct KernelBin {
    double begin_deg = 0;
    double end_deg = 0;
    double delay_ms = 0;  ///< the constant plus a whole number of steps
    double width_ms = 0;  ///< the delays in it differ by at most this; the error is half of it
};

/// Bins no wider than a step, about whole steps beyond the constant delay. One bin that holds
/// everything where the delay does not grow.
std::vector<KernelBin> bin_by_delay(const ConductionDelay& delay,
                                    const SpatialKernel& kernel,
                                    double samples_per_deg,
                                    double step_ms);

/// The sampled kernel with the weights outside the bin set to zero.
SampledKernel sample_bin(const SpatialKernel& kernel,
                         double samples_per_deg,
                         const ConductionDelay& delay,
                         const KernelBin& bin);

/// Spectrum of the kernel as a correlation, divided by the number of samples: transformed by
/// `exact` and laid out as `fft` does, which is of the same size.
template <class Real>
KernelSpectrum<Real> make_kernel_spectrum(const SampledKernel& kernel,
                                          const RealFft2d<double>& exact,
                                          const RealFft2d<Real>& fft);

}  // namespace ventral::engine
