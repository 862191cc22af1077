#pragma once

/// Discrete Fourier transforms of a few numbers in registers, lanes side by side: the butterflies
/// of fft_kernels.h (Van Loan 1992, section 1.1).

#include "sim/engine/simd.h"

#include <type_traits>

namespace ventral::engine::fft_kernels {

/// Transforms R numbers in place: X[k] = sum over n of x[n] exp(-2 pi i k n / R).
template <int R, class V>
struct Dft;

template <class V>
struct Dft<2, V> {
    static VENTRAL_INLINE void run(V* re, V* im) {
        const V r = re[0] - re[1];
        const V i = im[0] - im[1];
        re[0] += re[1];
        im[0] += im[1];
        re[1] = r;
        im[1] = i;
    }
};

template <class V>
struct Dft<3, V> {
    static VENTRAL_INLINE void run(V* re, V* im) {
        using Real = std::remove_cvref_t<decltype(re[0][0])>;
        constexpr Real half_sqrt3 = Real(0.866025403784438646763723170752936183L);
        const V sum_r = re[1] + re[2], sum_i = im[1] + im[2];
        const V dif_r = (re[1] - re[2]) * half_sqrt3, dif_i = (im[1] - im[2]) * half_sqrt3;
        const V mid_r = re[0] - sum_r * Real(0.5), mid_i = im[0] - sum_i * Real(0.5);
        re[0] += sum_r;
        im[0] += sum_i;
        re[1] = mid_r + dif_i;
        im[1] = mid_i - dif_r;
        re[2] = mid_r - dif_i;
        im[2] = mid_i + dif_r;
    }
};

template <class V>
struct Dft<4, V> {
    static VENTRAL_INLINE void run(V* re, V* im) {
        const V r02 = re[0] + re[2], i02 = im[0] + im[2];
        const V d02r = re[0] - re[2], d02i = im[0] - im[2];
        const V r13 = re[1] + re[3], i13 = im[1] + im[3];
        const V d13r = re[1] - re[3], d13i = im[1] - im[3];
        re[0] = r02 + r13;
        im[0] = i02 + i13;
        re[1] = d02r + d13i;
        im[1] = d02i - d13r;
        re[2] = r02 - r13;
        im[2] = i02 - i13;
        re[3] = d02r - d13i;
        im[3] = d02i + d13r;
    }
};

template <class V>
struct Dft<8, V> {
    static VENTRAL_INLINE void run(V* re, V* im) {
        using Real = std::remove_cvref_t<decltype(re[0][0])>;
        constexpr Real half_sqrt2 = Real(0.707106781186547524400844362104849039L);
        V even_r[4], even_i[4], odd_r[4], odd_i[4];
        for (int k = 0; k < 4; ++k) {
            even_r[k] = re[k] + re[k + 4];
            even_i[k] = im[k] + im[k + 4];
            odd_r[k] = re[k] - re[k + 4];
            odd_i[k] = im[k] - im[k + 4];
        }
        // Times exp(-2 pi i k / 8).
        const V r1 = (odd_r[1] + odd_i[1]) * half_sqrt2, i1 = (odd_i[1] - odd_r[1]) * half_sqrt2;
        const V r3 = (odd_i[3] - odd_r[3]) * half_sqrt2, i3 = (odd_r[3] + odd_i[3]) * -half_sqrt2;
        const V r2 = odd_i[2], i2 = -odd_r[2];
        odd_r[1] = r1;
        odd_i[1] = i1;
        odd_r[2] = r2;
        odd_i[2] = i2;
        odd_r[3] = r3;
        odd_i[3] = i3;
        Dft<4, V>::run(even_r, even_i);
        Dft<4, V>::run(odd_r, odd_i);
        for (int k = 0; k < 4; ++k) {
            re[2 * k] = even_r[k];
            im[2 * k] = even_i[k];
            re[2 * k + 1] = odd_r[k];
            im[2 * k + 1] = odd_i[k];
        }
    }
};

template <class V>
struct Dft<5, V> {
    static VENTRAL_INLINE void run(V* re, V* im) {
        using Real = std::remove_cvref_t<decltype(re[0][0])>;
        constexpr Real c1 = Real(0.309016994374947424102293417182819059L);
        constexpr Real c2 = Real(-0.809016994374947424102293417182819059L);
        constexpr Real s1 = Real(0.951056516295153572116439333379382143L);
        constexpr Real s2 = Real(0.587785252292473129168705954639072769L);
        const V p1r = re[1] + re[4], p1i = im[1] + im[4];
        const V m1r = re[1] - re[4], m1i = im[1] - im[4];
        const V p2r = re[2] + re[3], p2i = im[2] + im[3];
        const V m2r = re[2] - re[3], m2i = im[2] - im[3];
        const V a1r = re[0] + p1r * c1 + p2r * c2, a1i = im[0] + p1i * c1 + p2i * c2;
        const V a2r = re[0] + p1r * c2 + p2r * c1, a2i = im[0] + p1i * c2 + p2i * c1;
        const V b1r = m1r * s1 + m2r * s2, b1i = m1i * s1 + m2i * s2;
        const V b2r = m1r * s2 - m2r * s1, b2i = m1i * s2 - m2i * s1;
        re[0] += p1r + p2r;
        im[0] += p1i + p2i;
        re[1] = a1r + b1i;
        im[1] = a1i - b1r;
        re[2] = a2r + b2i;
        im[2] = a2i - b2r;
        re[3] = a2r - b2i;
        im[3] = a2i + b2r;
        re[4] = a1r - b1i;
        im[4] = a1i + b1r;
    }
};

}  // namespace ventral::engine::fft_kernels
