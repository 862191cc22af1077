#include "sim/engine/fft.h"

#include "sim/engine/fft_kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::engine {
namespace {

/// The radices of a transform of length n: as few passes over memory as radices up to 8 allow, the
/// largest last, where there are no twiddles.
std::vector<int> find_radices(int n) {
    std::vector<int> radices;
    int twos = 0;
    for (; n % 2 == 0; n /= 2) {
        ++twos;
    }
    for (int radix = 3; n > 1; radix += 2) {
        for (; n % radix == 0; n /= radix) {
            radices.push_back(radix);
        }
        if (radix * radix > n && n > 1) {
            radices.push_back(n);
            break;
        }
    }
    if (twos == 1) {
        radices.push_back(2);
    }
    for (; twos > 1 && twos % 3 != 0; twos -= 2) {
        radices.push_back(4);
    }
    for (; twos > 1; twos -= 3) {
        radices.push_back(8);
    }
    return radices;
}

/// The spectra of the real and of the imaginary part of what a complex transform z transformed:
/// half z(k) + conj z(-k), and half z(k) - conj z(-k) over i.
/// The columns from n/2 + 1 on, up to `stride`, become zero.
template <class V, class Real>
VENTRAL_INLINE void split_spectrum(const Real* z_re,
                                   const Real* z_im,
                                   int n,
                                   int stride,
                                   bool imaginary_part,
                                   Real* re,
                                   Real* im) {
    using namespace fft_kernels;
    constexpr int lanes = kLanesIn<V, Real>;
    const Real h = Real(0.5);
    const int half = n / 2 + 1;
    for (int k = 0; k < half; ++k) {
        const std::size_t at = std::size_t(k) * lanes;
        const std::size_t mirror = std::size_t(k == 0 ? 0 : n - k) * lanes;
        const auto r = load<V>(z_re + at);
        const auto i = load<V>(z_im + at);
        const auto mr = load<V>(z_re + mirror);
        const auto mi = load<V>(z_im + mirror);
        store<V>(re + at, imaginary_part ? (i + mi) * h : (r + mr) * h);
        store<V>(im + at, imaginary_part ? (mr - r) * h : (i - mi) * h);
    }
    for (int k = half; k < stride; ++k) {
        store<V>(re + std::size_t(k) * lanes, V{});
        store<V>(im + std::size_t(k) * lanes, V{});
    }
}

/// Rows are transformed in blocks, one row a lane. The last block overlaps the one before it where
/// the rows are no multiple of the lanes; fewer rows than lanes are one block.
struct RowBlocks {
    int num_rows;
    int lanes;
    int count() const { return (num_rows + lanes - 1) / lanes; }
    int first(int block) const {
        const int row = block * lanes;
        return row + lanes <= num_rows || num_rows < lanes ? row : num_rows - lanes;
    }
};

/// Two blocks of real rows travel as the real and imaginary part of one complex transform; their
/// spectra are told apart by Hermitian symmetry.
template <class V, class Real>
VENTRAL_INLINE void forward_rows(const FftPlan<Real>& plan,
                                 int ny,
                                 int stride,
                                 const Real* in,
                                 Real* re,
                                 Real* im,
                                 FftScratch<Real>& s) {
    using namespace fft_kernels;
    constexpr int lanes = kLanesIn<V, Real>;
    const int nx = plan.n;
    const auto width = std::size_t(stride);
    const RowBlocks blocks{ny, lanes};
    for (int pair = 0; pair < blocks.count(); pair += 2) {
        const bool has_second = pair + 1 < blocks.count();
        rows_to_lanes<V>(in + std::size_t(blocks.first(pair)) * std::size_t(nx), ny, nx,
                         std::size_t(nx), s.a_re.data());
        rows_to_lanes<V>(
            in + std::size_t(has_second ? blocks.first(pair + 1) : 0) * std::size_t(nx),
            has_second ? ny : 0, nx, std::size_t(nx), s.a_im.data());
        const Line<Real> z{s.a_re.data(), s.a_im.data(), std::size_t(lanes)};
        const Line<Real> work{s.b_re.data(), s.b_im.data(), std::size_t(lanes)};
        const Line<Real> other{s.c_re.data(), s.c_im.data(), std::size_t(lanes)};
        transform<V>(plan, {z.re, z.im, z.step}, work, other, z);
        for (int k = 0; k < (has_second ? 2 : 1); ++k) {
            split_spectrum<V>(z.re, z.im, nx, stride, k == 1, s.c_re.data(), s.c_im.data());
            const std::size_t offset = std::size_t(blocks.first(pair + k)) * width;
            lanes_to_rows<V>(s.c_re.data(), ny, stride, width, re + offset);
            lanes_to_rows<V>(s.c_im.data(), ny, stride, width, im + offset);
        }
    }
}

/// Builds the full complex row spectrum A + iB of two blocks of rows and transforms it back. The
/// imaginary parts of the self-conjugate columns carry nothing and are dropped.
template <class V, class Real>
VENTRAL_INLINE void inverse_rows(const FftPlan<Real>& plan,
                                 int ny,
                                 int stride,
                                 const Real* re,
                                 const Real* im,
                                 Real* out,
                                 FftScratch<Real>& s) {
    using namespace fft_kernels;
    constexpr int lanes = kLanesIn<V, Real>;
    const int nx = plan.n;
    const int half = nx / 2 + 1;
    const int whole = (half + lanes - 1) / lanes * lanes;
    const auto width = std::size_t(stride);
    const RowBlocks blocks{ny, lanes};
    for (int pair = 0; pair < blocks.count(); pair += 2) {
        const bool has_second = pair + 1 < blocks.count();
        const int second = has_second ? blocks.first(pair + 1) : 0;
        const std::size_t a = std::size_t(blocks.first(pair)) * width;
        const std::size_t b = std::size_t(second) * width;
        rows_to_lanes<V>(re + a, ny, whole, width, s.b_re.data());
        rows_to_lanes<V>(im + a, ny, whole, width, s.b_im.data());
        rows_to_lanes<V>(re + b, has_second ? ny : 0, whole, width, s.c_re.data());
        rows_to_lanes<V>(im + b, has_second ? ny : 0, whole, width, s.c_im.data());
        for (int k = 0; k < half; ++k) {
            const std::size_t at = std::size_t(k) * lanes;
            const auto ar = load<V>(s.b_re.data() + at);
            const auto br = load<V>(s.c_re.data() + at);
            if (k == 0 || 2 * k == nx) {
                store<V>(s.a_re.data() + at, ar);
                store<V>(s.a_im.data() + at, br);
                continue;
            }
            const auto ai = load<V>(s.b_im.data() + at);
            const auto bi = load<V>(s.c_im.data() + at);
            const std::size_t mirror = std::size_t(nx - k) * lanes;
            store<V>(s.a_re.data() + at, ar - bi);
            store<V>(s.a_im.data() + at, ai + br);
            store<V>(s.a_re.data() + mirror, ar + bi);
            store<V>(s.a_im.data() + mirror, br - ai);
        }
        // Real and imaginary parts swapped: the inverse transform.
        const Line<Real> z{s.a_im.data(), s.a_re.data(), std::size_t(lanes)};
        const Line<Real> work{s.b_im.data(), s.b_re.data(), std::size_t(lanes)};
        const Line<Real> other{s.c_im.data(), s.c_re.data(), std::size_t(lanes)};
        transform<V>(plan, {z.re, z.im, z.step}, work, other, z);
        lanes_to_rows<V>(z.im, ny, nx, std::size_t(nx),
                         out + std::size_t(blocks.first(pair)) * std::size_t(nx));
        if (has_second) {
            lanes_to_rows<V>(z.re, ny, nx, std::size_t(nx),
                             out + std::size_t(second) * std::size_t(nx));
        }
    }
}

/// Complex transforms along y, lanes over neighbouring columns; the columns beyond the last lanes
/// that carry data stay as they are.
template <class V, class Real>
VENTRAL_INLINE void transform_columns(const FftPlan<Real>& plan,
                                      int num_columns,
                                      int stride,
                                      const Real* in_re,
                                      const Real* in_im,
                                      Real* out_re,
                                      Real* out_im,
                                      FftScratch<Real>& s) {
    using namespace fft_kernels;
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    const auto width = static_cast<std::size_t>(stride);
    const Line<Real> a{s.a_re.data(), s.a_im.data(), lanes};
    const Line<Real> b{s.b_re.data(), s.b_im.data(), lanes};
    for (std::size_t x = 0; x < static_cast<std::size_t>(num_columns); x += lanes) {
        transform<V>(plan, {in_re + x, in_im + x, width}, a, b, {out_re + x, out_im + x, width});
    }
}

template <class V, class Real>
VENTRAL_INLINE void forward_impl(const FftPlan<Real>& rows,
                                 const FftPlan<Real>& columns,
                                 int stride,
                                 const Real* in,
                                 Real* re,
                                 Real* im,
                                 FftScratch<Real>& s) {
    forward_rows<V>(rows, columns.n, stride, in, re, im, s);
    transform_columns<V>(columns, rows.n / 2 + 1, stride, re, im, re, im, s);
}

template <class V, class Real>
VENTRAL_INLINE void inverse_impl(const FftPlan<Real>& rows,
                                 const FftPlan<Real>& columns,
                                 int stride,
                                 const Real* re,
                                 const Real* im,
                                 Real* out,
                                 FftScratch<Real>& s) {
    Real* t_re = s.a_re.data() + s.a_re.size() - columns.n * stride;
    Real* t_im = s.a_im.data() + s.a_im.size() - columns.n * stride;
    transform_columns<V>(columns, rows.n / 2 + 1, stride, im, re, t_im, t_re, s);
    inverse_rows<V>(rows, columns.n, stride, t_re, t_im, out, s);
}

#define VENTRAL_FFT_WRAPPERS(SUFFIX, BYTES, ATTRIBUTE)                                       \
    template <class Real>                                                                    \
    ATTRIBUTE void forward_##SUFFIX(const FftPlan<Real>& rows, const FftPlan<Real>& columns, \
                                    int stride, const Real* in, Real* re, Real* im,          \
                                    FftScratch<Real>& s) {                                   \
        forward_impl<LanesOf<Real, BYTES>>(rows, columns, stride, in, re, im, s);            \
    }                                                                                        \
    template <class Real>                                                                    \
    ATTRIBUTE void inverse_##SUFFIX(const FftPlan<Real>& rows, const FftPlan<Real>& columns, \
                                    int stride, const Real* re, const Real* im, Real* out,   \
                                    FftScratch<Real>& s) {                                   \
        inverse_impl<LanesOf<Real, BYTES>>(rows, columns, stride, re, im, out, s);           \
    }

