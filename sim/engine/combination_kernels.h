#pragma once

/// The combinations of channels, always inlined into the wrappers of pointwise.cpp.
/// docs/theory.md, "Combinations of channels".

#include "sim/engine/pointwise.h"
#include "sim/engine/powers.h"

#include <cmath>

namespace ventral::engine::pointwise_kernels {

/// Folds members into `out` with `step(accumulator, value)`, then finishes with `last`.
template <class Real, class Step, class Last>
VENTRAL_INLINE void fold(const CombinationArguments<Real>& a, Real start, Step step, Last last) {
    for (std::size_t i = 0; i < a.size; ++i) {
        a.out[i] = start;
    }
    for (int m = 0; m < a.num_members; ++m) {
        const Real* z = a.planes[m];
        for (std::size_t i = 0; i < a.size; ++i) {
            a.out[i] = step(a.out[i], z[i]);
        }
    }
    for (std::size_t i = 0; i < a.size; ++i) {
        a.out[i] = last(a.out[i]);
    }
}

template <class Real>
VENTRAL_INLINE void orientation_contrast(const CombinationArguments<Real>& a) {
    for (std::size_t i = 0; i < a.size; ++i) {
        Real magnitudes = 0;
        Real total = 0;
        for (int m = 0; m < a.num_members; ++m) {
            const Real z = a.planes[m][i];
            magnitudes += z < 0 ? -z : z;
            total += z;
        }
        a.out[i] = magnitudes - (total < 0 ? -total : total);
    }
}

template <class Real>
VENTRAL_INLINE void own_against_opponent(const CombinationArguments<Real>& a) {
    const Real* own = a.planes[0];
    const Real* opponent = a.planes[1];
    for (std::size_t i = 0; i < a.size; ++i) {
        const Real y0 = power_of(own[i], a.exponent);
        const Real y1 = power_of(opponent[i], a.exponent);
        a.out[i] = y0 / (Real(1) + y0 + y1);
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
