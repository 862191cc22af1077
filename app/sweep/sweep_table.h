#pragma once

/// All points of a sweep with what was measured at each.

#include "app/sweep/point_files.h"
#include "app/sweep/vary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// A varied parameter at every point; the seed is one too.
struct SweepColumn {
    std::string path;
    std::vector<std::string> texts;
    std::vector<double> numbers;  ///< empty if not all are numbers
    bool is_drawn = false;
    bool varies() const;
};

/// A measured quantity at every point.
struct SweepQuantity {
    std::string name;  ///< "modulation.index"
    std::string unit;
    std::vector<double> values;  ///< [variant][point], NaN where there is none
};

/// A point as a row.
struct SweepRow {
    std::string status;  ///< "done", or what kept it from a value: see PointFault
    std::string reason;
    std::string file;  ///< of its result, relative to the sweep's folder; empty without one
};

struct SweepTable {
    std::string title;
    std::vector<SweepColumn> columns;
    std::vector<std::string> variants;
    std::vector<SweepQuantity> quantities;
    std::vector<SweepRow> rows;
};

/// Reads what the points have left. All must have ended.
SweepTable read_sweep(const std::string& title,
                      const SweepAxes& axes,
                      const std::vector<SweepPoint>& points,
                      const PointFiles& files);

/// FOLDER/points.csv: one row for each point; FOLDER/measures.csv: one row for each point, quantity
/// and variant, with interval and count, and one for each point that failed;
/// FOLDER/sensitivity.csv; FOLDER/sweep.h5 with all of it.
void write_sweep(const SweepTable& table, const PointFiles& files);

}  // namespace ventral::app
