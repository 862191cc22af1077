#include "app/calibrate/homeostasis.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

/// The largest factor on a gain in one step.
constexpr double kLargestFactor = 2;
/// Channels whose units are mostly silent are moved as if this share of them were not.
constexpr double kLeastSlope = 0.1;

/// Slope of the transfer before its ceiling, where it gives this rate.
double open_slope(const engine::TransferFunction& f, double rate) {
    using engine::TransferKind;
    switch (f.kind) {
        case TransferKind::Linear:
            return f.gain;
        case TransferKind::RectifiedLinear:
            return rate > 0 ? f.gain : 0;
        case TransferKind::PowerLaw:
            return rate > 0 ? f.exponent * rate / std::pow(rate / f.gain, 1 / f.exponent) : 0;
        case TransferKind::NakaRushton: {
            if (rate <= 0 || rate >= f.max_rate) {
                return 0;
            }
            const double drive = f.half * std::pow(rate / (f.max_rate - rate), 1 / f.exponent);
            return f.exponent * rate * (1 - rate / f.max_rate) / drive;
        }
        case TransferKind::Logistic:
            return f.gain * rate * (1 - rate / f.max_rate);
    }
    return 0;
}

}  // namespace

double slope_at_rate(const engine::TransferFunction& f, double rate) {
    if (f.ceiling == engine::Ceiling::None) {
        return open_slope(f, rate);
    }
    if (rate >= f.ceiling_rate) {
        return 0;
    }
    if (f.ceiling == engine::Ceiling::Hard) {
        return open_slope(f, rate);
    }
    const double share = 1 - std::max(rate, 0.0) / f.ceiling_rate;
    return open_slope(f, rate / share) * share * share;
}

void ResponseMoments::add(std::span<const float> responses,
                          const engine::TransferFunction& transfer,
                          double gain) {
    for (const float response : responses) {
        const double r = static_cast<double>(response);
        count_ += 1;
        sum_ += r;
        squares_ += r * r;
        slopes_ += slope_at_rate(transfer, r / gain);
    }
}

void ResponseMoments::add(const ResponseMoments& other) {
    count_ += other.count_;
    sum_ += other.sum_;
    squares_ += other.squares_;
    slopes_ += other.slopes_;
}

double ResponseMoments::sd() const {
    return std::sqrt(std::max(0.0, squares_ / count_ - mean() * mean()));
}

ChannelPoint homeostatic_step(const ChannelPoint& point,
                              const ResponseMoments& moments,
                              const HomeostaticTarget& target,
                              const engine::TransferFunction& transfer,
                              double rate) {
    const double factor = moments.sd() > 0 ? std::clamp(std::pow(target.sd / moments.sd(), rate),
                                                        1 / kLargestFactor, kLargestFactor)
                                           : 1.0;
    ChannelPoint next = point;
    next.gain *= factor;
    const double least = kLeastSlope * slope_at_rate(transfer, target.mean / next.gain);
    const double slope = std::max(moments.slope(), least);
    if (slope > 0) {
        const double wanted = moments.mean() + rate * (target.mean - moments.mean());
        next.threshold += (factor * moments.mean() - wanted) / (next.gain * slope);
    }
    return next;
}

}  // namespace ventral::app
