#include "analysis/statistics/regression.h"

#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

/// Sums about the means.
struct Moments {
    double mean_x = 0;
    double mean_y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
};

Moments moments(std::span<const double> x, std::span<const double> y) {
    Moments m{.mean_x = mean(x), .mean_y = mean(y)};
    for (std::size_t i = 0; i < x.size(); ++i) {
        m.xx += (x[i] - m.mean_x) * (x[i] - m.mean_x);
        m.yy += (y[i] - m.mean_y) * (y[i] - m.mean_y);
        m.xy += (x[i] - m.mean_x) * (y[i] - m.mean_y);
    }
    return m;
}

void add_intervals(Regression& line, const Moments& m, double confidence) {
    const auto n = static_cast<double>(line.count);
    double squares = m.yy - line.slope * m.xy;
    squares = squares > 0 ? squares : 0;
    line.residual_sd = std::sqrt(squares / (n - 2));
    const double slope_error = line.residual_sd / std::sqrt(m.xx);
    const double intercept_error = line.residual_sd * std::sqrt(1 / n + m.mean_x * m.mean_x / m.xx);
    const boost::math::students_t t(n - 2);
    const double width = boost::math::quantile(t, (1 + confidence) / 2);
    line.slope_interval = {line.slope - width * slope_error, line.slope + width * slope_error};
    line.intercept_interval = {line.intercept - width * intercept_error,
                               line.intercept + width * intercept_error};
    if (m.yy > 0) {
        line.p = slope_error > 0
                     ? 2 * boost::math::cdf(complement(t, std::abs(line.slope) / slope_error))
                     : 0;
    }
}

}  // namespace

Regression regress(std::span<const double> x, std::span<const double> y, double confidence) {
    require_equal_lengths(x.size(), y.size(), "x and y of a regression");
    std::vector<double> used_x;
    std::vector<double> used_y;
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            used_x.push_back(x[i]);
            used_y.push_back(y[i]);
            squares += x[i] * x[i];
            products += x[i] * y[i];
        }
    }
    Regression line{.count = used_x.size()};
    if (squares > 0) {
        line.slope_through_origin = products / squares;
    }
    const Moments m = moments(used_x, used_y);
    if (line.count < 2) {
        line.reason = "a line needs at least 2 points";
        return line;
    }
    if (!(m.xx > 0)) {
        line.reason = "x does not vary";
        return line;
    }
    line.slope = m.xy / m.xx;
    line.intercept = m.mean_y - line.slope * m.mean_x;
    line.r = m.yy > 0 ? m.xy / std::sqrt(m.xx * m.yy) : kNoValue;
    if (line.count < 3) {
        line.reason = "2 points have a line and no confidence";
        return line;
    }
    add_intervals(line, m, confidence);
    return line;
}

}  // namespace ventral::analysis
