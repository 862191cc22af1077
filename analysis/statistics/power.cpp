#include "analysis/statistics/power.h"

#include "analysis/spikes/counts.h"
#include "analysis/statistics/anova.h"
#include "sim/base/random.h"

#include <array>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_f.hpp>

namespace ventral::analysis {

double anova_power(double difference, double sd, std::size_t trials, double alpha) {
    if (trials < 2 || !(sd > 0)) {
        return kNoValue;
    }
    const auto n = static_cast<double>(trials);
    const double df = 4 * (n - 1);
    const double critical = boost::math::quantile(complement(boost::math::fisher_f(1, df), alpha));
    const double noncentrality = n * difference * difference / (sd * sd);
    if (noncentrality == 0) {
        return alpha;
    }
    return boost::math::cdf(complement(boost::math::non_central_f(1, df, noncentrality), critical));
}

std::vector<PowerPoint> power_over_trials(const SidePolarityMeans& means,
                                          std::span<const std::size_t> trials,
                                          const PowerSettings& settings) {
    const std::array<double, 4> cell_means{means.preferred_light, means.preferred_dark,
                                           means.other_light, means.other_dark};
    std::vector<PowerPoint> points;
    for (const std::size_t num_trials : trials) {
        std::size_t num_significant = 0;
        for (std::size_t cell = 0; cell < settings.num_cells; ++cell) {
            base::RandomStream stream(settings.seed, "power", cell);
            std::vector<double> values;
            std::vector<std::size_t> side;
            std::vector<std::size_t> polarity;
            for (std::size_t k = 0; k < cell_means.size(); ++k) {
                for (std::size_t trial = 0; trial < num_trials; ++trial) {
                    values.push_back(draw_count(cell_means[k], settings.variance_to_mean, stream));
                    side.push_back(k / 2);
                    polarity.push_back(k % 2);
                }
            }
            const bool hit = two_way_anova(values, side, polarity).a.p < settings.alpha;
            num_significant += hit ? 1U : 0U;
        }
        points.push_back({num_trials, proportion(num_significant, settings.num_cells)});
    }
    return points;
}

}  // namespace ventral::analysis
