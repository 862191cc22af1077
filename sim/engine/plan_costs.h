#pragma once

/// What the parts of a step cost, measured once (docs/speed.md says where) and committed: a plan
/// depends on the model, the precision and the instruction set, never on the machine of the day.

#include "sim/engine/simd.h"

namespace ventral::engine {

/// Nanoseconds on one core, single precision, AVX2.
struct PlanCosts {
    double transform = 0.065;   ///< forward or back, per sample and log2(samples)
    double product = 0.10;      ///< a matrix of channels: per weight and complex frequency
    double circle = 2.4;        ///< a kernel over a circle of channels, per complex frequency
    double point = 0.15;        ///< per sample and weight
    double combination = 0.35;  ///< per sample and member
    double dense = 0.10;        ///< per weight
    double resampling = 1.2;    ///< per sample of the finer grid
    double filter = 0.4;        ///< receptor time constant, per sample
    double response = 0.7;      ///< drive to next rate, per unit
    double power = 1.2;         ///< more where the exponent is no small whole number, per unit
};

/// Factor on all of them for another instruction set or precision, by the width of its vectors.
inline double cost_factor(Isa isa, bool is_double) {
    const double width = isa == Isa::Avx512 ? 0.6 : (isa == Isa::Avx2 ? 1.0 : 2.2);
    return is_double ? 2 * width : width;
}

}  // namespace ventral::engine
