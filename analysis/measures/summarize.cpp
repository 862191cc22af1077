#include "analysis/measures/summarize.h"

#include "analysis/statistics/descriptive.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ventral::analysis {

double summarize(Summary summary, std::span<const double> all) {
    std::vector<double> values;
    std::copy_if(all.begin(), all.end(), std::back_inserter(values),
                 [](double value) { return std::isfinite(value); });
    if (values.empty()) {
        return kNoValue;
    }
    switch (summary) {
        case Summary::Mean:
            return mean(values);
        case Summary::Median:
            return median(values);
        case Summary::LowerQuartile:
            return quantile(values, 0.25);
        case Summary::UpperQuartile:
            return quantile(values, 0.75);
        case Summary::Least:
            return *std::min_element(values.begin(), values.end());
        case Summary::Largest:
            return *std::max_element(values.begin(), values.end());
    }
    return kNoValue;
}

}  // namespace ventral::analysis
