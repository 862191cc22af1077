#pragma once

/// What was measured under one variant, and formulas over it.

#include "analysis/measures/evaluate.h"
#include "analysis/measures/measure.h"
#include "analysis/procedures/responses.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ventral::analysis {

/// One quantity of one unit or instance.
struct MeasuredValue {
    std::string instance;
    Quantity quantity;
};

/// Applies the procedure; no Formula.
std::vector<Quantity> take(const MeasureKind& kind, const UnitResponses& responses);

/// The names MEASURE.QUANTITY that a formula uses.
std::vector<std::string> names_in(const Formula& formula);

class MeasuredUnder {
public:
    /// A measure's values follow; formulas over other instances take this summary of them.
    void begin(const std::string& measure, Summary summary) { summaries_[measure] = summary; }
    void add(const std::string& measure, MeasuredValue value);
    /// Computes the formula for every instance if all its measures have the same ones, else, or
    /// where it asks for it, once from their summaries. Its measures stand before it.
    void add_formula(const std::string& measure, const Formula& formula);
    /// The values of one quantity, in the order in which they were added.
    const std::vector<MeasuredValue>& values(const std::string& measure,
                                             const std::string& quantity) const;
    /// Appends all values of the measure.
    void list(const std::string& measure,
              const std::string& variant,
              std::vector<InstanceValue>& values) const;

private:
    double summary_of(const std::string& measure, const std::string& quantity) const;

    std::map<std::string, Summary> summaries_;
    /// Measure -> quantities in order of appearance.
    std::map<std::string, std::vector<std::pair<std::string, std::vector<MeasuredValue>>>> all_;
};

}  // namespace ventral::analysis
