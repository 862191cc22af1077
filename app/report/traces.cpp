#include "app/report/traces.h"

#include "analysis/averages.h"
#include "analysis/response_summary.h"
#include "analysis/timecourse/population_band.h"
#include "app/report/sampling.h"
#include "app/report/trace_units.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ventral::app {

namespace {

using analysis::Rows;

/// A bootstrap costs resamples x rows x samples; large ones take fewer resamples.
constexpr double kMostWork = 3e7;
constexpr double kMostTrialWork = 1e9;  ///< of all bands over trials together

void set_band(Curve& curve, const std::vector<double>& rows, std::size_t length, double most_work) {
    const analysis::PopulationBand band = analysis::figure_band(Rows{rows, length}, most_work);
    curve.low.assign(band.low.begin(), band.low.end());
    curve.high.assign(band.high.begin(), band.high.end());
}

/// Reads one variable of one view.
class ViewReader {
public:
    ViewReader(const Sources& sources,
               const io::View& view,
               const io::Variable& variable,
               const std::vector<std::size_t>& conditions,
               std::size_t most_samples)
        : sources_(sources),
          view_(view),
          cubes_(sources, view, variable.name),
          conditions_(conditions),
          times_ms_(analysis::times_in_ms(view.time)),
          samples_(thin_out(times_ms_, most_samples)) {
        has_mean_ = sources.conditions.size() > 1;
        out_.name = population_name(view);
        out_.kind = view.kind;
        out_.variable = variable.name;
        out_.long_name = variable.long_name;
        out_.unit = variable.unit;
        out_.interval_ms = times_ms_.size() > 1 ? times_ms_[1] - times_ms_[0] : 0;
        out_.every = samples_.every;
        out_.times_ms = pick(times_ms_, samples_);
        out_.units = trace_units(view);
        num_units_ = view.kind == "site" ? view.frame_size() : 1;
        out_.num_conditions = conditions.size() + (has_mean_ ? 1 : 0);
        out_.curves.resize(sources.all.size() * out_.num_conditions * out_.units.size());
    }

    TraceView read() {
        for (std::size_t s = 0; s < sources_.all.size(); ++s) {
            read_source(s);
        }
        return std::move(out_);
    }

private:
    /// Full time courses [unit][time] of one trial.
    std::vector<double> courses_of(const std::vector<float>& values) const {
        const std::size_t length = times_ms_.size();
        if (view_.kind != "site") {
            std::vector<double> mean(length);
            analysis::add_frame_means(values, mean);
            return mean;
        }
        std::vector<double> courses(num_units_ * length);
        for (std::size_t u = 0; u < num_units_; ++u) {
            for (std::size_t t = 0; t < length; ++t) {
                courses[u * length + t] = static_cast<double>(values[t * num_units_ + u]);
            }
        }
        return courses;
    }

    std::vector<double> thinned(std::span<const double> course) const {
        std::vector<double> kept;
        for (std::size_t i = 0; i < samples_.count; ++i) {
            kept.push_back(course[samples_.index(i)]);
        }
        return kept;
    }

    void set_mean(Curve& curve, std::span<const double> course) const {
        const std::vector<double> kept = thinned(course);
        curve.mean.assign(kept.begin(), kept.end());
        if (analysis::all_finite(course)) {
            curve.half_peak_ms =
                analysis::summarize_response(times_ms_, course).latency_to_half_peak_ms;
        }
    }

    /// Curves of the units, and of their mean, from full courses [unit][time].
    void set_units(std::size_t source, std::size_t slot, const std::vector<double>& courses) {
        const std::size_t length = times_ms_.size();
        const Rows rows{courses, length};
        for (std::size_t u = 0; u < num_units_; ++u) {
            set_mean(out_.at(source, slot, u), rows.row(u));
        }
        if (out_.units.size() > num_units_) {
            Curve& curve = out_.at(source, slot, num_units_);
            set_mean(curve, analysis::mean_of_rows(rows));
            std::vector<double> kept;
            for (std::size_t u = 0; u < num_units_; ++u) {
                const std::vector<double> one = thinned(rows.row(u));
                kept.insert(kept.end(), one.begin(), one.end());
            }
            set_band(curve, kept, samples_.count, kMostWork);
        }
    }

    /// Bands over trials, for single units.
    void set_trial_bands(std::size_t source,
                         std::size_t slot,
                         const std::vector<std::vector<double>>& trials) {
        const std::size_t length = times_ms_.size();
        for (std::size_t u = 0; u < num_units_ && trials.size() > 1; ++u) {
            std::vector<double> rows;
            for (const std::vector<double>& courses : trials) {
                const std::vector<double> one = thinned(Rows{courses, length}.row(u));
                rows.insert(rows.end(), one.begin(), one.end());
            }
            set_band(out_.at(source, slot, u), rows, samples_.count,
                     kMostTrialWork / static_cast<double>(out_.curves.size()));
        }
    }

