#include "analysis/rows.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ventral::analysis {

std::vector<double> mean_of_rows(const Rows& rows, std::span<const std::size_t> chosen) {
    std::vector<double> mean(rows.length, 0);
    for (const std::size_t i : chosen) {
        const auto row = rows.row(i);
        for (std::size_t k = 0; k < rows.length; ++k) {
            mean[k] += row[k];
        }
    }
    for (double& value : mean) {
        value /= static_cast<double>(chosen.size());
    }
    return mean;
}

std::vector<double> mean_of_rows(const Rows& rows) {
    std::vector<std::size_t> all(rows.count());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return mean_of_rows(rows, all);
}

void require_equal_lengths(std::size_t a, std::size_t b, std::string_view what) {
    if (a != b) {
        throw base::ConfigError({.what = base::str(what, " differ in length"),
                                 .got = base::str(a, " and ", b),
                                 .allowed = "one value of each for every point"});
    }
}

void require_whole_rows(const Rows& rows, std::string_view what) {
    if (rows.length == 0 || rows.values.size() % rows.length != 0) {
        throw base::ConfigError({.what = base::str(what, " do not fill whole rows"),
                                 .got = base::str(rows.values.size(), " values"),
                                 .allowed = base::str("a multiple of ", rows.length)});
    }
}

bool all_finite(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

}  // namespace ventral::analysis
