#pragma once

/// Measures of a result file: values under every variant, with intervals, and verdicts against the
/// published values.

#include "analysis/measures/measure.h"
#include "analysis/value.h"
#include "sim/io/result_file.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ventral::analysis {

enum class Verdict {
    Reported,  ///< no band was given
    InBand,
    Outside,
    NoValue,  ///< a band was given, but nothing could be measured
};

/// "", "in band", "outside", "no value"
std::string name_of(Verdict verdict);

/// One number under one variant.
struct MeasureRow {
    std::string measure;
    std::string quantity;
    std::string unit;
    std::string variant;
    Summary summary = Summary::Mean;
    double value = kNoValue;
    Interval interval{};    ///< 95 %, over units and instances
    std::size_t count = 0;  ///< values behind it
    std::string estimator;
    std::string reason;              ///< why there is no value, or how many values are missing
    std::optional<Target> target{};  ///< only on the row of the target's variant
    double compared = kNoValue;      ///< what is held against the band: the value, or its ratio
    Verdict verdict = Verdict::Reported;
};

/// One value of one unit or instance.
struct InstanceValue {
    std::string measure;
    std::string quantity;
    std::string variant;
    std::string instance;  ///< "owner/side=left, seed=3"
    double value = kNoValue;
    std::string reason;
};

struct MeasureTable {
    std::vector<MeasureRow> rows;
    std::vector<InstanceValue> values;
};

/// How far the evaluation is.
struct MeasureStep {
    std::string measure;
    std::string variant;
    std::size_t done = 0;  ///< units and instances of this measure under this variant
    std::size_t all = 0;
};
using MeasureProgress = std::function<void(const MeasureStep&)>;

/// All measures under all variants of the file. A measure without a target gives a row for each
/// quantity and variant; a target gives a row for each variant, its own with the verdict. Intervals
/// are bootstrapped over units and instances (BCa, 1000 resamples, seed 1); a single value has the
/// procedure's own interval, if any. A target under a variant that the file does not have gets a
/// row without a value. Throws base::ConfigError, the key path naming the measure, for sites,
/// factors, levels or measures that the file does not have.
/// @param progress told before each unit or instance; may be empty.
MeasureTable evaluate(const std::vector<Measure>& measures,
                      const io::ResultFile& file,
                      const MeasureProgress& progress = {});

/// Refuses what evaluate() would refuse, from the layout alone, before anything is run.
void check_measures(const std::vector<Measure>& measures, const io::ResultLayout& layout);

}  // namespace ventral::analysis
