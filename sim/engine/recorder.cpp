#include "sim/engine/recorder.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <array>
#include <cmath>

namespace ventral::engine {

using base::index_of;

template <class Real>
Recorder<Real>::Recorder(const NetworkDescription& network,
                         const RecordingPlan& plan,
                         int batch,
                         double begin_ms,
                         double step_ms)
    : plan_(plan),
      site_clock_(make_clock(plan.site_interval_ms, "site_interval_ms", begin_ms, step_ms)),
      map_clock_(make_clock(plan.map_interval_ms, "map_interval_ms", begin_ms, step_ms)),
      cube_clock_(make_clock(plan.cube_interval_ms, "cube_interval_ms", begin_ms, step_ms)) {
    std::vector<RecordedView> views = plan_views(network, plan);
    for (RecordedView& view : views) {
        populations_.push_back(network.find_population(view.population));
        for (base::LabelledArray& array : view.variables) {
            array.values.reserve(array.size());
        }
    }
    for (int b = 0; b < batch; ++b) {
        views_.push_back(views);
        for (RecordedView& view : views_.back()) {
            for (base::LabelledArray& array : view.variables) {
                array.values.reserve(array.size());
            }
        }
    }
}

template <class Real>
typename Recorder<Real>::Clock Recorder<Real>::make_clock(double interval_ms,
                                                          const char* key,
                                                          double begin_ms,
                                                          double step_ms) const {
    const auto steps_in = [step_ms](double ms, const char* what) {
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
    clock.first = steps_in(plan_.begin_ms - begin_ms, "begin_ms");
    clock.every = steps_in(interval_ms, key);
    const auto num =
        static_cast<long>(std::floor((plan_.end_ms - plan_.begin_ms) / interval_ms + 1e-9));
    clock.last = clock.first + num * clock.every;
    return clock;
}

template <class Real>
void Recorder<Real>::observe(long step, Evaluator<Real>& evaluator, const Real* state) {
    const bool sites = site_clock_.ticks(step);
    const bool maps = map_clock_.ticks(step);
    const bool cubes = cube_clock_.ticks(step);
    for (std::size_t b = 0; b < views_.size(); ++b) {
        for (std::size_t v = 0; v < views_[b].size(); ++v) {
            RecordedView& view = views_[b][v];
            const int element = static_cast<int>(b);
            if (view.view == "site" && sites) {
                record_sites(view, populations_[v], element, evaluator, state);
            } else if (view.view == "map" && maps) {
                record_map(view, populations_[v], element, evaluator);
            } else if (view.view == "cube" && cubes) {
                record_cube(view, populations_[v], element, evaluator);
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
                                int population,
                                int b,
                                Evaluator<Real>& evaluator) const {
    const PopulationPlan<Real>& p = evaluator.plan().populations[index_of(population)];
    const Real* output = evaluator.output(population) + index_of(b) * p.size;
    const std::size_t channels = p.size / p.samples;
    std::vector<float>& values = view.variables[0].values;
    for (std::size_t s = 0; s < p.samples; ++s) {
        Real sum = 0;
        for (std::size_t c = 0; c < channels; ++c) {
            sum += output[c * p.samples + s];
        }
        values.push_back(static_cast<float>(sum / static_cast<Real>(channels)));
    }
}

template <class Real>
void Recorder<Real>::record_cube(RecordedView& view,
                                 int population,
                                 int b,
                                 Evaluator<Real>& evaluator) const {
    const std::size_t size = evaluator.plan().populations[index_of(population)].size;
    const Real* output = evaluator.output(population) + index_of(b) * size;
    for (std::size_t i = 0; i < size; ++i) {
        view.variables[0].values.push_back(static_cast<float>(output[i]));
    }
}

template <class Real>
std::vector<std::vector<RecordedView>> Recorder<Real>::take() {
    return std::move(views_);
}

template <class Real>
template <class Views, class Visit>
void Recorder<Real>::visit_values(Views& views, const Visit& visit) {
    for (auto& of_element : views) {
        for (auto& view : of_element) {
            for (auto& variable : view.variables) {
                visit(variable.values);
            }
        }
    }
}

template <class Real>
std::vector<std::vector<float>> Recorder<Real>::values() const {
    std::vector<std::vector<float>> copies;
    visit_values(views_, [&](const std::vector<float>& values) { copies.push_back(values); });
    return copies;
}

template <class Real>
void Recorder<Real>::set_values(const std::vector<std::vector<float>>& values) {
    auto next = values.begin();
    // The room for the rest of the run stays.
    visit_values(views_, [&](std::vector<float>& own) {
        own.assign(next->begin(), next->end());
        ++next;
    });
}

template class Recorder<float>;
template class Recorder<double>;

}  // namespace ventral::engine
