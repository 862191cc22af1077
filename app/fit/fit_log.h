#pragma once

/// The evaluations of a calibration as a table on disk, whole after every one.

#include "sim/io/csv.h"

#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// A target's value and loss, means over the seeds; the value NaN where there is none at all.
struct TargetScore {
    double value = 0;
    double loss = 0;
};

/// One point of the search on one set of instances.
struct Evaluation {
    std::string instances;  ///< "calibration" or "kept_out"
    std::string phase;      ///< "start", "random", "local 1", ..., "optimum 1"
    std::vector<double> values;
    double loss = 0;
    std::vector<TargetScore> targets;
};

/// DIR/evaluations.csv: key, number, instances, phase, one column for each free value, loss, and
/// two for each target. Numbers read back as the same numbers.
class FitLog {
public:
    /// Takes up the table that is there, or begins one. base::IoError if one is there and neither
    /// `resume` nor `force`, if it is broken, or if it is another calibration's.
    /// @param key of all that determines the numbers
    FitLog(std::string path,
           std::string key,
           const std::vector<std::string>& paths,
           const std::vector<std::string>& targets,
           bool resume,
           bool force);

    /// What was written for these instances and values.
    std::optional<Evaluation> find(const std::string& instances,
                                   const std::vector<double>& values) const;
    /// Appends and writes.
    void add(const Evaluation& evaluation);
    std::size_t size() const { return evaluations_.size(); }

private:
    void read();
    io::CsvTable table() const;

    std::string path_;
    std::string key_;
    std::vector<std::string> header_;
    std::size_t num_values_;
    std::vector<Evaluation> evaluations_;
};

}  // namespace ventral::app
