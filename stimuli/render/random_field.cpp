#include "stimuli/render/random_field.h"

#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

namespace ventral::stimuli {
namespace {

using Complex = std::complex<double>;

/// Lattice points along a side: eight per cycle of the highest frequency, a power of two.
std::size_t lattice_size(const SpectralNoise& noise) {
    constexpr double kPointsPerCycle = 8;
    constexpr double kLargest = 4096;
    const double wanted = kPointsPerCycle * noise.max_frequency_cpd * noise.size_deg;
    return std::bit_ceil(static_cast<std::size_t>(std::clamp(std::ceil(wanted), 16.0, kLargest)));
}

/// Amplitude at the frequency (u, v), in cycles per size.
double amplitude(const SpectralNoise& noise, double u, double v) {
    const double frequency = std::hypot(u, v) / noise.size_deg;
    const bool in_band = frequency > 0 && frequency >= noise.min_frequency_cpd &&
                         frequency <= noise.max_frequency_cpd;
    if (!in_band) {
        return 0;
    }
    const double orientation = std::atan2(v, u) * 180 / std::numbers::pi - 90;
    const double off = std::abs(std::remainder(orientation - noise.orientation_deg, 180.0));
    return off <= 0.5 * noise.orientation_bandwidth_deg + 1e-9
               ? std::pow(frequency, -noise.exponent)
               : 0;
}

double signed_index(std::size_t i, std::size_t n) {
    return i <= n / 2 ? static_cast<double>(i) : static_cast<double>(i) - static_cast<double>(n);
}

void normalize(std::vector<float>& values) {
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto count = static_cast<double>(values.size());
    const double mean = sum / count;
    const double sd = std::sqrt(std::max(squares / count - mean * mean, 0.0));
    for (float& value : values) {
        value = sd > 0 ? static_cast<float>((static_cast<double>(value) - mean) / sd) : 0.0F;
    }
}

/// exp(2 pi i k / n), k < n / 2.
std::vector<Complex> roots_of_unity(std::size_t n) {
    std::vector<Complex> roots;
    for (std::size_t k = 0; k < n / 2; ++k) {
        const double turns = static_cast<double>(k) / static_cast<double>(n);
        roots.push_back(std::polar(1.0, 2 * std::numbers::pi * turns));
    }
    return roots;
}

/// In-place inverse Fourier sum over one line of n values, n a power of two.
void transform_line(Complex* x, std::size_t stride, const std::vector<Complex>& roots) {
    const std::size_t n = 2 * roots.size();
    for (std::size_t i = 1, j = 0; i < n; ++i) {
        std::size_t bit = n >> 1U;
        for (; (j & bit) != 0; bit >>= 1U) {
            j ^= bit;
        }
        j ^= bit;
        if (i < j) {
            std::swap(x[i * stride], x[j * stride]);
        }
    }
    for (std::size_t length = 2; length <= n; length <<= 1U) {
        for (std::size_t i = 0; i < n; i += length) {
            for (std::size_t k = 0; k < length / 2; ++k) {
                Complex& even = x[(i + k) * stride];
                Complex& odd = x[(i + k + length / 2) * stride];
                const Complex turned = odd * roots[k * (n / length)];
                odd = even - turned;
                even += turned;
            }
        }
    }
}

/// The real part of the inverse Fourier sum over an n x n spectrum.
std::vector<float> real_field(std::vector<Complex> spectrum, std::size_t n) {
    const std::vector<Complex> roots = roots_of_unity(n);
    for (std::size_t i = 0; i < n; ++i) {
        transform_line(spectrum.data() + i * n, 1, roots);
    }
    for (std::size_t i = 0; i < n; ++i) {
        transform_line(spectrum.data() + i, n, roots);
    }
    std::vector<float> values;
    values.reserve(spectrum.size());
    for (const Complex& value : spectrum) {
        values.push_back(static_cast<float>(value.real()));
    }
    return values;
}

}  // namespace

double RandomField::at(double x_deg, double y_deg) const {
    const auto n = static_cast<std::size_t>(num);
    const auto split = [&](double position_deg, std::size_t& low, std::size_t& high) {
        const double index = position_deg / spacing_deg;
        const double wrapped = index - num * std::floor(index / num);
        const double whole = std::floor(wrapped);
        low = static_cast<std::size_t>(whole) % n;
        high = (low + 1) % n;
        return wrapped - whole;
    };
    std::size_t x0 = 0;
    std::size_t x1 = 0;
    std::size_t y0 = 0;
    std::size_t y1 = 0;
    const double u = split(x_deg, x0, x1);
    const double v = split(y_deg, y0, y1);
    const auto value = [&](std::size_t x, std::size_t y) {
        return static_cast<double>(values[y * n + x]);
    };
    return (1 - v) * ((1 - u) * value(x0, y0) + u * value(x1, y0)) +
           v * ((1 - u) * value(x0, y1) + u * value(x1, y1));
}

RandomField make_random_field(const SpectralNoise& noise,
                              std::uint64_t seed,
                              const std::string& name,
                              std::uint64_t frame) {
    const std::size_t n = lattice_size(noise);
    base::RandomStream stream(seed, base::str("noise/", name, '/', noise.instance), frame);
    std::vector<Complex> spectrum(n * n);
    // Half of the plane: the real part supplies the other half.
    for (std::size_t iv = 0; iv <= n / 2; ++iv) {
        for (std::size_t iu = 0; iu < n; ++iu) {
            const double u = signed_index(iu, n);
            const double v = static_cast<double>(iv);
            const double height = v > 0 || u > 0 ? amplitude(noise, u, v) : 0.0;
            if (height > 0) {
                const double phase = 2 * std::numbers::pi * stream.uniform();
                spectrum[iv * n + iu] = std::polar(height, phase);
            }
        }
    }
    RandomField field;
    field.num = static_cast<int>(n);
    field.spacing_deg = noise.size_deg / static_cast<double>(n);
    field.values = real_field(std::move(spectrum), n);
    normalize(field.values);
    return field;
}

}  // namespace ventral::stimuli
