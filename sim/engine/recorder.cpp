#include "sim/engine/recorder.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace ventral::engine {

using base::index_of;

template <class Real>
Recorder<Real>::Recorder(const NetworkDescription& network,
                         const RecordingPlan& plan,
                         int batch,
                         double begin_ms,
                         double step_ms,
                         bool keeps_all)
    : plan_(plan) {
    std::vector<RecordedView> views = plan_views(network, plan);
    for (RecordedView& view : views) {
        Target target;
        target.population = network.find_population(view.population);
        target.window = view_window(network, plan, target.population, view.view);
        target.clock = make_clock(target.window, view.view, begin_ms, step_ms);
        targets_.push_back(target);
    }
    for (int b = 0; b < batch; ++b) {
        views_.push_back(views);
        for (RecordedView& view : views_.back()) {
            for (base::LabelledArray& array : view.variables) {
                array.values.reserve(keeps_all ? array.size() : 0);
            }
        }
    }
}

template <class Real>
typename Recorder<Real>::Clock Recorder<Real>::make_clock(const ViewWindow& window,
                                                          const std::string& view,
                                                          double begin_ms,
                                                          double step_ms) const {
    const std::string key = view + "_interval_ms";
    const double interval_ms = window.interval_ms;
    const auto steps_in = [step_ms](double ms, const std::string& what) {
        const double steps = ms / step_ms;
        if (std::abs(steps - std::round(steps)) > 1e-6) {
            throw base::ConfigError({.what = base::str(what, " is no whole number of steps"),
                                     .key_path = base::str("record.", what),
                                     .got = base::str(ms, " ms with step_ms: ", step_ms),
                                     .allowed = "whole multiples of step_ms",
                                     .hint = ""});
        }
        return std::lround(steps);
    };
    if (!(interval_ms > 0)) {
        throw base::ConfigError({.what = "value out of range",
                                 .key_path = base::str("record.", key),
                                 .got = base::str(interval_ms, " ms"),
                                 .allowed = "> 0 ms",
                                 .hint = ""});
    }
    Clock clock;
    clock.first = steps_in(window.begin_ms - begin_ms, "begin_ms");
    clock.every = steps_in(interval_ms, key);
    const auto num =
        static_cast<long>(std::floor((window.end_ms - window.begin_ms) / interval_ms + 1e-9));
    clock.last = clock.first + num * clock.every;
    return clock;
}

template <class Real>
void Recorder<Real>::observe(long step, Evaluator<Real>& evaluator, const Real* state) {
    for (std::size_t b = 0; b < views_.size(); ++b) {
        for (std::size_t v = 0; v < views_[b].size(); ++v) {
            RecordedView& view = views_[b][v];
            const Target& target = targets_[v];
            const int element = static_cast<int>(b);
            if (!target.clock.ticks(step)) {
                continue;
            }
            if (view.view == "site") {
                record_sites(view, target.population, element, evaluator, state);
            } else if (view.view == "map") {
                record_map(view, target, element, evaluator);
            } else {
                record_cube(view, target, element, evaluator);
            }
            if (sink_) {
                hand_over(v, std::max<std::size_t>(plan_.stream_values, 1));
            }
        }
    }
}

template <class Real>
void Recorder<Real>::record_sites(RecordedView& view,
                                  int population,
                                  int b,
                                  Evaluator<Real>& evaluator,
                                  const Real* state) const {
    const base::Grid& grid = evaluator.plan().network.populations[index_of(population)].grid;
    const std::size_t size = evaluator.plan().populations[index_of(population)].size;
    const Real* output = evaluator.output(population) + index_of(b) * size;
    for (const SiteRequest& site : plan_.sites) {
        if (site.population != population) {
            continue;
        }
        const UnitIndex& u = site.unit;
        view.variables[0].values.push_back(
            static_cast<float>(output[index_of((u.channel * grid.ny + u.y) * grid.nx + u.x)]));
        if (view.variables.size() > 1) {
            const UnitInputs sums =
                evaluator.unit_inputs(population, b, u.channel, u.y, u.x, state);
            const std::array<double, 6> values{sums.feedforward, sums.local,      sums.lateral,
                                               sums.feedback,    sums.modulating, sums.normalizing};
            for (std::size_t k = 0; k < values.size(); ++k) {
                view.variables[k + 1].values.push_back(static_cast<float>(values[k]));
            }
        }
    }
}

template <class Real>
void Recorder<Real>::record_map(RecordedView& view,
                                const Target& target,
                                int b,
                                Evaluator<Real>& evaluator) const {
    const auto p_index = index_of(target.population);
    const PopulationPlan<Real>& p = evaluator.plan().populations[p_index];
    const Real* output = evaluator.output(target.population) + index_of(b) * p.size;
    const auto row = index_of(evaluator.plan().network.populations[p_index].grid.nx);
    const std::size_t channels = p.size / p.samples;
    std::vector<float>& values = view.variables[0].values;
    for (std::size_t y = 0; y < index_of(target.window.grid.ny); ++y) {
        for (std::size_t x = 0; x < index_of(target.window.grid.nx); ++x) {
            const std::size_t s =
                (index_of(target.window.y) + y) * row + index_of(target.window.x) + x;
            Real sum = 0;
            for (std::size_t c = 0; c < channels; ++c) {
                sum += output[c * p.samples + s];
            }
            values.push_back(static_cast<float>(sum / static_cast<Real>(channels)));
        }
    }
}

template <class Real>
void Recorder<Real>::record_cube(RecordedView& view,
                                 const Target& target,
                                 int b,
                                 Evaluator<Real>& evaluator) const {
    const auto p_index = index_of(target.population);
    const PopulationPlan<Real>& p = evaluator.plan().populations[p_index];
    const Real* output = evaluator.output(target.population) + index_of(b) * p.size;
    const auto row = index_of(evaluator.plan().network.populations[p_index].grid.nx);
    const base::Grid& grid = target.window.grid;
    std::vector<float>& values = view.variables[0].values;
    for (std::size_t c = 0; c < p.size / p.samples; ++c) {
        for (std::size_t y = 0; y < index_of(grid.ny); ++y) {
            const Real* first = output + c * p.samples + (index_of(target.window.y) + y) * row +
                                index_of(target.window.x);
            std::transform(first, first + grid.nx, std::back_inserter(values),
                           [](Real value) { return static_cast<float>(value); });
        }
    }
}

template <class Real>
std::vector<std::vector<RecordedView>> Recorder<Real>::take() {
    return std::move(views_);
}

template <class Real>
void Recorder<Real>::stream_to(RecordSink sink) {
    sink_ = std::move(sink);
    views_.resize(1);
}

template <class Real>
void Recorder<Real>::hand_over(std::size_t view, std::size_t least) {
    std::vector<base::LabelledArray>& variables = views_.front()[view].variables;
    for (std::size_t k = 0; k < variables.size(); ++k) {
        if (variables[k].values.size() >= least) {
            sink_(view, k, std::exchange(variables[k].values, {}));
        }
    }
}

template <class Real>
void Recorder<Real>::flush() {
    for (std::size_t v = 0; v < views_.front().size(); ++v) {
        hand_over(v, 1);
    }
}

template <class Real>
void Recorder<Real>::archive(StateArchive& archive) {
    for (std::vector<RecordedView>& of_element : views_) {
        for (RecordedView& view : of_element) {
            for (base::LabelledArray& variable : view.variables) {
                archive.growing(variable.values);  // the room for the rest of the run stays
            }
        }
    }
}

template class Recorder<float>;
template class Recorder<double>;

}  // namespace ventral::engine
