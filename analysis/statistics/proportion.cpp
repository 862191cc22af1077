#include "analysis/statistics/proportion.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace ventral::analysis {

Proportion proportion(std::size_t num_hits, std::size_t count, double confidence) {
    if (num_hits > count || !(confidence > 0 && confidence < 1)) {
        throw base::ConfigError(
            {.what = "a fraction of cells",
             .got = base::str(num_hits, " of ", count, " at confidence ", confidence),
             .allowed = "no more hits than cells, confidence between 0 and 1"});
    }
    Proportion result{.num_hits = num_hits, .count = count};
    if (count == 0) {
        result.reason = "no cells";
        return result;
    }
    const auto n = static_cast<double>(count);
    const double p = static_cast<double>(num_hits) / n;
    const double z = boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
    const double scale = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / scale;
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    result.value = p;
    result.interval = {num_hits == 0 ? 0 : centre - half, num_hits == count ? 1 : centre + half};
    return result;
}

}  // namespace ventral::analysis
