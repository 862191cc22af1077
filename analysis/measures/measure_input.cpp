#include "analysis/measures/measure_input.h"

#include "sim/base/errors.h"
#include "sim/io/hdf5.h"

#include <array>
#include <cmath>

namespace ventral::analysis {

namespace {

constexpr const char* kRows = "measures/rows";

/// The value that bears this name, as it was written.
template <class Enum, std::size_t N>
Enum named(const std::string& name, const std::array<Enum, N>& all, const io::Group& group) {
    for (const Enum value : all) {
        if (name_of(value) == name) {
            return value;
        }
    }
    throw base::IoError("cannot read the measures", group.file(), "unknown word '" + name + "'");
}

/// Columns of the table in the file.
class Columns {
public:
    explicit Columns(const io::Group& group) : group_(group) {}
    std::vector<std::string> texts(const char* name) const {
        return group_.dataset(name).read_texts();
    }
    std::vector<double> numbers(const char* name) const {
        return group_.dataset(name).read_doubles();
    }

private:
    const io::Group& group_;
};

void read_values(const Columns& columns, const io::Group& group, std::vector<MeasureRow>& rows) {
    constexpr std::array kSummaries{Summary::Mean,          Summary::Median, Summary::LowerQuartile,
                                    Summary::UpperQuartile, Summary::Least,  Summary::Largest};
    const auto measure = columns.texts("measure");
    const auto quantity = columns.texts("quantity");
    const auto unit = columns.texts("unit");
    const auto variant = columns.texts("variant");
    const auto summary = columns.texts("summary");
    const auto estimator = columns.texts("estimator");
    const auto reason = columns.texts("reason");
    const auto value = columns.numbers("value");
    const auto low = columns.numbers("low");
    const auto high = columns.numbers("high");
    const auto count = columns.numbers("count");
    for (std::size_t i = 0; i < measure.size(); ++i) {
        rows.push_back({.measure = measure[i],
                        .quantity = quantity[i],
                        .unit = unit[i],
                        .variant = variant[i],
                        .summary = named(summary[i], kSummaries, group),
                        .value = value[i],
                        .interval = {low[i], high[i]},
                        .count = static_cast<std::size_t>(count[i]),
                        .estimator = estimator[i],
                        .reason = reason[i]});
    }
}

/// A row without a published value, band or source has no target.
void read_targets(const Columns& columns, const io::Group& group, std::vector<MeasureRow>& rows) {
    constexpr std::array kVerdicts{Verdict::Reported, Verdict::InBand, Verdict::Outside,
                                   Verdict::NoValue};
    const auto published = columns.numbers("published");
    const auto spread = columns.texts("spread");
    const auto n = columns.texts("n");
    const auto band_low = columns.numbers("band_low");
    const auto band_high = columns.numbers("band_high");
    const auto relative_to = columns.texts("relative_to");
    const auto compared = columns.numbers("compared");
    const auto verdict = columns.texts("verdict");
    const auto hard = columns.texts("hard");
    const auto source = columns.texts("source");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        MeasureRow& row = rows[i];
        row.verdict = named(verdict[i], kVerdicts, group);
        row.compared = compared[i];
        Target target{.quantity = row.quantity,
                      .variant = row.variant,
                      .summary = row.summary,
                      .relative_to = relative_to[i],
                      .spread = spread[i],
                      .n = n[i],
                      .source = source[i],
                      .hard = hard[i] == "hard"};
        if (std::isfinite(published[i])) {
            target.value = published[i];
        }
        if (std::isfinite(band_low[i]) || std::isfinite(band_high[i])) {
            target.band = {band_low[i], band_high[i]};
        }
        if (target.value || target.band || !target.source.empty() || !target.spread.empty()) {
            row.target = std::move(target);
        }
    }
}

}  // namespace

std::optional<MeasureTable> read_measure_rows(const std::string& result_path) {
    const io::File file = io::File::open(result_path);
    if (!file.has_group("measures") || !file.has_group(kRows)) {
        return std::nullopt;
    }
    MeasureTable table;
    const io::Group group = file.group(kRows);
    if (group.has("measure")) {
        const Columns columns(group);
        read_values(columns, group, table.rows);
        read_targets(columns, group, table.rows);
    }
    return table;
}

}  // namespace ventral::analysis
