/// An isolated square, its edge in a receptive field (Zhou, Friedman & von der Heydt 2000,
/// J Neurosci 20:6594): which side is the figure, which polarity has the edge, who responds first.

#include "models/read_model.h"
#include "models/unit_selection.h"
#include "sim/base/text.h"
#include "sim/config/load.h"
#include "sim/engine/simulator.h"
#include "stimuli/display.h"
#include "stimuli/display_input.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace ventral;

namespace {

constexpr double kBegin = -200;
constexpr double kEnd = 300;

struct Site {
    const char* label;
    const char* population;
    const char* orientation_deg;  ///< empty: no such axis
    const char* key;              ///< a further property, may be empty
    const char* value;
};

const std::vector<Site> kSites = {
    {"left", "V2.border_ownership", "90", "side", "left"},
    {"right", "V2.border_ownership", "90", "side", "right"},
    {"phase90", "V1.simple", "90", "phase_deg", "90"},
    {"phase270", "V1.simple", "90", "phase_deg", "270"},
    {"V1", "V1.complex", "90", "", ""},
    {"V2", "V2.plain", "90", "", ""},
};

engine::RecordingPlan make_plan(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = kBegin;
    plan.end_ms = kEnd;
    for (const Site& site : kSites) {
        std::vector<models::WantedProperty> wanted{{"orientation_deg", site.orientation_deg, {}}};
        if (*site.key != '\0') {
            wanted.push_back({site.key, site.value, {}});
        }
        const models::Unit unit = models::select_unit(network, site.population, wanted, 0, 0);
        plan.sites.push_back({site.label, unit.population, {unit.channel, unit.y, unit.x}});
    }
    for (const char* name : {"V4.grouping", "V4.texture", "IT.object"}) {
        plan.maps.push_back(models::find_population(network, name));
    }
    return plan;
}

/// Traces by label: sites, and the largest value of each map.
using Traces = std::map<std::string, std::vector<double>>;

Traces to_traces(const std::vector<engine::RecordedView>& views) {
    Traces traces;
    for (const engine::RecordedView& view : views) {
        const base::LabelledArray& rate = view.variables.front();
        const std::size_t num_times = rate.axes.front().size();
        const std::size_t frame = rate.size() / num_times;
        for (std::size_t t = 0; t < num_times; ++t) {
            const auto begin = rate.values.begin() + static_cast<std::ptrdiff_t>(t * frame);
            if (view.view == "map") {
                traces[view.population].push_back(
                    static_cast<double>(*std::max_element(begin, begin + std::ptrdiff_t(frame))));
            } else {
                for (std::size_t k = 0; k < frame; ++k) {
                    traces[rate.axes[1].labels[k]].push_back(
                        static_cast<double>(begin[static_cast<std::ptrdiff_t>(k)]));
                }
            }
        }
    }
    return traces;
}

/// A square of 4 degrees whose edge runs through fixation, against the adapted background.
stimuli::DisplayInput make_square(bool figure_left, bool light) {
    const std::string text = base::str(
        "background: 0.5\nelements:\n  square:\n    rectangle: {x_deg: ", figure_left ? -2 : 2,
        ", y_deg: 0, width_deg: 4, height_deg: 4, luminance: ", light ? 0.75 : 0.25,
        "}\n    onset_ms: 0\n");
    return {stimuli::read_display(config::load_text(text, "square")), 1};
}

/// Mean over 40-300 ms, the window of the published index (1 ms samples).
double mean_response(const std::vector<double>& trace) {
    double sum = 0;
    int num = 0;
    for (int t = 40; t <= 300; ++t) {
        sum += trace[static_cast<std::size_t>(t - static_cast<int>(kBegin))];
        ++num;
    }
    return sum / num;
}

/// Time of half of the peak after onset; `interval_ms` between samples.
double half_peak_latency(const std::vector<double>& trace, double interval_ms) {
    const double peak = *std::max_element(trace.begin(), trace.end());
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const double t = kBegin + static_cast<double>(i) * interval_ms;
        if (t >= 0 && trace[i] >= 0.5 * peak) {
            return t;
        }
    }
    return kEnd;
}

double index(double preferred, double other) {
    return (preferred - other) / (preferred + other);
}

}  // namespace

TEST_CASE("an isolated square gives its edge to the right side, and only with feedback") {
    const engine::NetworkDescription network =
        models::read_model("macaque", {{VENTRAL_MODELS_FOLDER}});
    engine::SolverSettings settings;
    settings.step_ms = 1;
    const engine::CompiledNetwork compiled(network, settings);
    const engine::RecordingPlan plan = make_plan(network);
    const auto run = [&](const engine::Variant& variant, const base::VisualInput* display) {
        return to_traces(
            compiled.run(variant, {display, nullptr, 1, 0}, {kBegin - 200, kEnd}, plan));
    };

    for (const bool left : {true, false}) {
        for (const bool light : {true, false}) {
            CAPTURE(left);
            CAPTURE(light);
            const stimuli::DisplayInput square = make_square(left, light);
            const Traces whole = run(engine::recurrent_variant(), &square);
            const Traces cut = run(engine::no_feedback_variant(), &square);
            const char* own = left ? "left" : "right";
            const char* other = left ? "right" : "left";

            // Side of figure: the right sign for each side and polarity, none without feedback.
            const double with_feedback =
                index(mean_response(whole.at(own)), mean_response(whole.at(other)));
            const double without = index(mean_response(cut.at(own)), mean_response(cut.at(other)));
            INFO("index ", with_feedback, ", without feedback ", without);
            CHECK(with_feedback > 0.1);
            CHECK(std::abs(without) < 0.02);
            CHECK(mean_response(cut.at(own)) > 5);

            // Polarity: which of the two odd simple cells responds tells where the light side is.
            const bool light_side_left = left == light;
            const double polarity =
                index(mean_response(whole.at("phase90")), mean_response(whole.at("phase270")));
            INFO("polarity ", polarity);
            CHECK(std::abs(polarity) > 0.5);
            CHECK((polarity > 0) == !light_side_left);

            // Order of the areas.
            const double v1 = half_peak_latency(whole.at("V1"), 1);
            const double v2 = half_peak_latency(whole.at("V2"), 1);
            const double v4 = half_peak_latency(whole.at("V4.texture"), 5);
            const double it = half_peak_latency(whole.at("IT.object"), 5);
            INFO("half-peak latencies ", v1, " ", v2, " ", v4, " ", it, " ms");
            CHECK(v1 > 30);
            CHECK(v1 < 60);
            CHECK(v1 < v2);
            CHECK(v2 < v4);
            CHECK(v4 < it);
        }
    }

    // Nothing responds to the background alone.
    const Traces blank = run(engine::recurrent_variant(), nullptr);
    for (const auto& [label, trace] : blank) {
        CAPTURE(label);
        CHECK(*std::max_element(trace.begin(), trace.end()) < 1e-3);
    }
}
