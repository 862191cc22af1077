#include "sim/engine/pointwise.h"

#include "sim/engine/circulant_kernels.h"
#include "sim/engine/combination_kernels.h"
#include "sim/engine/mixing_kernels.h"
#include "sim/engine/pointwise_kernels.h"
#include "sim/engine/response_kernels.h"

namespace ventral::engine {
namespace {

namespace k = pointwise_kernels;

// One struct of plain functions per instruction set, so that each is compiled for its target.
#define VENTRAL_POINTWISE(SUFFIX, BYTES, ATTRIBUTE)                                             \
    template <class Real>                                                                       \
    struct Pointwise##SUFFIX {                                                                  \
        ATTRIBUTE static void add_planes(std::size_t n,                                         \
                                         const ScaledPlane<Real>* planes,                       \
                                         std::size_t count,                                     \
                                         Real* y) {                                             \
            k::add_planes(0, n, planes, count, y);                                              \
        }                                                                                       \
        ATTRIBUTE static void respond(std::size_t n,                                            \
                                      const ChannelInputs<Real>& inputs,                        \
                                      const ChannelOutput<Real>& output) {                      \
            k::respond(n, inputs, output);                                                      \
        }                                                                                       \
        ATTRIBUTE static void approach(                                                         \
            std::size_t n, Real gain, const Real* target, Real share, const Real* x, Real* y) { \
            k::approach(n, gain, target, share, x, y);                                          \
        }                                                                                       \
        ATTRIBUTE static void power(std::size_t n, Real p, const Real* in, Real* out) {         \
            k::power(n, p, in, out);                                                            \
        }                                                                                       \
        ATTRIBUTE static Real dot(std::size_t n, const Real* w, const Real* x) {                \
            return k::dot(n, w, x);                                                             \
        }                                                                                       \
        ATTRIBUTE static bool all_within(std::size_t n, Real limit, const Real* x) {            \
            return k::all_within(n, limit, x);                                                  \
        }                                                                                       \
        ATTRIBUTE static void mix_spectra(const SpectralMix<Real>& mix) {                       \
            k::mix_spectra<LanesOf<Real, BYTES>>(mix);                                          \
        }                                                                                       \
        ATTRIBUTE static void mix_circle(const CirculantMix<Real>& mix) {                       \
            k::mix_circle<LanesOf<Real, BYTES>>(mix);                                           \
        }                                                                                       \
        ATTRIBUTE static void combine(const CombinationArguments<Real>& arguments) {            \
            k::combine(arguments);                                                              \
        }                                                                                       \
        static constexpr PointwiseOps<Real> table{&add_planes,  &respond,    &approach,         \
                                                  &power,       &dot,        &all_within,       \
                                                  &mix_spectra, &mix_circle, &combine};         \
    }

VENTRAL_POINTWISE(Baseline, 16, );
#if defined(__x86_64__)
VENTRAL_POINTWISE(Avx2, 32, __attribute__((target("avx2,fma"))));
VENTRAL_POINTWISE(Avx512, 64, __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))));
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
