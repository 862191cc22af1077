#pragma once

/// When and by how much two runs of one display come apart: the measure of what recurrence adds.
///
/// Let d_i(t) be the difference of unit i (a unit in a condition and a trial) and d_i' its mean
/// before stimulus onset. The size of the divergence is S(t) = sqrt(mean_i (d_i(t) - d_i')^2), so
/// that effects of opposite sign in different units or conditions do not cancel and a difference
/// of the resting rates, reported on its own, does not count as an effect of the stimulus. The
/// onset is the first t >= 0 at which S reaches the criterion and stays there for a while.

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// When a difference counts: S(t) >= max(floor, fraction * R), where R is the largest response of
/// the reference, max_t sqrt(mean_i (r_i(t) - r_i')^2), r_i' being the mean before onset.
struct DivergenceCriterion {
    double fraction = 0.05;      ///< of the reference's largest response, > 0
    double floor = 1e-3;         ///< in the unit of the rates, >= 0
    double min_duration_ms = 5;  ///< for how long S must stay there, >= 0
    bool operator==(const DivergenceCriterion&) const = default;
};

/// "5 % of the reference's largest response, at least 0.001, for 5 ms"
std::string describe(const DivergenceCriterion& criterion);

/// A stretch of time, ends included.
struct TimeSpan {
    double begin_ms = 0;
    double end_ms = 0;
    bool operator==(const TimeSpan&) const = default;
};

/// How two runs come apart.
struct Divergence {
    std::vector<double> times_ms;
    std::vector<double> size;         ///< S(t)
    std::vector<double> mean_change;  ///< mean_i d_i(t), signed, resting difference included
    std::vector<float> largest;       ///< per unit of a frame: max over t, conditions of |d - d'|
    double criterion = 0;             ///< the value that S must reach
    double reference_response = 0;    ///< R
    double resting_difference = 0;    ///< sqrt(mean_i d_i'^2)
    double onset_ms = std::numeric_limits<double>::quiet_NaN();  ///< NaN: they never come apart
    double peak_size = 0;                                        ///< max_t>=0 S(t)
    double peak_time_ms = std::numeric_limits<double>::quiet_NaN();
    double sustained_size = 0;        ///< mean of S over the last 100 ms
    double agreeing_units = 1;        ///< share of a frame's units whose |d - d'| stays below
    std::vector<TimeSpan> agreement;  ///< when S is below the criterion
};

/// Collects pairs of equally shaped recordings [time][unit] of one population and measures how
/// they come apart. One call of add() for each condition and trial.
class DivergenceMeter {
public:
    /// @param times_ms ascending, from stimulus onset.
    /// @param frame_size units of one time sample.
    DivergenceMeter(std::vector<double> times_ms, std::size_t frame_size);

    /// @param subject, reference times x frame_size values each.
    void add(std::span<const float> subject, std::span<const float> reference);
    Divergence result(const DivergenceCriterion& criterion = {}) const;

private:
    std::vector<double> times_ms_;
    std::size_t frame_size_;
    std::size_t num_rest_ = 0;   ///< samples before onset
    std::size_t num_pairs_ = 0;  ///< calls of add()
    std::vector<double> sum_of_squares_;
    std::vector<double> sum_;
    std::vector<double> reference_squares_;
    std::vector<float> largest_;
    double resting_squares_ = 0;
};

}  // namespace ventral::analysis
