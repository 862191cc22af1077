#pragma once

/// One function per procedure; measure() chooses among them.

#include "analysis/procedures/procedure.h"

#include <vector>

namespace ventral::analysis {

std::vector<Quantity> measure_one(const ResponseProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const IndexProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const LatencyProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const DecayProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const AnnulusProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const ObjectsProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const ScatterProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const SignificanceProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const NeurometricProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const IdentifyProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const SparsenessProcedure& p, const UnitResponses& responses);
std::vector<Quantity> measure_one(const OverlayProcedure& p, const UnitResponses& responses);

/// The mean response over the conditions that pass, less the spontaneous rate if asked for. No
/// value where a condition's window lies outside the recording, or where no condition passes.
Measured mean_response(const UnitResponses& responses,
                       const ConditionFilter& filter,
                       const ResponseWindow& window,
                       bool above_baseline = false);

}  // namespace ventral::analysis
