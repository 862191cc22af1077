#include "sim/engine/fft.h"

#include "sim/base/index_of.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "tests/support/close.h"
#include "tests/support/isa_levels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

using namespace ventral;
using engine::Isa;

namespace {

std::vector<double> random_plane(int ny, int nx) {
    base::RandomStream random(1, base::str("plane ", ny, " x ", nx));
    std::vector<double> plane;
    for (int i = 0; i < ny * nx; ++i) {
        plane.push_back(random.normal());
    }
    return plane;
}

struct Spectrum {
    std::vector<double> re, im;  ///< [ny][nx/2 + 1]
};

/// The sum that defines the transform, rows first, then columns.
Spectrum plain_transform(const std::vector<double>& plane, int ny, int nx) {
    const auto angle = [](int k, int i, int n) {
        return -2 * std::numbers::pi * static_cast<double>(static_cast<long>(k) * i % n) / n;
    };
    const int half = nx / 2 + 1;
    std::vector<double> row_re, row_im;
    for (int y = 0; y < ny; ++y) {
        for (int k = 0; k < half; ++k) {
            double re = 0, im = 0;
            for (int x = 0; x < nx; ++x) {
                const double v = plane[base::index_of(y * nx + x)];
                re += v * std::cos(angle(k, x, nx));
                im += v * std::sin(angle(k, x, nx));
            }
            row_re.push_back(re);
            row_im.push_back(im);
        }
    }
    Spectrum out;
    for (int l = 0; l < ny; ++l) {
        for (int k = 0; k < half; ++k) {
            double re = 0, im = 0;
            for (int y = 0; y < ny; ++y) {
                const auto i = base::index_of(y * half + k);
                const double c = std::cos(angle(l, y, ny)), s = std::sin(angle(l, y, ny));
                re += row_re[i] * c - row_im[i] * s;
                im += row_re[i] * s + row_im[i] * c;
            }
            out.re.push_back(re);
            out.im.push_back(im);
        }
    }
    return out;
}

template <class Real>
engine::AlignedVector<Real> converted(const std::vector<double>& plane) {
    engine::AlignedVector<Real> out;
    for (const double v : plane) {
        out.push_back(static_cast<Real>(v));
    }
    return out;
}

/// Error of the transform and of going there and back, and whether the padding is zero.
struct FftErrors {
    double forward = 0;
    double round_trip = 0;
    bool padding_is_zero = true;
};

template <class Real>
FftErrors measure(int ny, int nx, Isa isa) {
    const std::vector<double> plane = random_plane(ny, nx);
    const engine::AlignedVector<Real> in = converted<Real>(plane);
    std::vector<double> rounded(in.begin(), in.end());
    const Spectrum expected = plain_transform(rounded, ny, nx);

    const engine::RealFft2d<Real> fft(ny, nx, isa);
    auto scratch = fft.make_scratch();
    engine::AlignedVector<Real> re(fft.spectrum_size()), im(fft.spectrum_size());
    fft.forward(in.data(), re.data(), im.data(), scratch);
    std::vector<double> actual, wanted;
    FftErrors errors;
    for (int l = 0; l < ny; ++l) {
        for (int k = 0; k < fft.stride(); ++k) {
            const auto i = base::index_of(l * fft.stride() + k);
            if (k > nx / 2) {
                errors.padding_is_zero &= re[i] == Real(0) && im[i] == Real(0);
                continue;
            }
            const auto j = base::index_of(l * (nx / 2 + 1) + k);
            actual.insert(actual.end(), {static_cast<double>(re[i]), static_cast<double>(im[i])});
            wanted.insert(wanted.end(), {expected.re[j], expected.im[j]});
        }
    }
    errors.forward = test::relative_error(actual, wanted);

    const auto kept_re = re;
    engine::AlignedVector<Real> back(in.size());
    fft.inverse(re.data(), im.data(), back.data(), scratch);
    errors.padding_is_zero &= re == kept_re;
    for (Real& v : back) {
        v /= static_cast<Real>(nx * ny);
    }
    errors.round_trip = test::relative_error(back, rounded);
    return errors;
}

}  // namespace

TEST_CASE("the transform equals the plain sum at every size, level and precision") {
    const std::pair<int, int> sizes[] = {{1, 1},  {1, 2},   {2, 1},   {1, 7},   {3, 5},   {4, 4},
                                         {5, 9},  {6, 10},  {7, 7},   {8, 12},  {9, 16},  {13, 11},
                                         {15, 8}, {17, 25}, {23, 30}, {31, 1},  {1, 37},  {32, 20},
                                         {36, 2}, {40, 45}, {41, 43}, {60, 49}, {64, 27}, {77, 54}};
    for (const Isa isa : test::isa_levels()) {
        for (const auto& [ny, nx] : sizes) {
            CAPTURE(engine::to_string(isa));
            CAPTURE(ny);
            CAPTURE(nx);
            const FftErrors exact = measure<double>(ny, nx, isa);
            CHECK(exact.forward <= 1e-14);
            CHECK(exact.round_trip <= 2e-15);
            CHECK(exact.padding_is_zero);
            const FftErrors single = measure<float>(ny, nx, isa);
            CHECK(single.forward <= 3e-6);
            CHECK(single.round_trip <= 1e-6);
            CHECK(single.padding_is_zero);
        }
    }
}

TEST_CASE("every length up to 80 goes there and back along rows and along columns") {
    for (const Isa isa : test::isa_levels()) {
        for (int n = 1; n <= 80; ++n) {
            CAPTURE(engine::to_string(isa));
            CAPTURE(n);
            CHECK(measure<double>(3, n, isa).round_trip <= 2e-15);
            CHECK(measure<float>(n, 3, isa).round_trip <= 2e-6);
        }
    }
}

TEST_CASE("a single wave has all its power at its own frequency") {
    const int ny = 12, nx = 10, l0 = 3, k0 = 2;
    engine::AlignedVector<double> wave;
    for (int y = 0; y < ny; ++y) {
        for (int x = 0; x < nx; ++x) {
            wave.push_back(
                std::cos(2 * std::numbers::pi * (1.0 * k0 * x / nx + 1.0 * l0 * y / ny)));
        }
    }
    const engine::RealFft2d<double> fft(ny, nx, engine::detect_isa());
    auto scratch = fft.make_scratch();
    engine::AlignedVector<double> re(fft.spectrum_size()), im(fft.spectrum_size());
    fft.forward(wave.data(), re.data(), im.data(), scratch);
    for (int l = 0; l < ny; ++l) {
        for (int k = 0; k <= nx / 2; ++k) {
            const auto i = base::index_of(l * fft.stride() + k);
            const double expected = l == l0 && k == k0 ? 0.5 * nx * ny : 0.0;
            CHECK(test::close(re[i], expected, 0, 1e-12));
            CHECK(test::close(im[i], 0, 0, 1e-12));
        }
    }
}

TEST_CASE("the next fast length is the smallest product of 2, 3 and 5 that is large enough") {
    const auto is_fast = [](int n) {
        for (const int factor : {2, 3, 5}) {
            while (n % factor == 0) {
                n /= factor;
            }
        }
        return n == 1;
    };
    for (int n = 1; n <= 400; ++n) {
        int expected = n;
        while (!is_fast(expected)) {
            ++expected;
        }
        CAPTURE(n);
        CHECK(engine::next_fast_length(n) == expected);
    }
}
