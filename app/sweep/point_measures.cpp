#include "app/sweep/point_measures.h"

#include "analysis/value.h"
#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <charconv>

namespace ventral::app {

bool read_number(const std::string& text, double& value) {
    if (text.empty()) {
        value = analysis::kNoValue;
        return true;
    }
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

PointMeasures::PointMeasures(const std::string& path) : path_(path), table_(io::read_csv(path)) {
    for (const char* name : kMeasuredColumns) {
        const std::size_t index = base::index_of(table_.header, std::string(name));
        if (index == table_.header.size()) {
            throw base::IoError("cannot read", path, base::str("it has no column '", name, "'"),
                                "remove it, and --resume measures the point again");
        }
        columns_.push_back(index);
    }
}

double PointMeasures::number(std::size_t row, std::size_t column) const {
    double value = 0;
    if (!read_number(text(row, column), value)) {
        throw base::IoError("cannot read", path_, "'" + text(row, column) + "' is no number");
    }
    return value;
}

}  // namespace ventral::app
