#pragma once

/// Labelled arrays as datasets with dimension scales: the one way axes get into a file.

#include "sim/base/labelled_array.h"
#include "sim/io/hdf5.h"

#include <string>
#include <vector>

namespace ventral::io {

/// Sets `units` and `long_name`, where they are given.
void describe(Dataset& dataset, const std::string& unit, const std::string& long_name);

/// Writes the axis as a dimension scale of its name, unless the group has it already; a scale of
/// that name with other coordinates is an IoError. Numbers without a unit are counts and become
/// integers; a pure number has the unit "1".
Dataset require_scale(Group& group, const base::Axis& axis);

/// Attaches a scale to each axis of the dataset. Returns the names for mark_as_plot.
std::vector<std::string> attach_axes(Group& group,
                                     Dataset& dataset,
                                     const std::vector<base::Axis>& axes);

/// Makes the group an NXdata group, which H5Web and silx plot at once.
/// @param others further datasets of the same axes; @param axes "." where the index will do.
void mark_as_plot(Group& group,
                  const std::string& signal,
                  const std::vector<std::string>& others,
                  const std::vector<std::string>& axes);

/// Writes values or labels along an axis whose scale is in the group.
void write_coordinate(Group& group, const base::Axis& values, const std::string& along);

/// Reads a one-dimensional dataset as an axis.
base::Axis read_axis(const Dataset& dataset, const std::string& name);

/// The axes of a dataset, from its scales.
std::vector<base::Axis> read_axes(const File& file, const Dataset& dataset);

/// Writes arrays into one group that xarray opens without options and H5Web plots: scales,
/// units, long_name and NXdata attributes. Arrays share axes of the same name.
void write_arrays(File& file,
                  const std::string& group_path,
                  const std::vector<base::LabelledArray>& arrays,
                  const std::string& title = "");

/// Reads one array with its axes.
base::LabelledArray read_array(const File& file, const std::string& dataset_path);

}  // namespace ventral::io