VENTRAL_FFT_WRAPPERS(baseline, 16, )
#if defined(__x86_64__)
VENTRAL_FFT_WRAPPERS(avx2, 32, __attribute__((target("avx2,fma"))))
VENTRAL_FFT_WRAPPERS(avx512, 64, __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))))
#endif

}  // namespace

template <class Real>
FftPlan<Real>::FftPlan(int length) : n(length) {
    const auto root = [this](double turns) {
        cosines.push_back(static_cast<Real>(std::cos(2 * std::numbers::pi * turns)));
        sines.push_back(static_cast<Real>(-std::sin(2 * std::numbers::pi * turns)));
    };
    int remaining = length;
    int stride = 1;
    for (const int radix : find_radices(length)) {
        FftPass pass;
        pass.radix = radix;
        pass.num_groups = remaining / radix;
        pass.stride = stride;
        pass.twiddle_offset = cosines.size();
        for (int p = 0; p < pass.num_groups; ++p) {
            for (int k = 1; k < radix; ++k) {
                root(static_cast<double>(static_cast<long>(p) * k % remaining) / remaining);
            }
        }
        pass.root_offset = cosines.size();
        for (int k = 0; k < radix; ++k) {
            root(static_cast<double>(k) / radix);
        }
        passes.push_back(pass);
        remaining = pass.num_groups;
        stride *= radix;
    }
}

