#pragma once

/// Receptive fields from sparse noise by reverse correlation.

#include "analysis/rows.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// One map for each lag: h(lag, place) = sum_t (r(t) - mean r) s(t - lag, place) / sum_t s^2, the
/// least-squares kernel for stimuli without correlations (Jones & Palmer 1987; Ringach, Hawken &
/// Shapley 1997). Hz per unit of the stimulus.
struct ReverseCorrelation {
    std::vector<double> maps{};  ///< [lag][place]
    std::size_t num_places = 0;
    std::vector<double> power{};  ///< per lag: mean over the places of h^2
    std::size_t best_lag = 0;     ///< index of the lag with the largest power
    std::string reason{};
    Rows rows() const { return {.values = maps, .length = num_places}; }
};

/// @param frames [frame][place], e.g. -1 dark, 0 nothing, 1 light; @param rates one for each
/// frame; @param lags in frames, each < the number of frames.
ReverseCorrelation reverse_correlate(const Rows& frames,
                                     std::span<const double> rates,
                                     std::span<const std::size_t> lags);

}  // namespace ventral::analysis
