#pragma once

/// The records of the kinds of elements.

#include "sim/config/spec.h"
#include "stimuli/element.h"

namespace ventral::stimuli {

config::Spec<Curve> curve_spec();
config::Spec<Uniform> uniform_spec();
config::Spec<Gradient> gradient_spec();
config::Spec<Grating> grating_spec();
config::Spec<Plaid> plaid_spec();
config::Spec<Gabor> gabor_spec();
config::Spec<LineTexture> line_texture_spec();
config::Spec<DotTexture> dot_texture_spec();
config::Spec<Photograph> photograph_spec();
config::Spec<SpectralNoise> spectral_noise_spec();
config::Spec<DeadLeaves> dead_leaves_spec();
config::Spec<MappingNoise> mapping_noise_spec();
config::Spec<Group> group_spec();
config::Spec<Sequence> sequence_spec();

/// An element: its kind, and when and how it is shown.
const config::Spec<Element>& element_spec();

}  // namespace ventral::stimuli
