#pragma once

/// Indices of two responses. Each names its pair at the call: preferred and other, figure and
/// ground, attended and unattended.

#include "analysis/timecourse/curves.h"
#include "analysis/value.h"

#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// (a - b) / (a + b), -1 .. 1 for responses >= 0. No value if a + b <= 0 or a response is negative.
Measured contrast_index(double a, double b);

/// a / b. No value if b <= 0.
Measured ratio(double a, double b);

/// The index that belongs to a ratio b / a: (1 - ratio) / (1 + ratio), and back.
double index_of_ratio(double ratio_b_to_a);
double ratio_of_index(double index);

/// d' = (mean a - mean b) / sqrt((var a + var b) / 2) over trials (Green & Swets 1966). No value
/// with fewer than two trials or without variance.
Measured d_prime(std::span<const double> a, std::span<const double> b);

/// Attention index (in - out) / (in + out), and the gain in per cent 100 (in - out) / out
/// (McAdams & Maunsell 1999).
struct AttentionEffect {
    Measured index{};
    Measured gain_percent{};
};
AttentionEffect attention_effect(double attended, double unattended);

/// What two time courses of one place say in one window.
struct WindowModulation {
    TimeWindow window{};
    double a = kNoValue;  ///< mean over the window
    double b = kNoValue;
    double difference = kNoValue;  ///< a - b
    Measured index{};              ///< (a - b) / (a + b)
    std::string reason{};
};
std::vector<WindowModulation> modulation_by_window(std::span<const double> times_ms,
                                                   std::span<const double> a,
                                                   std::span<const double> b,
                                                   std::span<const TimeWindow> windows);

}  // namespace ventral::analysis
