#include "sim/engine/transfer_function.h"

#include <algorithm>

namespace ventral::engine {
namespace {

double without_ceiling(const TransferFunction& f, double u) {
    const double positive = std::max(u, 0.0);
    switch (f.kind) {
        case TransferKind::Linear:
            return f.gain * u;
        case TransferKind::RectifiedLinear:
            return f.gain * positive;
        case TransferKind::PowerLaw:
            return f.gain * std::pow(positive, f.exponent);
        case TransferKind::NakaRushton: {
            const double power = std::pow(positive, f.exponent);
            return f.max_rate * power / (std::pow(f.half, f.exponent) + power);
        }
        case TransferKind::Logistic:
            return f.max_rate / (1.0 + std::exp(-f.gain * (u - f.half)));
    }
    return 0.0;
}

}  // namespace

double evaluate(const TransferFunction& transfer, double drive) {
    const double p = without_ceiling(transfer, drive);
    switch (transfer.ceiling) {
        case Ceiling::Hard:
            return std::min(p, transfer.ceiling_rate);
        case Ceiling::Soft:
            return p / (1.0 + std::max(p, 0.0) / transfer.ceiling_rate);
        case Ceiling::None:
            break;
    }
    return p;
}

}  // namespace ventral::engine
