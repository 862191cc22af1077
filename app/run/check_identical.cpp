#include "app/run/check_identical.h"

#include "sim/base/text.h"
#include "stimuli/identity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>

namespace ventral::app {

namespace {

using config::Node;
using stimuli::DisplayInput;

constexpr double kRoundOff = 1e-5;  ///< of Weber contrast, in single precision
constexpr double kMovingMs = 10;    ///< between two looks at what moves

/// The displays of an experiment, each made when it is first asked for.
class Displays {
public:
    Displays(const LoadedExperiment& loaded, const RunPlan& plan) : loaded_(loaded), plan_(plan) {}

    const DisplayInput& at(std::size_t condition) {
        std::unique_ptr<DisplayInput>& input = inputs_[condition];
        if (!input) {
            input.reset(new DisplayInput(make_display(loaded_, plan_, condition)));
        }
        return *input;
    }

private:
    const LoadedExperiment& loaded_;
    const RunPlan& plan_;
    std::map<std::size_t, std::unique_ptr<DisplayInput>> inputs_;
};

std::size_t find_condition(const LoadedExperiment& loaded,
                           const std::string& label,
                           const Node& node) {
    std::vector<std::string> labels = labels_of(loaded.conditions);
    const auto found = std::find(labels.begin(), labels.end(), label);
    if (found == labels.end()) {
        constexpr std::size_t kMostNamed = 12;
        const std::string hint = base::did_you_mean(label, labels);
        labels.resize(std::min(labels.size(), kMostNamed));
        node.fail("the experiment has no such condition", "one of: " + base::join(labels), hint);
    }
    return static_cast<std::size_t>(found - labels.begin());
}

/// Times at which two displays are compared.
std::vector<double> times_of(const DisplayInput& one,
                             const DisplayInput& other,
                             double begin_ms,
                             double end_ms) {
    std::vector<double> borders{begin_ms, end_ms};
    for (const DisplayInput* input : {&one, &other}) {
        const auto changes = input->change_times(begin_ms, end_ms);
        borders.insert(borders.end(), changes.begin(), changes.end());
    }
    std::sort(borders.begin(), borders.end());
    std::vector<double> times;
    for (std::size_t i = 1; i < borders.size(); ++i) {
        const double from = borders[i - 1];
        const double length = borders[i] - from;
        if (!(length > 0)) {
            continue;
        }
        const bool stands =
            one.constant_between(from, borders[i]) && other.constant_between(from, borders[i]);
        const int looks = stands ? 1 : static_cast<int>(std::ceil(length / kMovingMs));
        for (int look = 0; look < looks; ++look) {
            times.push_back(from + (look + 0.5) * length / looks);
        }
    }
    return times;
}

/// The region in the visual field.
stimuli::Shape placed(stimuli::Shape shape, const stimuli::Placement& placement) {
    std::visit(
        [&](auto& geometry) {
            geometry.x_deg += placement.x_deg;
            geometry.y_deg += placement.y_deg;
        },
        shape);
    return shape;
}

void compare(const LoadedExperiment& loaded,
             const RunPlan& plan,
             const IdenticalEntry& entry,
             std::array<std::size_t, 2> pair,
             Displays& displays,
             const Node& node) {
    const stimuli::Placement& one = plan.placements[pair[0]];
    const stimuli::Placement& other = plan.placements[pair[1]];
    const std::string names = base::str("'", loaded.conditions[pair[0]].label, "' and '",
                                        loaded.conditions[pair[1]].label, "'");
    if (one.x_deg != other.x_deg || one.y_deg != other.y_deg) {
        node.fail(base::str("conditions ", names, " are placed on different receptive fields"),
                  "conditions of one place_on");
    }
    const double begin_ms = std::max(entry.from_ms, -loaded.experiment.time.baseline_ms);
    const double end_ms = std::min(entry.until_ms, loaded.experiment.time.duration_ms);
    const DisplayInput& first = displays.at(pair[0]);
    const DisplayInput& second = displays.at(pair[1]);
    const stimuli::DisplayDifference difference = largest_difference(
        first, second, placed(entry.within, one), times_of(first, second, begin_ms, end_ms));
    if (difference.largest > kRoundOff) {
        const auto rounded = [](double value) {
            return base::format_number(std::round(value * 1000) / 1000);
        };
        node.fail(base::str("conditions ", names, " differ within '", entry.name, "': by ",
                            rounded(difference.largest), " of contrast at [",
                            rounded(difference.place.x_deg - one.x_deg), ", ",
                            rounded(difference.place.y_deg - one.y_deg), "] deg from its origin, ",
                            rounded(difference.time_ms), " ms"),
                  base::str("a difference up to ", base::format_number(kRoundOff)));
    }
}

}  // namespace

void check_identical(const LoadedExperiment& loaded, const RunPlan& plan) {
    Displays displays(loaded, plan);
    for (const IdenticalEntry& entry : loaded.experiment.identical) {
        const Node lists = loaded.document.root.at("identical").at(entry.name).at("conditions");
        for (std::size_t list = 0; list < entry.conditions.size(); ++list) {
            const Node node = lists.element(list);
            const std::size_t first =
                find_condition(loaded, entry.conditions[list].front(), node.element(0));
            for (std::size_t i = 1; i < entry.conditions[list].size(); ++i) {
                const Node label = node.element(i);
                compare(loaded, plan, entry,
                        {first, find_condition(loaded, entry.conditions[list][i], label)}, displays,
                        label);
            }
        }
    }
}

}  // namespace ventral::app
