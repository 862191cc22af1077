#include "analysis/file_comparison.h"

#include "analysis/averages.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace ventral::analysis {

namespace {

bool has_name(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

const io::View* find_view(const io::ResultLayout& layout, const std::string& name) {
    for (const io::View& view : layout.views) {
        if (view.short_name() == name) {
            return &view;
        }
    }
    return nullptr;
}

double distance(float a, float b) {
    if (std::isnan(a) && std::isnan(b)) {
        return 0;  // both unfinished
    }
    const double gap = std::abs(static_cast<double>(a) - static_cast<double>(b));
    return std::isnan(gap) ? std::numeric_limits<double>::infinity() : gap;
}

void compare_cell(std::span<const float> a,
                  std::span<const float> b,
                  const std::string& where,
                  FileDifference& difference,
                  std::vector<double>& largest_over_time) {
    const std::size_t frame_size = a.size() / std::max<std::size_t>(largest_over_time.size(), 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double gap = distance(a[i], b[i]);
        const std::size_t t = i / frame_size;
        difference.size[t] += gap * gap;
        largest_over_time[t] = std::max(largest_over_time[t], gap);
        if (std::isfinite(b[i])) {
            difference.scale = std::max(difference.scale, std::abs(static_cast<double>(b[i])));
        }
        if (gap > difference.largest) {
            difference.largest = gap;
            difference.where = where;
        }
    }
    difference.num_values += a.size();
}

FileDifference compare_view(const io::ResultFile& a,
                            const io::ResultFile& b,
                            const io::View& view_a,
                            const io::View& view_b,
                            const std::string& variant,
                            double tolerance) {
    FileDifference difference;
    difference.view = view_a.short_name();
    difference.variant = variant;
    difference.times_ms = times_in_ms(view_a.time);
    difference.size.assign(view_a.time.size(), 0);
    std::vector<double> largest_over_time(view_a.time.size());
    for (const std::string& condition : a.layout().conditions) {
        if (!has_name(b.layout().conditions, condition)) {
            continue;
        }
        for (std::size_t trial = 0; trial < std::min(a.layout().trials, b.layout().trials);
             ++trial) {
            compare_cell(a.read(view_a, "rate", {variant, condition, trial}).values,
                         b.read(view_b, "rate", {variant, condition, trial}).values,
                         base::str("condition ", condition, ", trial ", trial), difference,
                         largest_over_time);
        }
    }
    const double per_time = static_cast<double>(difference.num_values) /
                            static_cast<double>(std::max<std::size_t>(view_a.time.size(), 1));
    for (double& size : difference.size) {
        size = std::sqrt(size / per_time);
    }
    if (difference.largest > 0) {
        difference.relative = difference.largest / difference.scale;
    }
    difference.agrees = difference.relative <= tolerance;
    for (std::size_t t = 0; t < largest_over_time.size(); ++t) {
        if (largest_over_time[t] > tolerance * difference.scale) {
            difference.first_time_ms = difference.times_ms[t];
            break;
        }
    }
    return difference;
}

void note_missing(const std::vector<std::string>& ours,
                  const std::vector<std::string>& theirs,
                  const std::string& kind,
                  const std::string& file,
                  std::vector<std::string>& unmatched) {
    for (const std::string& name : ours) {
        if (!has_name(theirs, name)) {
            unmatched.push_back(base::str(kind, " '", name, "' is only in ", file));
        }
    }
}

std::vector<std::string> view_names(const io::ResultLayout& layout) {
    std::vector<std::string> names;
    for (const io::View& view : layout.views) {
        names.push_back(view.short_name());
    }
    return names;
}

void note_unmatched(const io::ResultFile& a,
                    const io::ResultFile& b,
                    std::vector<std::string>& unmatched) {
    const io::ResultLayout& la = a.layout();
    const io::ResultLayout& lb = b.layout();
    note_missing(la.variants, lb.variants, "variant", a.path(), unmatched);
    note_missing(lb.variants, la.variants, "variant", b.path(), unmatched);
    note_missing(la.conditions, lb.conditions, "condition", a.path(), unmatched);
    note_missing(lb.conditions, la.conditions, "condition", b.path(), unmatched);
    note_missing(view_names(la), view_names(lb), "view", a.path(), unmatched);
    note_missing(view_names(lb), view_names(la), "view", b.path(), unmatched);
    if (la.trials != lb.trials) {
        unmatched.push_back(
            base::str(la.trials, " trials in ", a.path(), ", ", lb.trials, " in ", b.path()));
    }
}

}  // namespace

bool FileComparison::agrees() const {
    return unmatched.empty() && !differences.empty() &&
           std::all_of(differences.begin(), differences.end(),
                       [](const FileDifference& d) { return d.agrees; });
}

FileComparison compare_files(const io::ResultFile& a, const io::ResultFile& b, double tolerance) {
    FileComparison comparison;
    note_unmatched(a, b, comparison.unmatched);
    for (const io::View& view : a.layout().views) {
        const io::View* other = find_view(b.layout(), view.short_name());
        if (other == nullptr) {
            continue;
        }
        if (other->time != view.time || other->axes != view.axes) {
            comparison.unmatched.push_back(
                base::str("view '", view.short_name(), "' has other axes in the two files"));
            continue;
        }
        for (const std::string& variant : a.layout().variants) {
            if (has_name(b.layout().variants, variant)) {
                comparison.differences.push_back(
                    compare_view(a, b, view, *other, variant, tolerance));
            }
        }
    }
    return comparison;
}

}  // namespace ventral::analysis
