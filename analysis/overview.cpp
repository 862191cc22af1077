#include "analysis/overview.h"

#include "analysis/averages.h"
#include "analysis/variant_comparison.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

/// Mean over the conditions and trials that are finished, and over units.
std::vector<double> mean_time_course(const io::ResultFile& file,
                                     const io::View& view,
                                     std::size_t variant) {
    const io::Cube cube = file.cube(view, "rate");
    std::vector<double> mean(view.time.size());
    std::size_t count = 0;
    for (std::size_t condition = 0; condition < file.layout().conditions.size(); ++condition) {
        for (std::size_t trial = 0; trial < file.layout().trials; ++trial) {
            std::vector<double> course(view.time.size());
            add_frame_means(cube.read({variant, condition, trial}), course);
            if (std::any_of(course.begin(), course.end(), [](double r) { return std::isnan(r); })) {
                continue;
            }
            std::transform(mean.begin(), mean.end(), course.begin(), mean.begin(), std::plus<>());
            ++count;
        }
    }
    for (double& rate : mean) {
        rate /= static_cast<double>(count);
    }
    return mean;
}

}  // namespace

std::vector<OverviewRow> summarize_file(const io::ResultFile& file,
                                        const DivergenceCriterion& criterion,
                                        const SummaryWindows& windows) {
    const io::ResultLayout& layout = file.layout();
    const std::string reference = default_reference(layout);
    std::vector<OverviewRow> rows;
    for (const io::View& view : layout.views) {
        for (std::size_t v = 0; v < layout.variants.size(); ++v) {
            const std::string& variant = layout.variants[v];
            OverviewRow row{.area = view.area,
                            .population = view.population,
                            .view = view.kind,
                            .variant = variant,
                            .unit = view.variables.front().unit,
                            .times_ms = times_in_ms(view.time),
                            .rates = mean_time_course(file, view, v),
                            .response = {},
                            .divergence = {}};
            row.response = summarize_response(row.times_ms, row.rates, windows);
            if (variant != reference) {
                row.divergence = compare_view(file, view, variant, reference, criterion).divergence;
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace ventral::analysis
