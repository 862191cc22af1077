#pragma once

/// The keys of every procedure.

#include "analysis/procedures/procedure.h"
#include "sim/config/spec.h"

#include <utility>

namespace ventral::analysis {

inline constexpr const char* kResponseDoc = "How the response to a condition becomes one number.";

const config::Spec<ResponseWindow>& response_spec();
const config::Spec<OrientationProcedure>& orientation_spec();
const config::Spec<SpatialFrequencyProcedure>& frequency_spec();
const config::Spec<SizeProcedure>& size_spec();
const config::Spec<ContrastProcedure>& contrast_spec();
const config::Spec<ReceptiveFieldProcedure>& receptive_field_spec();
const config::Spec<SparseNoiseProcedure>& sparse_noise_spec();
const config::Spec<BestLevelProcedure>& best_level_spec();
const config::Spec<ResponseProcedure>& response_procedure_spec();
const config::Spec<IndexProcedure>& index_spec();
const config::Spec<LatencyProcedure>& latency_spec();
const config::Spec<DecayProcedure>& decay_spec();
const config::Spec<AnnulusProcedure>& annulus_spec();
const config::Spec<ObjectsProcedure>& objects_spec();
const config::Spec<ScatterProcedure>& scatter_spec();
const config::Spec<SignificanceProcedure>& significance_spec();
const config::Spec<NeurometricProcedure>& neurometric_spec();
const config::Spec<IdentifyProcedure>& identify_spec();
const config::Spec<SparsenessProcedure>& sparseness_spec();
const config::Spec<OverlayProcedure>& overlay_spec();

/// Calls `use` with all procedures as alternatives of a tagged union.
template <class Use>
auto with_procedures(Use use) {
    using config::alternative;
    return use(
        alternative("orientation", orientation_spec()),
        alternative("spatial_frequency", frequency_spec()), alternative("size", size_spec()),
        alternative("contrast", contrast_spec()),
        alternative("receptive_field", receptive_field_spec()),
        alternative("sparse_noise", sparse_noise_spec()),
        alternative("best_level", best_level_spec()),
        alternative("response", response_procedure_spec()), alternative("index", index_spec()),
        alternative("latency", latency_spec()), alternative("decay", decay_spec()),
        alternative("annulus", annulus_spec()), alternative("objects", objects_spec()),
        alternative("scatter", scatter_spec()), alternative("significance", significance_spec()),
        alternative("neurometric", neurometric_spec()), alternative("identify", identify_spec()),
        alternative("sparseness", sparseness_spec()), alternative("overlay", overlay_spec()));
}

}  // namespace ventral::analysis
