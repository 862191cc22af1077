#pragma once

/// Labelled arrays as datasets with dimension scales: the one way axes get into a file.

#include "sim/base/labelled_array.h"
#include "sim/io/hdf5.h"

#include <string>
#include <vector>

namespace ventral::io {

/// Writes the axis as a dimension scale of its name, unless the group has it already; a scale of
/// that name with other coordinates is an IoError.
Dataset require_scale(Group& group, const base::Axis& axis);

/// Writes values or labels along an axis whose scale is in the group.
void write_coordinate(Group& group, const base::Axis& values, const std::string& along);

/// Reads a one-dimensional dataset as an axis.
base::Axis read_axis(const Dataset& dataset, const std::string& name);

/// Writes arrays into one group that xarray opens without options and H5Web plots: scales,
/// units, long_name and NXdata attributes. Arrays share axes of the same name.
void write_arrays(File& file,
                  const std::string& group_path,
                  const std::vector<base::LabelledArray>& arrays,
                  const std::string& title = "");

/// Reads one array with its axes.
base::LabelledArray read_array(const File& file, const std::string& dataset_path);

}  // namespace ventral::io