template <class Real>
RealFft2d<Real>::RealFft2d(int ny, int nx, Isa isa)
    : rows_(nx), columns_(ny), stride_(round_up_to_lanes<Real>(nx / 2 + 1)), isa_(isa) {}

template <class Real>
FftScratch<Real> RealFft2d<Real>::make_scratch() const {
    // A line of either direction, or of a row's spectrum with its padding.
    const auto lines = static_cast<std::size_t>(std::max({rows_.n, columns_.n, stride_})) *
                       static_cast<std::size_t>(kNumLanes<Real>);
    FftScratch<Real> scratch;
    scratch.a_re.assign(lines + spectrum_size(), Real(0));
    scratch.a_im.assign(lines + spectrum_size(), Real(0));
    scratch.b_re.assign(lines, Real(0));
    scratch.b_im.assign(lines, Real(0));
    scratch.c_re.assign(lines, Real(0));
    scratch.c_im.assign(lines, Real(0));
    return scratch;
}

template <class Real>
void RealFft2d<Real>::forward(const Real* in, Real* re, Real* im, FftScratch<Real>& scratch) const {
    switch (isa_) {
#if defined(__x86_64__)
        case Isa::Avx512:
            forward_avx512(rows_, columns_, stride_, in, re, im, scratch);
            return;
        case Isa::Avx2:
            forward_avx2(rows_, columns_, stride_, in, re, im, scratch);
            return;
#endif
        default:
            forward_baseline(rows_, columns_, stride_, in, re, im, scratch);
    }
}

template <class Real>
void RealFft2d<Real>::inverse(const Real* re,
                              const Real* im,
                              Real* out,
                              FftScratch<Real>& scratch) const {
    switch (isa_) {
#if defined(__x86_64__)
        case Isa::Avx512:
            inverse_avx512(rows_, columns_, stride_, re, im, out, scratch);
            return;
        case Isa::Avx2:
            inverse_avx2(rows_, columns_, stride_, re, im, out, scratch);
            return;
#endif
        default:
            inverse_baseline(rows_, columns_, stride_, re, im, out, scratch);
    }
}

int next_fast_length(int n) {
    for (;; ++n) {
        int rest = n;
        for (const int factor : {2, 3, 5}) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        if (rest == 1) {
            return n;
        }
    }
}

template struct FftPlan<float>;
template struct FftPlan<double>;
template class RealFft2d<float>;
template class RealFft2d<double>;

}  // namespace ventral::engine
