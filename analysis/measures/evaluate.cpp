#include "analysis/measures/evaluate.h"

#include "analysis/measures/instances.h"
#include "analysis/measures/measure_rows.h"
#include "analysis/measures/recordings.h"
#include "sim/base/errors.h"

#include <utility>

namespace ventral::analysis {

namespace {

/// Adds the measure's name to what is wrong with it.
template <class Action>
void under_name(const std::string& name, Action action) {
    try {
        action();
    } catch (const base::ConfigError& error) {
        base::ConfigFault fault = error.fault();
        fault.what = "measure '" + name + "': " + fault.what;
        if (fault.file.empty()) {
            fault.key_path = "measure." + name;
        }
        throw base::ConfigError(fault);
    }
}

/// Everything that was measured under one variant.
MeasuredUnder measure_all(const std::vector<Measure>& measures,
                          Recordings& recordings,
                          const std::string& variant,
                          const MeasureProgress& progress) {
    MeasuredUnder under;
    for (const Measure& measure : measures) {
        under.begin(measure.name, measure.summary);
        under_name(measure.name, [&] {
            if (const auto* formula = std::get_if<Formula>(&measure.kind)) {
                under.add_formula(measure.name, *formula);
                return;
            }
            const auto instances = make_instances(measure, recordings.units(variant, measure.at));
            for (std::size_t i = 0; i < instances.size(); ++i) {
                if (progress) {
                    progress({measure.name, variant, i, instances.size()});
                }
                for (Quantity& quantity : take(measure.kind, instances[i].responses)) {
                    under.add(measure.name, {instances[i].label, std::move(quantity)});
                }
            }
        });
    }
    return under;
}

}  // namespace

std::string name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Reported:
            return "";
        case Verdict::InBand:
            return "in band";
        case Verdict::Outside:
            return "outside";
        case Verdict::NoValue:
            return "no value";
    }
    return {};
}

MeasureTable evaluate(const std::vector<Measure>& measures,
                      const io::ResultFile& file,
                      const MeasureProgress& progress) {
    check_measures(measures, file.layout());
    const std::vector<std::string>& variants = file.layout().variants;
    Recordings recordings(file);
    MeasuredVariants under;
    for (const std::string& variant : variants) {
        under[variant] = measure_all(measures, recordings, variant, progress);
    }
    MeasureTable table;
    for (const Measure& measure : measures) {
        for (MeasureRow& row : make_rows(measure, under, variants)) {
            table.rows.push_back(std::move(row));
        }
        for (const std::string& variant : variants) {
            under.at(variant).list(measure.name, variant, table.values);
        }
    }
    return table;
}

}  // namespace ventral::analysis
