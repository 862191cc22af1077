#pragma once

/// Typed objects of Neurodata Without Borders (NWB 2.7, hdmf-common 1.8): what every one of them
/// must have, so that readers do not take it for an untyped extra.

#include "sim/base/labelled_array.h"
#include "sim/io/hdf5.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ventral::io {

/// The version of the schema that the view keeps to.
inline constexpr const char* kNwbVersion = "2.7.0";

/// Gives the object its type, and an identifier derived from the run's key and the object's path:
/// equal runs have equal identifiers.
/// @param space "core" or "hdmf-common"; @param type e.g. "TimeSeries".
void make_typed(Object& object,
                const std::string& space,
                const std::string& type,
                const std::string& key);

/// A column of a table: numbers or texts, one for each row.
struct NwbColumn {
    std::string name;
    std::string description;
    std::vector<double> numbers{};
    std::vector<std::string> texts{};
};

/// Writes a table (DynamicTable, TimeIntervals or Units) with its row numbers and its columns, and
/// returns its group.
Group write_table(Group& parent,
                  const std::string& name,
                  const std::string& type,
                  const std::string& description,
                  std::size_t num_rows,
                  const std::vector<NwbColumn>& columns,
                  const std::string& key);

/// Writes the column into a table's group.
Dataset write_column(Group& table, const NwbColumn& column, const std::string& key);

/// Where the samples of a series lie in the session.
struct NwbClock {
    double begin_s = 0;
    double rate_hz = 0;                  ///< > 0: regular
    std::vector<double> timestamps_s{};  ///< otherwise the time of every sample
};

/// Makes a TimeSeries of the name, still without its data.
Group begin_series(Group& parent,
                   const std::string& name,
                   const std::string& type,
                   const std::string& description,
                   const std::string& comments,
                   const std::string& key);

/// Writes the times of a series: starting_time with its rate, or timestamps.
void write_clock(Group& series, const NwbClock& clock);

}  // namespace ventral::io
