#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/sparse_noise.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/tuning/orientation.h"
#include "analysis/tuning/receptive_field.h"
#include "analysis/tuning/size.h"
#include "analysis/tuning/spatial_frequency.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

/// Degrees of any period brought to the 180 of the orientation estimators, and back.
std::vector<double> with_period_180(std::vector<double> degrees, double period_deg) {
    for (double& value : degrees) {
        value *= 180 / period_deg;
    }
    return degrees;
}

std::vector<Quantity> measure_one(const OrientationProcedure& p, const UnitResponses& responses) {
    const TuningCurve curve = tuning_curve(responses, p.factor, p.response);
    const std::vector<double> degrees = with_period_180(curve.levels, p.period_deg);
    const OrientationSelectivity selectivity = orientation_selectivity(degrees, curve.rates);
    const OrientationFit fit = fit_orientation(degrees, curve.rates);
    const double scale = p.period_deg / 180;
    return {{"preferred_deg", "degree", selectivity.preferred_deg * scale, selectivity.reason,
             p.period_deg},
            {"half_width_deg", "degree", fit.hwhh_above_baseline_deg * scale, fit.reason},
            {"circular_variance", "1", selectivity.circular_variance, selectivity.reason}};
}

std::vector<Quantity> measure_one(const SpatialFrequencyProcedure& p,
                                  const UnitResponses& responses) {
    const TuningCurve curve = tuning_curve(responses, p.factor, p.response);
    const SpatialFrequencyFit fit =
        fit_spatial_frequency(curve.levels, curve.rates, spontaneous_of(responses, p.response));
    return {{"preferred_cpd", "1/degree", fit.preferred_cpd, fit.reason},
            {"bandwidth_octaves", "1", fit.bandwidth_octaves, fit.reason}};
}

std::vector<Quantity> measure_one(const SizeProcedure& p, const UnitResponses& responses) {
    const TuningCurve curve = tuning_curve(responses, p.factor, p.response);
    const double spontaneous = spontaneous_of(responses, p.response);
    const SizeSummary summary = summarize_size_curve(curve.levels, curve.rates, spontaneous);
    const SizeFit fit =
        fit_size(curve.levels, curve.rates, SizeModel::RatioOfGaussians, spontaneous);
    const std::string growing =
        summary.peak_at_largest ? "the response still grows at the largest diameter" : "";
    return {{"srf_deg", "degree", growing.empty() ? summary.srf_deg : kNoValue,
             growing.empty() ? summary.reason : growing},
            {"gsf_deg", "degree", summary.gsf_deg, summary.reason},
            {"srf_fit_deg", "degree", fit.summary.srf_deg, fit.reason},
            {"suppression_index", "1", summary.suppression_index, summary.reason}};
}

std::vector<Quantity> measure_one(const ContrastProcedure& p, const UnitResponses& responses) {
    const TuningCurve curve = tuning_curve(responses, p.factor, p.response);
    const ContrastFit fit = fit_contrast(curve.levels, curve.rates);
    const ContrastChoice choice = choose_contrasts(curve.levels, curve.rates,
                                                   spontaneous_of(responses, p.response), p.choice);
    return {{"c50", "1", fit.c50, fit.reason},
            {"exponent", "1", fit.exponent, fit.reason},
            {"low", "1", choice.low, choice.reason},
            {"high", "1", choice.high, choice.reason}};
}

/// The smallest distance between two different levels.
double pitch_of(std::vector<double> levels) {
    std::sort(levels.begin(), levels.end());
    double pitch = kNoValue;
    for (std::size_t i = 1; i < levels.size(); ++i) {
        const double step = levels[i] - levels[i - 1];
        if (step > 1e-9 && !(step >= pitch)) {
            pitch = step;
        }
    }
    return pitch;
}

std::vector<Quantity> measure_one(const ReceptiveFieldProcedure& p,
                                  const UnitResponses& responses) {
    const std::vector<double>& x = factor_values(responses, p.x_factor);
    const std::vector<double>& y = factor_values(responses, p.y_factor);
    std::vector<double> place_x;
    std::vector<double> place_y;
    std::vector<double> rates;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            place_x.push_back(x[i]);
            place_y.push_back(y[i]);
            rates.push_back(response_to(responses.times_ms, responses.rates[i], p.response));
        }
    }
    const double spontaneous = spontaneous_of(responses, p.response);
    const double seconds = (p.response.window_ms[1] - p.response.window_ms[0]) / 1000;
    // A silent unit's first spike is its criterion.
    const double count_variance =
        p.variance_to_mean * std::max(spontaneous * seconds, 1.0 / p.presentations);
    const double sd_hz = std::sqrt(count_variance / p.presentations) / seconds;
    const MinimumResponseField field = minimum_response_field(
        {place_x, place_y, rates}, spontaneous + p.criterion_sd * sd_hz, pitch_of(place_x));
    const std::string reason =
        field.at_edge ? "the field reaches the edge of the lattice" : field.reason;
    const double diameter = field.at_edge ? kNoValue : field.diameter_deg;
    return {{"x_deg", "degree", field.x_deg, field.reason},
            {"y_deg", "degree", field.y_deg, field.reason},
            {"diameter_deg", "degree", diameter, reason}};
}

