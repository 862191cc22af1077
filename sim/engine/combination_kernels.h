#pragma once

/// The combinations of channels, always inlined into the wrappers of pointwise.cpp.
/// docs/theory.md, "Combinations of channels".

#include "sim/engine/pointwise_kernels.h"

#include <cmath>

namespace ventral::engine::pointwise_kernels {

/// The samples [begin, begin + n) of member m.
template <class Real>
VENTRAL_INLINE void load_member(
    const CombinationArguments<Real>& a, std::size_t m, std::size_t begin, std::size_t n, Real* z) {
    for (std::size_t i = 0; i < n; ++i) {
        z[i] = Real(0);
    }
    const PlaneRange& range = a.members[m];
    add_planes(begin, n, a.planes + range.begin, range.end - range.begin, z);
}

/// Folds members into `out` with `step(accumulator, value)`, then finishes with `last`.
template <class Real, class Step, class Last>
VENTRAL_INLINE void fold(const CombinationArguments<Real>& a, Real start, Step step, Last last) {
    alignas(64) Real z[kBlock];
    for (std::size_t begin = 0; begin < a.size; begin += kBlock) {
        const std::size_t n = a.size - begin < kBlock ? a.size - begin : kBlock;
        Real* out = a.out + begin;
        for (std::size_t i = 0; i < n; ++i) {
            out[i] = start;
        }
        for (std::size_t m = 0; m < a.num_members; ++m) {
            load_member(a, m, begin, n, z);
            for (std::size_t i = 0; i < n; ++i) {
                out[i] = step(out[i], z[i]);
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            out[i] = last(out[i]);
        }
    }
}

template <class Real>
VENTRAL_INLINE void orientation_contrast(const CombinationArguments<Real>& a) {
    alignas(64) Real z[kBlock];
    alignas(64) Real total[kBlock];
    for (std::size_t begin = 0; begin < a.size; begin += kBlock) {
        const std::size_t n = a.size - begin < kBlock ? a.size - begin : kBlock;
        Real* out = a.out + begin;
        for (std::size_t i = 0; i < n; ++i) {
            out[i] = total[i] = Real(0);
        }
        for (std::size_t m = 0; m < a.num_members; ++m) {
            load_member(a, m, begin, n, z);
            for (std::size_t i = 0; i < n; ++i) {
                out[i] += z[i] < 0 ? -z[i] : z[i];
                total[i] += z[i];
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            out[i] -= total[i] < 0 ? -total[i] : total[i];
        }
    }
}

template <class Real>
VENTRAL_INLINE void own_against_opponent(const CombinationArguments<Real>& a) {
    alignas(64) Real own[kBlock];
    alignas(64) Real opponent[kBlock];
    for (std::size_t begin = 0; begin < a.size; begin += kBlock) {
        const std::size_t n = a.size - begin < kBlock ? a.size - begin : kBlock;
        load_member(a, 0, begin, n, own);
        load_member(a, 1, begin, n, opponent);
        for (std::size_t i = 0; i < n; ++i) {
            const Real y0 = power_of(own[i], a.exponent);
            const Real y1 = power_of(opponent[i], a.exponent);
            a.out[begin + i] = y0 / (Real(1) + y0 + y1);
        }
    }
}

template <class Real>
VENTRAL_INLINE void combine(const CombinationArguments<Real>& a) {
    const Real p = a.exponent;
    const Real count = static_cast<Real>(a.num_members);
    const Real floor = static_cast<Real>(kPowerMeanFloor);
    switch (a.kind) {
        case CombinationKind::None:
            fold(
                a, Real(0), [](Real s, Real z) { return s + z; }, [](Real s) { return s; });
            return;
        case CombinationKind::RootSumOfSquares:
            fold(
                a, Real(0), [](Real s, Real z) { return s + z * z; },
                [](Real s) { return std::sqrt(s); });
            return;
        case CombinationKind::OrientationContrast:
            orientation_contrast(a);
            return;
        case CombinationKind::PowerMean:
            fold(
                a, Real(0),
                [p, floor](Real s, Real z) { return s + power_of(positive(z) + floor, p); },
                [p, count, floor](Real s) { return power_of(s / count, Real(1) / p) - floor; });
            return;
        case CombinationKind::Product:
            fold(
                a, Real(1), [](Real s, Real z) { return s * positive(z); },
                [](Real s) { return s; });
            return;
        case CombinationKind::GeometricMean:
            if (a.num_members == 2) {
                fold(
                    a, Real(1), [](Real s, Real z) { return s * positive(z); },
                    [](Real s) { return std::sqrt(s); });
                return;
            }
            fold(
                a, Real(1), [](Real s, Real z) { return s * positive(z); },
                [count](Real s) { return power_of(s, Real(1) / count); });
            return;
        case CombinationKind::OwnAgainstOpponent:
            own_against_opponent(a);
            return;
    }
}

}  // namespace ventral::engine::pointwise_kernels
