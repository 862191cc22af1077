#pragma once

/// The one registry of parameters. A Spec<T> lists the keys of a record once; from it come the
/// strict reader, the writer, the JSON Schema, the reference tables and the attributes.
///
///     Spec<Disk> disk_spec() {
///         return Spec<Disk>("disk", "A uniform disk (Zhou et al. 2000).")
///             .required_number("diameter_deg", &Disk::diameter_deg,
///                              {.unit = "deg", .min = 0, .exclusive_min = true,
///                               .doc = "Diameter.", .source = "chosen"})
///             .choice("edge", &Disk::edge, {{"sharp", Edge::Sharp}, {"soft", Edge::Soft}},
///                     "Luminance profile of the edge.");
///     }
///     Disk disk = disk_spec().read(load_file("disk.yaml"));
///
/// A key that is not required takes its default from T{} (or from the third constructor argument).

#include "sim/config/spec_class.h"
#include "sim/config/spec_fields.h"
#include "sim/config/spec_templates.h"
