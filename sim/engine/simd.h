#pragma once

/// Lane vectors and the choice of instruction set. A kernel is written once as an always-inline
/// template over `Lanes<Real>` and instantiated per instruction set behind a function table, so
/// that one binary serves every machine and the level can be named, forced and recorded.

#include <cstddef>
#include <string>

namespace ventral::engine {

/// Instruction-set levels, each with its own (fixed) rounding.
enum class Isa { Baseline, Avx2, Avx512 };

std::string to_string(Isa isa);
/// The widest level that this machine has.
Isa detect_isa();

#define VENTRAL_INLINE __attribute__((always_inline)) inline

/// A vector of `Bytes` bytes of numbers: 16 on the baseline, 32 with AVX2, 64 with AVX-512.
template <class Real, int Bytes>
struct LanesType {
    typedef Real type __attribute__((vector_size(Bytes)));
};
template <class Real, int Bytes>
using LanesOf = typename LanesType<Real, Bytes>::type;
/// The same at any address of a number: what a vector loads from and stores to.
template <class V, class Real>
struct UnalignedType {
    typedef Real type __attribute__((vector_size(sizeof(V)), aligned(alignof(Real)), may_alias));
};
template <class V, class Real>
VENTRAL_INLINE V load_lanes(const Real* p) {
    return *reinterpret_cast<const typename UnalignedType<V, Real>::type*>(p);
}
template <class V, class Real>
VENTRAL_INLINE void store_lanes(Real* p, V v) {
    *reinterpret_cast<typename UnalignedType<V, Real>::type*>(p) = v;
}
template <class V, class Real>
inline constexpr int kLanesIn = static_cast<int>(sizeof(V) / sizeof(Real));
/// Lanes of the widest level; rows of spectra are padded to it on every machine.
template <class Real>
inline constexpr int kNumLanes = static_cast<int>(64 / sizeof(Real));

/// Rounds up to a whole number of lane vectors.
template <class Real>
constexpr int round_up_to_lanes(int n) {
    return (n + kNumLanes<Real> - 1) / kNumLanes<Real> * kNumLanes<Real>;
}

}  // namespace ventral::engine
