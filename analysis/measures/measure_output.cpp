#include "analysis/measures/measure_output.h"

#include "sim/io/array_dataset.h"
#include "sim/io/csv.h"
#include "sim/io/hdf5.h"

#include <functional>

namespace ventral::analysis {

namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;

/// A named column of a table, as texts or as numbers.
struct Column {
    std::string name;
    std::string long_name;
    Texts texts{};
    Numbers numbers{};
};

/// Builds columns from rows.
template <class Row>
class Columns {
public:
    explicit Columns(const std::vector<Row>& rows) : rows_(rows) {}

    void text(const char* name, const char* long_name, std::function<std::string(const Row&)> f) {
        Column column{name, long_name};
        for (const Row& row : rows_) {
            column.texts.push_back(f(row));
        }
        columns_.push_back(std::move(column));
    }
    void number(const char* name, const char* long_name, std::function<double(const Row&)> f) {
        Column column{name, long_name};
        for (const Row& row : rows_) {
            column.numbers.push_back(f(row));
        }
        columns_.push_back(std::move(column));
    }
    const std::vector<Column>& all() const { return columns_; }

private:
    const std::vector<Row>& rows_;
    std::vector<Column> columns_;
};

std::vector<Column> row_columns(const std::vector<MeasureRow>& rows) {
    using R = MeasureRow;
    Columns<R> columns(rows);
    const auto target_text = [](std::string Target::*member) {
        return [member](const R& r) { return r.target ? (*r.target).*member : std::string(); };
    };
    const auto band = [](std::size_t end) {
        return [end](const R& r) {
            return r.target && r.target->band ? (*r.target->band)[end] : kNoValue;
        };
    };
    columns.text("measure", "name of the measure", [](const R& r) { return r.measure; });
    columns.text("quantity", "what of it", [](const R& r) { return r.quantity; });
    columns.text("variant", "variant", [](const R& r) { return r.variant; });
    columns.text("summary", "over units and instances",
                 [](const R& r) { return name_of(r.summary); });
    columns.number("value", "value", [](const R& r) { return r.value; });
    columns.text("unit", "unit of the value", [](const R& r) { return r.unit; });
    columns.number("low", "95 % interval, lower end", [](const R& r) { return r.interval.low; });
    columns.number("high", "95 % interval, upper end", [](const R& r) { return r.interval.high; });
    columns.number("count", "values behind it",
                   [](const R& r) { return static_cast<double>(r.count); });
    columns.text("estimator", "how it was measured", [](const R& r) { return r.estimator; });
    columns.number("published", "published value", [](const R& r) {
        return r.target ? r.target->value.value_or(kNoValue) : kNoValue;
    });
    columns.text("spread", "published spread", target_text(&Target::spread));
    columns.text("n", "published number of cells", target_text(&Target::n));
    columns.number("band_low", "band, lower end", band(0));
    columns.number("band_high", "band, upper end", band(1));
    columns.text("relative_to", "variant that the value is divided by",
                 target_text(&Target::relative_to));
    columns.number("compared", "what is held against the band",
                   [](const R& r) { return r.compared; });
    columns.text("verdict", "verdict", [](const R& r) { return name_of(r.verdict); });
    columns.text("hard", "whether the scoreboard needs it",
                 [](const R& r) { return std::string(r.target && r.target->hard ? "hard" : ""); });
    columns.text("source", "source of the published value", target_text(&Target::source));
    columns.text("reason", "why a value is missing", [](const R& r) { return r.reason; });
    return columns.all();
}

std::vector<Column> value_columns(const std::vector<InstanceValue>& values) {
    using V = InstanceValue;
    Columns<V> columns(values);
    columns.text("measure", "name of the measure", [](const V& v) { return v.measure; });
    columns.text("quantity", "what of it", [](const V& v) { return v.quantity; });
    columns.text("variant", "variant", [](const V& v) { return v.variant; });
    columns.text("instance", "unit and levels", [](const V& v) { return v.instance; });
    columns.number("value", "value", [](const V& v) { return v.value; });
    columns.text("reason", "why a value is missing", [](const V& v) { return v.reason; });
    return columns.all();
}

void write_columns(io::Group& parent, const char* name, const std::vector<Column>& columns) {
    io::Group group = parent.require_group(name);
    const std::size_t count = columns.front().texts.size();
    if (count == 0) {
        return;
    }
    base::Axis row{"row", "", "row of the table", {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        row.values.push_back(static_cast<double>(i));
    }
    io::require_scale(group, row);
    for (const Column& column : columns) {
        const bool is_number = !column.numbers.empty();
        io::write_coordinate(
            group,
            {column.name, is_number ? "1" : "", column.long_name, column.numbers, column.texts},
            "row");
    }
}

}  // namespace

void write_measures(const std::string& result_path, const MeasureTable& table) {
    io::File file = io::File::open_for_writing(result_path);
    file.remove("measures");
    {
        io::Group group = file.require_group("measures");
        group.set_text("title", "what the experiment measured, and the published values");
        write_columns(group, "rows", row_columns(table.rows));
        write_columns(group, "values", value_columns(table.values));
    }
    file.close();
}

void write_measures_csv(const std::string& path, const MeasureTable& table, bool force) {
    io::CsvTable csv;
    const std::vector<Column> columns = row_columns(table.rows);
    csv.rows.resize(table.rows.size());
    for (const Column& column : columns) {
        csv.header.push_back(column.name);
        for (std::size_t i = 0; i < csv.rows.size(); ++i) {
            if (column.texts.empty()) {
                csv.rows[i].emplace_back(column.numbers[i]);
            } else {
                csv.rows[i].emplace_back(column.texts[i]);
            }
        }
    }
    io::write_csv(path, csv, force);
}

std::string compared_text(const MeasureRow& row) {
    return row.target && !row.target->relative_to.empty()
               ? row.variant + " / " + row.target->relative_to
               : row.variant;
}

}  // namespace ventral::analysis
