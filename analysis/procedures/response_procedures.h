#pragma once

/// Procedures that hold conditions against one another: responses, indices, latencies, several
/// objects, significance, and curves of a laboratory.

#include "analysis/procedures/condition_filter.h"
#include "analysis/procedures/responses.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ventral::analysis {

/// The mean response over the conditions: response, in Hz.
struct ResponseProcedure {
    ResponseWindow response{};
    bool above_baseline = false;  ///< less the spontaneous rate
};

/// Responses a and b: index (a - b) / (a + b), ratio b / a, difference a - b, and percent
/// 100 (a - b) / b.
struct IndexProcedure {
    ConditionFilter of;
    ConditionFilter against;
    ResponseWindow response{};
    bool above_baseline = false;
};

/// Which estimator a latency is taken with; see latency.h and two_conditions.h.
enum class LatencyRule {
    Fit,         ///< `criterion` (33 %) of the fitted transient and sustained response
    HalfPeak,    ///< half of the peak above baseline
    BaselineSd,  ///< first of n bins over baseline + k SD
    Divergence,  ///< |of - against| reaches a share of its peak and stays
    Cumulative,  ///< the cumulative difference reaches 5 % of its end
};

/// latency_ms of the mean course, or of the difference of two mean courses.
struct LatencyProcedure {
    ConditionFilter of;
    ConditionFilter against;  ///< empty: none
    LatencyRule rule = LatencyRule::Fit;
    std::array<double, 2> window_ms{0, std::numeric_limits<double>::infinity()};
    double criterion = 0.33;  ///< share of the fitted maximum, for Fit
    double num_sd = 2.57;     ///< k, for BaselineSd
    int num_bins = 3;         ///< n, for BaselineSd
    /// A rise or a difference below this is none: what single precision leaves of equal conditions
    /// must have no latency.
    double min_response_hz = 0.01;
};

/// A difference that fades: time_constant_ms of A exp(-(t - from) / tau) + C from `window_ms` on, C
/// zero unless `to_zero` is false; left, the share of the first value at the end.
struct DecayProcedure {
    ConditionFilter of;
    ConditionFilter against;
    std::array<double, 2> window_ms{0, 500};
    bool to_zero = true;
};

/// A centre with an annulus that closes in; see AnnulusSummary. smallest_hole_percent: change of
/// the response to the centre by the annulus with the smallest hole.
struct AnnulusProcedure {
    std::string factor = "inner_deg";
    ConditionFilter with;    ///< the conditions with annulus
    ConditionFilter centre;  ///< the centre alone
    ResponseWindow response{};
};

/// Responses to several objects against those to each alone (Zoccolan, Cox & DiCarlo 2005): slope,
/// slope_through_origin, intercept and r of R on the sum; r2_mean, r2_max and r2_sum of the models
/// without a free parameter; above_sum_percent; mean_response.
struct ObjectsProcedure {
    std::vector<std::string> places;  ///< factors, one per place of an object
    std::string nothing = "none";     ///< the level of an empty place
    int count = 2;                    ///< objects shown at once
    ResponseWindow response{};
    bool above_baseline = true;
};

/// Points of two responses, one for each combination of the other factors: slope,
/// slope_through_origin, intercept and r of y on x; mean_difference y - x. With a laboratory's
/// points beside them: csv_slope and csv_r of those.
struct ScatterProcedure {
    ConditionFilter x;
    ConditionFilter y;
    ConditionFilter less;  ///< subtracted from both, e.g. the reference of Reynolds et al. 1999
    ResponseWindow response{};
    std::string csv;
    std::string csv_x = "x";
    std::string csv_y = "y";
};

/// Spike counts drawn from the rates, and the test of the papers: two-way analysis of variance with
/// two factors, Mann-Whitney with one of two levels. p_first, p_second, p_interaction;
/// significant_first, significant_second: 1 where p < alpha, else 0.
struct SignificanceProcedure {
    std::vector<std::string> factors;
    std::array<double, 2> window_ms{40, 300};
    int trials = 16;
    double variance_to_mean = 1.1;
    double alpha = 0.01;
    std::uint64_t seed = 1;
};

/// An ideal observer who counts the unit's spikes from the window's begin on and says whether a
/// display was one `of` these or one `against` them (Britten, Shadlen, Newsome & Movshon 1992):
/// accuracy, the area under the ROC curve of Poisson counts at the window's end, over all pairs of
/// displays, 0.5 at chance; reaction_ms, the time from which on it stays at `criterion` or above.
/// Nothing is trained: the observer knows which side responds more, and nothing else.
struct NeurometricProcedure {
    ConditionFilter of;
    ConditionFilter against;
    std::array<double, 2> window_ms{0, 300};
    double cells = 1;         ///< independent cells like this one, whose counts are added
    double criterion = 0.75;  ///< of the reaction time
};

/// Which object is shown, told from the counts of all units together (`pool`): the object whose
/// pattern of mean counts over units, less the mean over objects, matches the pattern of a trial's
/// Poisson counts best (correlation, as Haxby et al. 2001). Patterns come from the displays
/// `templates`, trials from the displays `tests`: nothing is trained on what is tested. accuracy at
/// the window's end, with Wilson's interval over trials; chance, 1 / number of objects;
/// reaction_ms, from when on the accuracy stays half-way between chance and 1 or above.
struct IdentifyProcedure {
    std::string object = "object";  ///< factor whose level is to be told
    ConditionFilter templates;
    ConditionFilter tests;
    std::array<double, 2> window_ms{0, 300};
    double cells = 1;  ///< like each unit, whose counts are added
    int trials = 20;   ///< of every display
    std::uint64_t seed = 1;
};

/// How few conditions drive the unit: sparseness (Rolls & Tovee 1995).
struct SparsenessProcedure {
    ResponseWindow response{};
};

/// How a laboratory's curve is brought to the scale of the simulated one.
enum class OverlayScale {
    None,  ///< as it is
    Peak,  ///< both divided by their largest value
    Fit,   ///< the simulated curve times the factor that fits best
};

/// A laboratory's curve beside the simulated one: r, rms (in its unit), nrmse (rms over the range
/// of its values) and scale, over the points where both are.
struct OverlayProcedure {
    ConditionFilter of;
    ConditionFilter against;        ///< empty: none
    std::string csv;                ///< absolute path
    std::string factor;             ///< along which the curve runs; empty: time
    std::string csv_x = "time_ms";  ///< columns
    std::string csv_y = "rate_hz";
    OverlayScale scale = OverlayScale::None;
    ResponseWindow response{};  ///< of every level of the factor
};

}  // namespace ventral::analysis
