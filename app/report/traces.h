#pragma once

/// Time courses of everything that was recorded, for reports and plots.

#include "app/report/sources.h"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace ventral::app {

/// A site, or all units of a map or cube as one.
struct TraceUnit {
    std::string label;
    std::string note;  ///< what it prefers: "orientation 90, side left"
    double x_deg = std::numeric_limits<double>::quiet_NaN();
    double y_deg = std::numeric_limits<double>::quiet_NaN();
};

/// The time course of a unit, or of the mean of all sites, in a condition, or in the mean over all
/// conditions. The mean over trials.
struct Curve {
    std::vector<float> mean;
    /// Pointwise 95 % bootstrap band of the mean (analysis/timecourse/population_band.h): over
    /// sites where sites are averaged, else over conditions, else over trials. Empty: none.
    std::vector<float> low;
    std::vector<float> high;
    /// Latency to half peak, of all samples; NaN where there is no response.
    double half_peak_ms = std::numeric_limits<double>::quiet_NaN();
};

/// One variable of one view of one population.
struct TraceView {
    std::string name;  ///< "V2.border_ownership"
    std::string kind;  ///< "site", "map" or "cube"
    std::string variable;
    std::string long_name;
    std::string unit;
    double interval_ms = 0;  ///< of the recording
    std::size_t every = 1;   ///< every so manieth sample is here
    std::vector<double> times_ms;
    std::vector<TraceUnit> units;  ///< sites in file order, and last their mean if there are two
    std::size_t num_conditions = 0;
    std::vector<Curve> curves;  ///< [source][condition][unit]

    Curve& at(std::size_t source, std::size_t condition, std::size_t place) {
        return curves[(source * num_conditions + condition) * units.size() + place];
    }
    const Curve& at(std::size_t source, std::size_t condition, std::size_t place) const {
        return curves[(source * num_conditions + condition) * units.size() + place];
    }
};

/// Conditions of `traces` in their order. With two or more in the file, the first is their mean.
struct Traces {
    std::vector<std::string> conditions;
    bool has_mean = false;
    std::size_t num_left_out = 0;  ///< conditions of the file that are only in the mean
    std::vector<TraceView> views;
};

struct TraceLimits {
    std::vector<std::size_t> wanted{};  ///< conditions that are kept before all others
    std::size_t most_values = 600000;   ///< numbers in all curves; fewer samples, then conditions
    std::size_t most_conditions = 1000;
};

/// Reads all views. Cells that an interrupted run did not finish are left out of means; a curve
/// without any is NaN.
Traces read_traces(const Sources& sources, const TraceLimits& limits = {});

/// "mean of 4 conditions"
std::string mean_label(std::size_t count, const std::string& noun);

}  // namespace ventral::app
