#pragma once

/// Labelled arrays reduced to time courses.

#include "sim/base/labelled_array.h"

#include <cstddef>
#include <span>
#include <vector>

namespace ventral::analysis {

/// Coordinates of a time axis in ms; the axis is in s.
std::vector<double> times_in_ms(const base::Axis& time);

/// False if a value is NaN: an interrupted run did not finish these.
bool is_finished(std::span<const float> values);

/// Adds to `sums` the mean over the units of each time sample. @param values [time][unit],
/// sums.size() times; NaN stays NaN.
void add_frame_means(std::span<const float> values, std::vector<double>& sums);

/// One unit's time course out of [time][unit].
std::vector<double> unit_time_course(std::span<const float> values,
                                     std::size_t frame_size,
                                     std::size_t unit);

}  // namespace ventral::analysis
