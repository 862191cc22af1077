#pragma once

/// The points that procedures fit lines or curves to, for figures.

#include "analysis/procedures/procedure.h"

#include <string>
#include <vector>

namespace ventral::analysis {

struct Points {
    std::vector<double> x;
    std::vector<double> y;
};

/// Response to several objects over the sum of the responses to each alone.
Points object_points(const ObjectsProcedure& p, const UnitResponses& responses);

/// Both responses of every combination of the other factors.
Points scatter_points(const ScatterProcedure& p, const UnitResponses& responses);

/// Accuracy of the observer who counts from the window's begin to each time, every 5 ms.
Points accuracy_over_time(const NeurometricProcedure& p, const UnitResponses& responses);

/// Share of the trials in which the object is told from the counts up to each time, every 10 ms.
Points accuracy_over_time(const IdentifyProcedure& p, const UnitResponses& responses);

/// The simulated curve, and the laboratory's.
Points simulated_curve(const OverlayProcedure& p, const UnitResponses& responses);

/// Two columns of a table, by ascending x. Throws base::ConfigError for a column that it does not
/// have, with the line for a field that is no number, and base::IoError for a file that cannot be
/// read.
Points read_columns(const std::string& path, const std::string& x, const std::string& y);

}  // namespace ventral::analysis
