#include "analysis/measures/measure_rows.h"

#include "analysis/measures/summarize.h"
#include "analysis/statistics/bootstrap.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

bool all_equal(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

/// Value, interval and reason of a row from the values of its units and instances.
void fill(MeasureRow& row, const std::vector<MeasuredValue>& measured) {
    std::vector<double> values;
    std::string missing;
    Interval interval;
    for (const MeasuredValue& one : measured) {
        row.unit = one.quantity.unit;
        if (std::isfinite(one.quantity.value)) {
            values.push_back(one.quantity.value);
            interval = one.quantity.interval;
        } else if (missing.empty()) {
            missing = one.quantity.reason;
        }
    }
    row.count = values.size();
    if (values.empty()) {
        row.reason = measured.empty() ? "no unit or instance is left" : missing;
        return;
    }
    if (values.size() < measured.size()) {
        row.reason = base::str(measured.size() - values.size(), " of ", measured.size(),
                               " without value: ", missing);
    }
    row.value = summarize(row.summary, values);
    if (values.size() == 1) {
        row.interval = interval;
    } else if (values.size() > 2 && !all_equal(values)) {
        const auto statistic = [&](std::span<const double> chosen) {
            return summarize(row.summary, chosen);
        };
        row.interval = bootstrap(values, statistic).interval;
    }
}

MeasureRow judge(MeasureRow row, const Target& target, double reference) {
    row.target = target;
    row.compared = target.relative_to.empty() ? row.value : row.value / reference;
    if (target.band) {
        const auto& [low, high] = *target.band;
        row.verdict = !std::isfinite(row.compared)                  ? Verdict::NoValue
                      : row.compared >= low && row.compared <= high ? Verdict::InBand
                                                                    : Verdict::Outside;
    }
    if (std::isfinite(row.value) && !std::isfinite(row.compared)) {
        row.reason = "there is no value under " + target.relative_to + " to divide by";
    }
    return row;
}

/// The row of a target under a variant that the file does not have: it did not hold.
MeasureRow absent(const Measure& measure,
                  const Target& target,
                  const std::vector<std::string>& variants) {
    MeasureRow row;
    row.measure = measure.name;
    row.quantity = target.quantity.empty() ? quantity_names(measure).front() : target.quantity;
    row.variant = target.variant;
    row.summary = target.summary.value_or(measure.summary);
    row.estimator = describe(measure);
    row.reason =
        base::str("the file has no variant '", target.variant, "', only ", base::join(variants));
    return judge(row, target, kNoValue);
}

/// The rows that a measure is asked for: per target, or per quantity where there is none.
std::vector<Target> wanted(const Measure& measure) {
    std::vector<Target> targets = measure.expect;
    const std::vector<std::string> names = quantity_names(measure);
    for (Target& target : targets) {
        target.quantity = target.quantity.empty() ? names.front() : target.quantity;
    }
    if (targets.empty()) {
        for (const std::string& name : names) {
            targets.push_back({.quantity = name, .variant = ""});
        }
    }
    return targets;
}

bool same_row(const Target& a, const Target& b, Summary fallback) {
    return a.quantity == b.quantity && a.summary.value_or(fallback) == b.summary.value_or(fallback);
}

/// One target for each row of values that is asked for.
std::vector<Target> first_of_each(const std::vector<Target>& targets, Summary fallback) {
    std::vector<Target> firsts;
    for (const Target& target : targets) {
        if (std::none_of(firsts.begin(), firsts.end(),
                         [&](const Target& first) { return same_row(first, target, fallback); })) {
            firsts.push_back(target);
        }
    }
    return firsts;
}

/// What was measured, as rows.
class RowMaker {
public:
    RowMaker(const MeasuredVariants& under, const std::vector<std::string>& variants)
        : under_(under), variants_(variants) {}

    /// A row of values and its targets, under every variant.
    void add(const Measure& measure,
             const Target& first,
             const std::vector<Target>& targets,
             std::vector<MeasureRow>& rows) const {
        for (const std::string& variant : variants_) {
            const MeasureRow row = row_of(measure, first, variant);
            const std::size_t before = rows.size();
            for (const Target& target : targets) {
                if (same_row(target, first, measure.summary) && target.variant == variant) {
                    rows.push_back(judge(row, target, reference(measure, target)));
                }
            }
            if (rows.size() == before) {
                rows.push_back(row);
            }
        }
    }

    /// Targets under variants that the file does not have.
    void add_absent(const Measure& measure, std::vector<MeasureRow>& rows) const {
        for (const Target& target : measure.expect) {
            if (!is_known(target.variant)) {
                rows.push_back(absent(measure, target, variants_));
            }
        }
    }

private:
    bool is_known(const std::string& variant) const { return under_.count(variant) > 0; }

    MeasureRow row_of(const Measure& measure,
                      const Target& target,
                      const std::string& variant) const {
        MeasureRow row;
        row.measure = measure.name;
        row.quantity = target.quantity;
        row.variant = variant;
        row.summary = target.summary.value_or(measure.summary);
        row.estimator = describe(measure);
        fill(row, under_.at(variant).values(measure.name, target.quantity));
        return row;
    }

    /// What the value is divided by, if the target is relative.
    double reference(const Measure& measure, const Target& target) const {
        return is_known(target.relative_to) ? row_of(measure, target, target.relative_to).value
                                            : kNoValue;
    }

    const MeasuredVariants& under_;
    const std::vector<std::string>& variants_;
};

}  // namespace

std::vector<MeasureRow> make_rows(const Measure& measure,
                                  const MeasuredVariants& under,
                                  const std::vector<std::string>& variants) {
    const RowMaker maker(under, variants);
    const std::vector<Target> targets = wanted(measure);
    std::vector<MeasureRow> rows;
    for (const Target& first : first_of_each(targets, measure.summary)) {
        maker.add(measure, first, targets, rows);
    }
    maker.add_absent(measure, rows);
    return rows;
}

}  // namespace ventral::analysis
