#include "analysis/procedures/procedure.h"
#include "sim/base/text.h"

namespace ventral::analysis {

namespace {

std::string window_text(const std::array<double, 2>& window_ms) {
    return base::str(base::format_number(window_ms[0]), "-", base::format_number(window_ms[1]),
                     " ms");
}

std::string describe_window(const ResponseWindow& window) {
    const std::string when = window_text(window.window_ms);
    switch (window.measure) {
        case ResponseMeasure::Mean:
            return "mean rate " + when;
        case ResponseMeasure::Fundamental:
            return base::str("F1 at ", base::format_number(window.frequency_hz), " Hz, ", when);
        case ResponseMeasure::Larger:
            return base::str("larger of F1 and mean above baseline, ", when);
    }
    return when;
}

std::string latency_rule(const LatencyProcedure& p) {
    switch (p.rule) {
        case LatencyRule::Fit:
            return base::str(base::format_number(100 * p.criterion), " % of the fitted maximum");
        case LatencyRule::HalfPeak:
            return "half of the peak above baseline";
        case LatencyRule::BaselineSd:
            return base::str("first of ", p.num_bins, " bins above baseline + ",
                             base::format_number(p.num_sd), " SD");
        case LatencyRule::Divergence:
            return "difference reaches 5 % of its peak for 10 ms";
        case LatencyRule::Cumulative:
            return "cumulative difference reaches 5 % of its end";
    }
    return {};
}

std::string text_of(const OrientationProcedure& p) {
    return "vector sum and von Mises fit, " + describe_window(p.response);
}
std::string text_of(const SpatialFrequencyProcedure& p) {
    return "Gaussian over log frequency, " + describe_window(p.response);
}
std::string text_of(const SizeProcedure& p) {
    return "size curve, " + describe_window(p.response);
}
std::string text_of(const ContrastProcedure& p) {
    return "Naka-Rushton fit, " + describe_window(p.response);
}
std::string text_of(const ReceptiveFieldProcedure& p) {
    return base::str("probe response above spontaneous + ", base::format_number(p.criterion_sd),
                     " SD, ", describe_window(p.response));
}
std::string text_of(const SparseNoiseProcedure&) {
    return "reverse correlation, Gaussian fit";
}
std::string text_of(const BestLevelProcedure& p) {
    return "largest response, " + describe_window(p.response);
}
std::string text_of(const ResponseProcedure& p) {
    return describe_window(p.response) + (p.above_baseline ? " above baseline" : "");
}
std::string text_of(const IndexProcedure& p) {
    return describe_window(p.response) + (p.above_baseline ? " above baseline" : "");
}
std::string text_of(const LatencyProcedure& p) {
    return latency_rule(p) + (p.against.empty() ? "" : " of the difference");
}
std::string text_of(const DecayProcedure& p) {
    return base::str("exponential fit, ", window_text(p.window_ms));
}
std::string text_of(const AnnulusProcedure& p) {
    return "change of the centre's response, " + describe_window(p.response);
}
std::string text_of(const ObjectsProcedure& p) {
    return base::str(p.count, " objects against each alone, ", describe_window(p.response));
}
std::string text_of(const ScatterProcedure& p) {
    return "least squares, " + describe_window(p.response);
}
std::string text_of(const SignificanceProcedure& p) {
    return base::str(p.factors.size() > 1 ? "two-way ANOVA" : "Mann-Whitney", " of ", p.trials,
                     " drawn counts, variance/mean ", base::format_number(p.variance_to_mean),
                     ", p < ", base::format_number(p.alpha), ", ", window_text(p.window_ms));
}
std::string text_of(const NeurometricProcedure& p) {
    return base::str("ROC area of Poisson counts of ", base::format_number(p.cells),
                     p.cells == 1 ? " cell, " : " cells, ", window_text(p.window_ms));
}
std::string text_of(const IdentifyProcedure& p) {
    return base::str("best of the objects' patterns, ", p.trials, " trials of Poisson counts, ",
                     window_text(p.window_ms));
}
std::string text_of(const SparsenessProcedure& p) {
    return "Rolls & Tovee sparseness, " + describe_window(p.response);
}
std::string text_of(const OverlayProcedure& p) {
    return base::str("against ", p.csv.substr(p.csv.find_last_of('/') + 1),
                     p.factor.empty() ? ", over time" : ", over " + p.factor);
}

}  // namespace

std::string describe(const Procedure& procedure) {
    return std::visit([](const auto& p) { return text_of(p); }, procedure);
}

}  // namespace ventral::analysis
