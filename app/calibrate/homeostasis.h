#pragma once

/// Homeostasis of feature maps: threshold and gain of each channel, shared over space, are moved
/// until its responses have a target mean and standard deviation over a set of stimuli. The
/// biological counterpart of batch normalization (Shen, Wang & Navlakha 2021, Neural Comput
/// 33:3179); the threshold follows the mean as in Stevens, Law, Antolik & Bednar 2013, J Neurosci
/// 33:15747. docs/calibration.md, "Homeostasis".

#include "sim/engine/transfer_function.h"

#include <cstddef>
#include <span>

namespace ventral::app {

/// Sums over the responses of one channel to all stimuli, at all places.
class ResponseMoments {
public:
    /// @param gain the channel's present factor on f(u).
    void add(std::span<const float> responses,
             const engine::TransferFunction& transfer,
             double gain);
    /// As if the other's responses had been added after these.
    void add(const ResponseMoments& other);

    double mean() const { return sum_ / count_; }
    double sd() const;
    /// Mean slope f'(u) at which the responses were given, without the channel's gain.
    double slope() const { return slopes_ / count_; }

private:
    double count_ = 0;
    double sum_ = 0;
    double squares_ = 0;
    double slopes_ = 0;
};

/// f'(u) where f(u) is the rate; 0 where the rate is cut off.
double slope_at_rate(const engine::TransferFunction& transfer, double rate);

/// What the responses of every channel should be like.
struct HomeostaticTarget {
    double mean = 0;  ///< in units of the rate
    double sd = 0;    ///< > 0, likewise
};

/// What homeostasis moves.
struct ChannelPoint {
    double threshold = 0;  ///< added to the population's own
    double gain = 1;       ///< factor on f(u)
};

/// One step, with m, s and f' the mean, the standard deviation and the mean slope of the responses,
/// lambda the rate in (0, 1], and primes for the next point:
///
///     log gain' = log gain + lambda log(s_target / s)                  (by 2 at most)
///     threshold' = threshold + (gain'/gain m - m - lambda (m_target - m)) / (gain' f')
///
/// For a linear transfer without recurrence the mean's distance to its target is multiplied by
/// 1 - lambda in each step, without overshoot, and the fixed point is that of batch normalization:
/// gain f' = s_target / SD(u), threshold = mean(u) - m_target / (gain f').
ChannelPoint homeostatic_step(const ChannelPoint& point,
                              const ResponseMoments& moments,
                              const HomeostaticTarget& target,
                              const engine::TransferFunction& transfer,
                              double rate);

}  // namespace ventral::app
