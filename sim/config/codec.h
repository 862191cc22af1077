#pragma once

/// Codecs: how one C++ type is read from a Node and written back. They nest: a list of records, a
/// map of maps of numbers. Spec<T> gives them keys.
///
///     Codec<std::vector<Disk>> disks = list_codec(disk_spec().codec(), {.min = 1});
///     Codec<Named<Named<double>>> gains = map_codec(map_codec(number_codec({.min = 0})));

#include "sim/config/codec_class.h"
#include "sim/config/codec_templates.h"
