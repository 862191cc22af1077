#pragma once

/// What a pathway need not compute twice: channels, kernels and filters that equal others.

#include "sim/engine/plan.h"

#include <vector>

namespace ventral::engine {

/// 1 if the kernels are equal but for rounding, -1 if one is the other's negative, else 0.
int common_sign(const SampledKernel& a, const SampledKernel& b);

/// Sorts the terms into slots: stage channels with the same terms share one, in linear pathways
/// also those with the same terms of opposite signs. Sets the views of `num_channels` channels.
template <class Real>
void merge_slots(Pathway<Real>& pathway, int num_channels);

/// True if both filter the same values with the same time constant, while their projections'
/// factors are the same.
template <class Real>
bool have_same_values(const Pathway<Real>& a, const Pathway<Real>& b);

/// Inserts where it is missing.
void insert_sorted(std::vector<int>& values, int value);

extern template void merge_slots(Pathway<float>&, int);
extern template void merge_slots(Pathway<double>&, int);
extern template bool have_same_values(const Pathway<float>&, const Pathway<float>&);
extern template bool have_same_values(const Pathway<double>&, const Pathway<double>&);

}  // namespace ventral::engine
