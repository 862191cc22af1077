#include "app/run/stepper.h"

#include "app/run/shown.h"
#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace ventral::app {

namespace {

std::size_t index_of_name(const std::vector<std::string>& names,
                          const std::string& name,
                          const std::string& what) {
    const std::size_t index = name.empty() ? 0 : base::index_of(names, name);
    if (index == names.size()) {
        throw base::ConfigError({.what = "the experiment has no such " + what,
                                 .got = name,
                                 .allowed = base::join(names),
                                 .hint = base::did_you_mean(name, names)});
    }
    return index;
}

}  // namespace

/// The run on a thread of its own: it waits in the sink before a sample that nobody asked for yet.
struct Stepper::State {
    PreparedRun run;
    Shown shown;
    std::vector<engine::RecordedView> views;         ///< what was not given out yet
    std::vector<std::vector<std::size_t>> received;  ///< samples by view and variable
    std::mutex mutex;
    std::condition_variable changed;
    double asked_ms;
    double time_ms;
    bool is_waiting = false;
    bool is_done = false;
    bool is_cancelled = false;
    std::exception_ptr failure;
    std::thread thread;

    explicit State(PreparedRun prepared) : run(std::move(prepared)) {
        run.plan.recording.stream_values = 0;
        asked_ms = run.plan.recording.begin_ms - 1;
        time_ms = asked_ms;
        views = engine::plan_views(run.plan.network, run.plan.recording);
        for (const engine::RecordedView& view : views) {
            received.emplace_back(view.variables.size(), 0);
        }
    }

    void take(std::size_t view, std::size_t variable, std::vector<float> values) {
        std::unique_lock<std::mutex> lock(mutex);
        base::LabelledArray& array = views[view].variables[variable];
        std::size_t& samples = received[view][variable];
        const double now_ms = 1000 * array.axes.front().values[samples];
        while (now_ms > asked_ms + 1e-6 && !is_cancelled) {
            is_waiting = true;
            changed.notify_all();
            changed.wait(lock);
        }
        if (is_cancelled) {
            throw base::Interrupted("the trial was left");
        }
        array.values.insert(array.values.end(), values.begin(), values.end());
        ++samples;
    }

    void work(const engine::Variant& variant, const engine::TrialInput& input) {
        try {
            run.network.stream(
                variant, input, run.plan.schedule, run.plan.recording,
                [this](std::size_t view, std::size_t variable, std::vector<float> values) {
                    take(view, variable, std::move(values));
                });
        } catch (const base::Interrupted&) {
            // Nobody waits for it.
        } catch (...) {
            const std::lock_guard<std::mutex> lock(mutex);
            failure = std::current_exception();
        }
        const std::lock_guard<std::mutex> lock(mutex);
        is_done = true;
        changed.notify_all();
    }
};

Stepper::Stepper(PreparedRun run,
                 const std::string& condition,
                 const std::string& variant,
                 std::size_t trial)
    : state_(std::make_unique<State>(std::move(run))) {
    State& state = *state_;
    const io::ResultLayout& layout = state.run.layout;
    const io::Cell cell{index_of_name(layout.variants, variant, "variant"),
                        index_of_name(layout.conditions, condition, "condition"), trial};
    if (trial >= layout.trials) {
        throw base::ConfigError({.what = "the experiment has no such trial",
                                 .got = std::to_string(trial),
                                 .allowed = base::str("0 to ", layout.trials - 1)});
    }
    state.shown = make_shown(state.run, cell);
    state.thread = std::thread([&state, cell] {
        state.work(state.run.plan.variants[cell.variant],
                   trial_input(state.run, cell, state.shown));
    });
}

Stepper::~Stepper() {
    {
        const std::lock_guard<std::mutex> lock(state_->mutex);
        state_->is_cancelled = true;
    }
    state_->changed.notify_all();
    if (state_->thread.joinable()) {
        state_->thread.join();
    }
}

double Stepper::begin_ms() const {
    return state_->run.plan.recording.begin_ms;
}

double Stepper::end_ms() const {
    return state_->run.plan.recording.end_ms;
}

double Stepper::time_ms() const {
    return state_->time_ms;
}

std::vector<engine::RecordedView> Stepper::advance_to(double until_ms) {
    State& state = *state_;
    std::unique_lock<std::mutex> lock(state.mutex);
    state.asked_ms = std::max(state.asked_ms, until_ms);
    state.is_waiting = false;
    state.changed.notify_all();
    state.changed.wait(lock, [&] { return state.is_waiting || state.is_done; });
    if (state.failure) {
        std::rethrow_exception(state.failure);
    }
    state.time_ms = std::min(state.asked_ms, end_ms());
    std::vector<engine::RecordedView> given = state.views;
    for (std::size_t v = 0; v < given.size(); ++v) {
        for (std::size_t k = 0; k < given[v].variables.size(); ++k) {
            base::LabelledArray& array = given[v].variables[k];
            const std::size_t end = state.received[v][k];
            std::vector<double>& times = array.axes.front().values;
            const std::size_t frame = array.size() / times.size();
            const std::size_t begin = end - array.values.size() / frame;
            times = {times.begin() + static_cast<std::ptrdiff_t>(begin),
                     times.begin() + static_cast<std::ptrdiff_t>(end)};
            state.views[v].variables[k].values.clear();
        }
    }
    return given;
}

}  // namespace ventral::app
