#pragma once

/// Output nonlinearities r = f(u): drive (dimensionless or Hz, as the model says) to rate in Hz.
/// docs/theory.md, "Transfer functions".

#include <cmath>
#include <string>

namespace ventral::engine {

enum class TransferKind {
    Linear,           ///< f = gain u
    RectifiedLinear,  ///< f = gain [u]+
    PowerLaw,         ///< f = gain [u]+^exponent (Priebe & Ferster 2008; Ahmadian et al. 2013)
    NakaRushton,      ///< f = max_rate [u]+^exponent / (half^exponent + [u]+^exponent)
    Logistic,         ///< f = max_rate / (1 + exp(-gain (u - half)))
};

enum class Ceiling {
    None,
    Hard,  ///< min(p, r_max)
    Soft,  ///< p / (1 + p / r_max)
};

struct TransferFunction {
    TransferKind kind = TransferKind::RectifiedLinear;
    double gain = 1;      ///< > 0
    double exponent = 1;  ///< > 0, PowerLaw and NakaRushton
    double half = 1;  ///< semi-saturation (NakaRushton, > 0) or midpoint (Logistic), in units of u
    double max_rate = 1;  ///< > 0, NakaRushton and Logistic
    Ceiling ceiling = Ceiling::None;
    double ceiling_rate = 0;  ///< r_max > 0 where there is a ceiling
    bool operator==(const TransferFunction&) const = default;
};

/// The plain definition, in double. The engine's fused kernels are tested against it.
double evaluate(const TransferFunction& transfer, double drive);

}  // namespace ventral::engine
