#pragma once

/// The shape of a result file: what was run and what was recorded. The writer lays the file out
/// from it, the reader gives it back.
///
///   /                                   format, title, NX_class NXroot, default, complete
///   /simulation/AREA/POPULATION/VIEW    one NXdata group per view: cubes with scales on all axes
///   /conditions                         one dataset per factor, and the label
///   /parameters                         every parameter of the model: value and unit, as text
///   /presentations                      what was shown in each condition, element by element
///   /provenance                         one text per key
///   /acquisition, /intervals, ...       the same as an NWB file (nwb_view.h), nothing stored twice

#include "sim/base/labelled_array.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ventral::io {

/// The format of files that this version writes and reads.
inline constexpr const char* kResultFormat = "ventral-result/1";

/// What is recorded, without its values.
struct Variable {
    std::string name = "rate";  ///< "rate", "input_feedforward", ...
    std::string unit = "Hz";    ///< "Hz" or "1"
    std::string long_name = "firing rate";
    bool operator==(const Variable&) const = default;
};

/// A second labelling of an axis, e.g. each unit's preferred orientation.
struct Coordinate {
    std::string along;  ///< the axis it labels
    base::Axis values;  ///< as many as that axis has
    bool operator==(const Coordinate&) const = default;
};

/// One way of looking at one population: a group in the file that opens as one xarray Dataset.
/// Dimensions of its variables: (variant, condition, trial, time, axes...).
struct View {
    std::string area;        ///< "V2"
    std::string population;  ///< "border_ownership"
    std::string kind;        ///< "map", "site", "cube"
    std::string long_name;   ///< one line, becomes the group's title
    std::vector<Variable> variables{{}};
    base::Axis time;                      ///< seconds from stimulus onset
    std::vector<base::Axis> axes;         ///< e.g. (y, x), (unit), (orientation, side, y, x)
    std::vector<Coordinate> coordinates;  ///< along any of `axes`

    bool operator==(const View&) const = default;
    /// "/simulation/V2/border_ownership/map"
    std::string path() const;
    /// "V2.border_ownership/map"
    std::string short_name() const;
    /// Values of one time sample of one variable.
    std::size_t frame_size() const;
    /// Values of one variable in one (variant, condition, trial) cell.
    std::size_t cell_size() const { return time.size() * frame_size(); }
};

/// Named texts, in the order in which they are written.
using TextTable = std::vector<std::pair<std::string, std::string>>;

/// A parameter of the run as it was used.
struct Parameter {
    std::string key;    ///< "populations.V1.E.tau_ms", unique
    std::string value;  ///< "10"
    std::string unit;   ///< "ms", or empty
    bool operator==(const Parameter&) const = default;
};

/// What was shown: a row for each element of each condition's display, columns in the names of the
/// Allen Institute's stimulus tables.
struct PresentationTable {
    std::vector<std::size_t> conditions;  ///< of each row, ascending
    std::vector<double> start_s;          ///< from stimulus onset; may lie before the recording
    std::vector<double> stop_s;           ///< infinite: to the end
    std::vector<base::Axis> columns;      ///< each with one value or label per row
    bool operator==(const PresentationTable&) const = default;
};

/// One (variant, condition, trial): the unit of work, and of what a killed run may lose.
struct Cell {
    std::size_t variant = 0;
    std::size_t condition = 0;
    std::size_t trial = 0;
    bool operator==(const Cell&) const = default;
};

/// A whole run.
struct ResultLayout {
    std::string title;
    std::string key;                      ///< hash of the resolved configuration; parts carry it
    std::vector<std::string> variants;    ///< "recurrent", "feedforward", ...
    std::vector<std::string> conditions;  ///< labels, unique
    std::vector<base::Axis> factors;      ///< each with one value or label per condition
    std::size_t trials = 1;
    std::vector<View> views;
    std::vector<Parameter> parameters;
    TextTable provenance;
    /// Date of the experiment, ISO 8601 with zone; never the clock's.
    std::string date = "1970-01-01T00:00:00+00:00";
    PresentationTable presentations{};
    bool compress = true;  ///< shuffle + deflate 1

    bool operator==(const ResultLayout&) const = default;
    std::size_t cells() const { return variants.size() * conditions.size() * trials; }
    /// Cells in file order: variant slowest, trial fastest.
    std::size_t index(const Cell& cell) const;
    Cell cell(std::size_t index) const;
    /// Bytes of the uncompressed cubes: what a dry run prints.
    std::size_t bytes() const;
};

/// The text under a key of the provenance; empty if there is none.
std::string provenance_text(const ResultLayout& layout, const std::string& key);

/// Refuses, as base::ConfigError, what would not open as labelled cubes: names that clash within
/// a group or hold '/' or blanks, empty axes, factors without one value per condition, repeated
/// labels of variants, conditions or views.
void validate(const ResultLayout& layout);

}  // namespace ventral::io
