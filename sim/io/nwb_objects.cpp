#include "sim/io/nwb_objects.h"

#include "sim/base/random.h"

#include <array>
#include <cstdio>
#include <numeric>

namespace ventral::io {
namespace {

/// A UUID of version 8 (one's own making) from a text.
std::string uuid_of(const std::string& text) {
    const std::uint64_t high = base::hash_name("high/" + text);
    const std::uint64_t low = base::hash_name("low/" + text);
    std::array<char, 40> uuid{};
    std::snprintf(uuid.data(), uuid.size(), "%08x-%04x-8%03x-%04x-%012llx",
                  static_cast<unsigned>(high >> 32U), static_cast<unsigned>(high >> 16U & 0xffffU),
                  static_cast<unsigned>(high & 0xfffU),
                  static_cast<unsigned>(0x8000U | (low >> 48U & 0x3fffU)),
                  static_cast<unsigned long long>(low & 0xffffffffffffULL));
    return uuid.data();
}

}  // namespace

void make_typed(Object& object,
                const std::string& space,
                const std::string& type,
                const std::string& key) {
    object.set_text("namespace", space);
    object.set_text("neurodata_type", type);
    object.set_text("object_id", uuid_of(key + object.path()));
}

Dataset write_column(Group& table, const NwbColumn& column, const std::string& key) {
    Dataset made = column.texts.empty() ? table.write_numbers(column.name, column.numbers)
                                        : table.write_texts(column.name, column.texts);
    make_typed(made, "hdmf-common", "VectorData", key);
    made.set_text("description", column.description);
    return made;
}

Group write_table(Group& parent,
                  const std::string& name,
                  const std::string& type,
                  const std::string& description,
                  std::size_t num_rows,
                  const std::vector<NwbColumn>& columns,
                  const std::string& key) {
    Group table = parent.require_group(name);
    make_typed(table, type == "DynamicTable" ? "hdmf-common" : "core", type, key);
    table.set_text("description", description);
    std::vector<std::int64_t> numbers(num_rows);
    std::iota(numbers.begin(), numbers.end(), 0);
    Dataset id = table.create_dataset("id", Element::Int64, {num_rows});
    id.write(std::span<const std::int64_t>(numbers));
    make_typed(id, "hdmf-common", "ElementIdentifiers", key);
    std::vector<std::string> names;
    for (const NwbColumn& column : columns) {
        write_column(table, column, key);
        names.push_back(column.name);
    }
    table.set_texts("colnames", names);
    return table;
}

Group begin_series(Group& parent,
                   const std::string& name,
                   const std::string& type,
                   const std::string& description,
                   const std::string& comments,
                   const std::string& key) {
    Group series = parent.require_group(name);
    make_typed(series, "core", type, key);
    series.set_text("description", description);
    series.set_text("comments", comments);
    return series;
}

void write_clock(Group& series, const NwbClock& clock) {
    if (clock.rate_hz > 0) {
        Dataset start = series.create_dataset("starting_time", Element::Float64, {});
        start.write(std::span<const double>(&clock.begin_s, 1));
        start.set_number("rate", clock.rate_hz);
        start.set_text("unit", "seconds");
        return;
    }
    Dataset times = series.write_numbers("timestamps", clock.timestamps_s);
    times.set_integer("interval", 1);
    times.set_text("unit", "seconds");
}

}  // namespace ventral::io