    /// The condition's finished trials, full courses [unit][time] each.
    std::vector<std::vector<double>> read_trials(std::size_t source, std::size_t condition) const {
        std::vector<std::vector<double>> trials;
        for (std::size_t trial = 0; trial < cubes_.num_trials(source); ++trial) {
            const auto values = cubes_.read(source, condition, trial);
            if (analysis::is_finished(values)) {
                trials.push_back(courses_of(values));
            }
        }
        return trials;
    }

    void read_source(std::size_t source) {
        const std::size_t size = num_units_ * times_ms_.size();
        std::vector<double> sum(size, 0);
        std::vector<std::vector<double>> rows(num_units_);  // [unit]: conditions x kept samples
        std::size_t count = 0;
        std::size_t slot = has_mean_ ? 1 : 0;
        for (std::size_t c = 0; c < sources_.conditions.size(); ++c) {
            const auto trials = read_trials(source, c);
            std::vector<double> mean(size, trials.empty() ? std::nan("") : 0);
            for (const std::vector<double>& courses : trials) {
                for (std::size_t i = 0; i < size; ++i) {
                    mean[i] += courses[i] / static_cast<double>(trials.size());
                }
            }
            if (!trials.empty()) {
                ++count;
                std::transform(sum.begin(), sum.end(), mean.begin(), sum.begin(), std::plus<>());
                for (std::size_t u = 0; u < num_units_; ++u) {
                    const auto kept = thinned(Rows{mean, times_ms_.size()}.row(u));
                    rows[u].insert(rows[u].end(), kept.begin(), kept.end());
                }
            }
            if (std::binary_search(conditions_.begin(), conditions_.end(), c)) {
                set_units(source, slot, mean);
                set_trial_bands(source, slot, trials);
                ++slot;
            }
        }
        if (has_mean_) {
            for (double& value : sum) {
                value /= static_cast<double>(count);
            }
            set_units(source, 0, sum);
            for (std::size_t u = 0; u < num_units_ && count > 1; ++u) {
                set_band(out_.at(source, 0, u), rows[u], samples_.count, kMostWork);
            }
        }
    }

    const Sources& sources_;
    const io::View& view_;
    SourceCubes cubes_;
    const std::vector<std::size_t>& conditions_;
    std::vector<double> times_ms_;
    Samples samples_;
    bool has_mean_ = false;
    std::size_t num_units_ = 1;
    TraceView out_;
};

/// What there would be with that many samples of each recording, for one condition.
std::size_t values_per_condition(const Sources& sources, std::size_t most_samples) {
    std::size_t count = 0;
    for (const io::View& view : sources.views) {
        const std::size_t samples = thin_out(analysis::times_in_ms(view.time), most_samples).count;
        // A band is two curves more: of every unit over trials, else of the mean over sites alone.
        const std::size_t units = trace_units(view).size();
        const bool has_trials = sources.first().layout().trials > 1;
        const std::size_t curves = has_trials ? 3 * units : units + (units > 1 ? 2 : 0);
        count += curves * view.variables.size() * samples;
    }
    return std::max<std::size_t>(1, count * sources.all.size());
}

}  // namespace

std::string mean_label(std::size_t count, const std::string& noun) {
    return base::str("mean of ", count, " ", noun);
}

Traces read_traces(const Sources& sources, const TraceLimits& limits) {
    const std::size_t total = sources.conditions.size();
    const std::size_t most = std::min(total, limits.most_conditions);
    std::size_t samples = 0;
    std::size_t fits = 0;
    for (const std::size_t candidate : std::array<std::size_t, 4>{1201, 601, 301, 151}) {
        samples = candidate;
        fits = limits.most_values / values_per_condition(sources, samples);
        if (fits >= most + 3) {  // the mean over conditions has bands of its own
            break;
        }
    }
    const auto conditions =
        spread(total, std::max<std::size_t>(1, std::min(most, fits)), limits.wanted);
    Traces traces;
    traces.has_mean = total > 1;
    traces.num_left_out = total - conditions.size();
    if (traces.has_mean) {
        traces.conditions.push_back(mean_label(total, "conditions"));
    }
    for (const std::size_t index : conditions) {
        traces.conditions.push_back(sources.conditions[index]);
    }
    for (const io::View& view : sources.views) {
        for (const io::Variable& variable : view.variables) {
            traces.views.push_back(ViewReader(sources, view, variable, conditions, samples).read());
        }
    }
    return traces;
}

}  // namespace ventral::app
