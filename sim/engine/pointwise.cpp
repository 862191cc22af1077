#include "sim/engine/pointwise.h"

#include "sim/engine/combination_kernels.h"
#include "sim/engine/pointwise_kernels.h"

namespace ventral::engine {
namespace {

namespace k = pointwise_kernels;

// One struct of plain functions per instruction set, so that each is compiled for its target.
#define VENTRAL_POINTWISE(SUFFIX, ATTRIBUTE)                                                      \
    template <class Real>                                                                         \
    struct Pointwise##SUFFIX {                                                                    \
        ATTRIBUTE static void add_scaled(std::size_t n, Real w, const Real* x, Real* y) {         \
            k::add_scaled(n, w, x, y);                                                            \
        }                                                                                         \
        ATTRIBUTE static void add_scaled_field(                                                   \
            std::size_t n, Real w, const Real* f, const Real* x, Real* y) {                       \
            k::add_scaled_field(n, w, f, x, y);                                                   \
        }                                                                                         \
        ATTRIBUTE static void add_group(std::size_t n,                                            \
                                        const Real* d,                                            \
                                        const Real* g,                                            \
                                        Real low,                                                 \
                                        Real high,                                                \
                                        const Real* pool,                                         \
                                        Real* u) {                                                \
            k::add_group(n, d, g, low, high, pool, u);                                            \
        }                                                                                         \
        ATTRIBUTE static void power(std::size_t n, Real p, const Real* in, Real* out) {           \
            k::power(n, p, in, out);                                                              \
        }                                                                                         \
        ATTRIBUTE static void transfer(                                                           \
            const TransferFunction& f, std::size_t n, const Real* u, const Real* gain, Real* r) { \
            k::transfer(f, n, u, gain, r);                                                        \
        }                                                                                         \
        ATTRIBUTE static void relax(std::size_t n, Real c, const Real* target, Real* x) {         \
            k::relax(n, c, target, x);                                                            \
        }                                                                                         \
        ATTRIBUTE static bool all_within(std::size_t n, Real limit, const Real* x) {              \
            return k::all_within(n, limit, x);                                                    \
        }                                                                                         \
        ATTRIBUTE static void sum_spectra(std::size_t n,                                          \
                                          const SpectralProduct<Real>* products,                  \
                                          std::size_t count,                                      \
                                          Real* out_re,                                           \
                                          Real* out_im) {                                         \
            k::sum_spectra(n, products, count, out_re, out_im);                                   \
        }                                                                                         \
        ATTRIBUTE static void combine(const CombinationArguments<Real>& arguments) {              \
            k::combine(arguments);                                                                \
        }                                                                                         \
        static constexpr PointwiseOps<Real> table{&add_scaled, &add_scaled_field, &add_group,     \
                                                  &power,      &transfer,         &relax,         \
                                                  &all_within, &sum_spectra,      &combine};      \
    }

VENTRAL_POINTWISE(Baseline, );
#if defined(__x86_64__)
VENTRAL_POINTWISE(Avx2, __attribute__((target("avx2,fma"))));
VENTRAL_POINTWISE(Avx512, __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))));
#endif

}  // namespace

template <class Real>
const PointwiseOps<Real>& pointwise_ops(Isa isa) {
    switch (isa) {
#if defined(__x86_64__)
        case Isa::Avx512:
            return PointwiseAvx512<Real>::table;
        case Isa::Avx2:
            return PointwiseAvx2<Real>::table;
#endif
        default:
            return PointwiseBaseline<Real>::table;
    }
}

template const PointwiseOps<float>& pointwise_ops<float>(Isa);
template const PointwiseOps<double>& pointwise_ops<double>(Isa);

}  // namespace ventral::engine
