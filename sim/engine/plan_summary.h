#pragma once

/// A plan in words and numbers: how every input is computed, what it costs by the table of
/// plan_costs.h, and how far rounding can take it from the exact sum.

#include <string>
#include <vector>

namespace ventral::engine {

template <class Real>
struct Plan;

/// Projections that are computed as one.
struct PlannedInput {
    std::vector<std::string> projections;
    std::string target;
    std::string method;  ///< "points", "spectra, circle of 8", "spectra, matrix", "weights", ...
    std::string grid;    ///< "120 x 120", or with its padding "128 x 128 in 192 x 192"
    int kernels = 0;     ///< spectra that are read
    int forward = 0;     ///< transforms of sources that no input above makes already
    int back = 0;        ///< transforms back
    double cost_us = 0;  ///< a step
    double error = 0;    ///< bound on the relative error in the L2 norm
};

/// The rates of one population, from its inputs.
struct PlannedPopulation {
    std::string name;
    std::size_t num_units = 0;
    double cost_us = 0;
};

struct PlanSummary {
    std::string isa;
    std::string precision;
    std::vector<PlannedInput> inputs;
    std::vector<PlannedPopulation> populations;
    double cost_us() const;
};

template <class Real>
PlanSummary summarize(const Plan<Real>& plan);

extern template PlanSummary summarize(const Plan<float>&);
extern template PlanSummary summarize(const Plan<double>&);

}  // namespace ventral::engine
