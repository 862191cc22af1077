#pragma once

/// The folder of a sweep: one result, or one reason why there is none, for each point.
///
///   FOLDER/sweep.yaml                   what is swept; a resumed sweep must be the same
///   FOLDER/points/000012.h5             the result of point 12
///   FOLDER/points/000012.measures.csv   what was measured; written last
///   FOLDER/points/000012.fault.csv      instead of it: why there is no result

#include <cstddef>
#include <optional>
#include <string>

namespace ventral::app {

/// Why a point has no result.
struct PointFault {
    std::string status;  ///< "diverged", "refused" or "killed"
    std::string reason;
};

class PointFiles {
public:
    explicit PointFiles(std::string folder) : folder_(std::move(folder)) {}

    const std::string& folder() const { return folder_; }
    std::string plan() const;                       ///< sweep.yaml
    std::string result(std::size_t point) const;    ///< the path of points/000012.h5
    std::string measures(std::size_t point) const;  ///< the path of points/000012.measures.csv
    std::string fault(std::size_t point) const;     ///< the path of points/000012.fault.csv

    /// Makes the folder for this plan, or takes up the one that is there. base::IoError if one is
    /// there and neither `resume` nor `force`, or if it is another sweep's; `force` takes away what
    /// another sweep has left.
    void begin(const std::string& plan_text, bool resume, bool force) const;

    /// True if nothing is left to do: measured, or failed in a way that it would fail in again.
    bool has_ended(std::size_t point) const;
    /// Of the first `num_points`, those with a result or a reason, that of a killed process too.
    std::size_t num_known(std::size_t num_points) const;
    void write_fault(std::size_t point, const PointFault& fault) const;
    std::optional<PointFault> read_fault(std::size_t point) const;
    void forget_fault(std::size_t point) const;

private:
    std::string folder_;
};

}  // namespace ventral::app