std::vector<Quantity> measure_one(const SparseNoiseProcedure& p, const UnitResponses& responses) {
    return map_by_sparse_noise(p, responses);
}

std::vector<Quantity> measure_one(const BestLevelProcedure& p, const UnitResponses& responses) {
    const TuningCurve curve = tuning_curve(responses, p.factor, p.response);
    const auto best = std::max_element(curve.rates.begin(), curve.rates.end());
    const double spread = best == curve.rates.end()
                              ? 0
                              : *best - *std::min_element(curve.rates.begin(), curve.rates.end());
    if (!(spread > 0)) {
        return {{"best", "1", kNoValue, "the responses to all levels are equal"},
                {"best_response", "Hz", kNoValue, "the responses to all levels are equal"}};
    }
    return {{"best", "1", curve.levels[static_cast<std::size_t>(best - curve.rates.begin())], ""},
            {"best_response", "Hz", *best, ""}};
}

template <class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace

std::vector<std::string> needed_factors(const Procedure& procedure) {
    return std::visit(Overloaded{[](const ReceptiveFieldProcedure& p) {
                                     return std::vector<std::string>{p.x_factor, p.y_factor};
                                 },
                                 [](const ObjectsProcedure& p) { return p.places; },
                                 [](const SignificanceProcedure& p) { return p.factors; },
                                 [](const auto& p) {
                                     if constexpr (requires { p.factor; }) {
                                         return p.factor.empty()
                                                    ? std::vector<std::string>{}
                                                    : std::vector<std::string>{p.factor};
                                     } else {
                                         return std::vector<std::string>{};
                                     }
                                 }},
                      procedure);
}

std::vector<std::string> quantity_names(const Procedure& procedure) {
    using Names = std::vector<std::string>;
    return std::visit(
        Overloaded{[](const OrientationProcedure&) {
                       return Names{"preferred_deg", "half_width_deg", "circular_variance"};
                   },
                   [](const SpatialFrequencyProcedure&) {
                       return Names{"preferred_cpd", "bandwidth_octaves"};
                   },
                   [](const SizeProcedure&) {
                       return Names{"srf_deg", "gsf_deg", "srf_fit_deg", "suppression_index"};
                   },
                   [](const ContrastProcedure&) {
                       return Names{"c50", "exponent", "low", "high"};
                   },
                   [](const ReceptiveFieldProcedure&) {
                       return Names{"x_deg", "y_deg", "diameter_deg"};
                   },
                   [](const SparseNoiseProcedure&) {
                       return Names{"x_deg", "y_deg", "diameter_deg", "delay_ms"};
                   },
                   [](const BestLevelProcedure&) {
                       return Names{"best", "best_response"};
                   },
                   [](const ResponseProcedure&) { return Names{"response"}; },
                   [](const IndexProcedure&) {
                       return Names{"index", "ratio", "difference", "percent"};
                   },
                   [](const LatencyProcedure&) { return Names{"latency_ms"}; },
                   [](const DecayProcedure&) {
                       return Names{"time_constant_ms", "left"};
                   },
                   [](const AnnulusProcedure&) {
                       return Names{"facilitation_percent", "facilitation_peak_deg",
                                    "suppression_onset_deg", "strongest_suppression",
                                    "smallest_hole_percent"};
                   },
                   [](const ObjectsProcedure&) {
                       return Names{"slope",        "slope_through_origin",
                                    "intercept",    "r",
                                    "r2_mean",      "r2_max",
                                    "r2_sum",       "above_sum_percent",
                                    "mean_response"};
                   },
                   [](const ScatterProcedure&) {
                       return Names{"slope", "slope_through_origin", "intercept",
                                    "r",     "mean_difference",      "csv_slope",
                                    "csv_r"};
                   },
                   [](const SignificanceProcedure&) {
                       return Names{"p_first", "p_second", "p_interaction", "significant_first",
                                    "significant_second"};
                   },
                   [](const NeurometricProcedure&) {
                       return Names{"accuracy", "reaction_ms"};
                   },
                   [](const IdentifyProcedure&) {
                       return Names{"accuracy", "chance", "reaction_ms"};
                   },
                   [](const SparsenessProcedure&) { return Names{"sparseness"}; },
                   [](const OverlayProcedure&) {
                       return Names{"r", "rms", "nrmse", "scale"};
                   }},
        procedure);
}

std::vector<Quantity> measure(const Procedure& procedure, const UnitResponses& responses) {
    return std::visit([&](const auto& p) { return measure_one(p, responses); }, procedure);
}

}  // namespace ventral::analysis
