#include "analysis/variant_comparison.h"

#include "analysis/averages.h"
#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

void require_reference(const io::ResultFile& file, const std::string& reference) {
    const std::vector<std::string>& variants = file.layout().variants;
    if (std::find(variants.begin(), variants.end(), reference) == variants.end()) {
        throw base::ConfigError({.what = "the file has no such variant",
                                 .file = file.path(),
                                 .got = reference,
                                 .allowed = base::join(variants),
                                 .hint = base::did_you_mean(reference, variants)});
    }
    if (variants.size() < 2) {
        throw base::ConfigError({.what = "there is only one variant, so there is nothing to pair",
                                 .file = file.path(),
                                 .got = base::join(variants),
                                 .hint = "run the experiment with two variants or more, or "
                                         "compare two files"});
    }
}

}  // namespace

std::string default_reference(const io::ResultLayout& layout) {
    const auto found = std::find(layout.variants.begin(), layout.variants.end(), "feedforward");
    return found != layout.variants.end() ? *found : layout.variants.back();
}

VariantComparison compare_view(const io::ResultFile& file,
                               const io::View& view,
                               const std::string& variant,
                               const std::string& reference,
                               const DivergenceCriterion& criterion) {
    VariantComparison comparison{view, variant, reference, {}, 0};
    DivergenceMeter meter(times_in_ms(view.time), view.frame_size());
    const io::Cube cube = file.cube(view, "rate");
    const std::size_t of = base::index_of(file.layout().variants, variant);
    const std::size_t against = base::index_of(file.layout().variants, reference);
    for (std::size_t condition = 0; condition < file.layout().conditions.size(); ++condition) {
        for (std::size_t trial = 0; trial < file.layout().trials; ++trial) {
            const auto subject = cube.read({of, condition, trial});
            const auto baseline = cube.read({against, condition, trial});
            if (is_finished(subject) && is_finished(baseline)) {
                meter.add(subject, baseline);
                ++comparison.num_pairs;
            }
        }
    }
    comparison.divergence = meter.result(criterion);
    return comparison;
}

std::vector<VariantComparison> compare_variants(const io::ResultFile& file,
                                                const std::string& reference,
                                                const DivergenceCriterion& criterion) {
    require_reference(file, reference);
    std::vector<VariantComparison> comparisons;
    for (const io::View& view : file.layout().views) {
        for (const std::string& variant : file.layout().variants) {
            if (variant != reference) {
                comparisons.push_back(compare_view(file, view, variant, reference, criterion));
            }
        }
    }
    return comparisons;
}

}  // namespace ventral::analysis
