#pragma once

/// Bare shapes: regions and masks.

#include "sim/config/spec.h"
#include "stimuli/geometry/shape.h"
#include "stimuli/kinds/texture.h"

namespace ventral::stimuli {

/// Any shape, written {disk: {diameter_deg: 2}}.
config::Codec<Shape> shape_codec();
/// A texture's region: {disk: {...}, orientation_deg: 45}.
config::Spec<TextureRegion> texture_region_spec();
/// A dot texture's region: {disk: {...}, direction_deg: 0, step_deg: 0.1}.
config::Spec<DotRegion> dot_region_spec();

/// Names and docs of the shapes, in the order of the variant.
struct ShapeName {
    const char* name;
    const char* doc;
};
const ShapeName& shape_name(std::size_t index);

}  // namespace ventral::stimuli
