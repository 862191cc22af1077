#include "app/experiment/placeholders.h"

#include "app/experiment/built_from.h"
#include "sim/base/text.h"

#include <algorithm>
#include <vector>

namespace ventral::app {

namespace {

/// Values and steps, each once and in the order of the file.
struct Found {
    std::vector<std::string> values;
    std::vector<std::string> steps;
};

void add_once(const std::string& text, std::vector<std::string>& texts) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.push_back(text);
    }
}

/// Notes a value whose expression names what a step measures.
void look_at(const std::string& path,
             const config::Node& value,
             const std::vector<Step>& steps,
             Found& found) {
    if (!value.is_scalar()) {
        return;
    }
    const std::string text = value.scalar_text();
    for (const Step& step : steps) {
        for (const std::string& name : measured_names({step})) {
            if (text.find(name) != std::string::npos) {
                add_once(base::str(path, " = ", text), found.values);
                add_once(step.name, found.steps);
            }
        }
    }
}

void look_at(const Level& level, const std::vector<Step>& steps, Found& found) {
    for (const auto& [path, value] : level.assignments) {
        look_at(path, value, steps, found);
    }
}

}  // namespace

std::string describe_placeholders(const Experiment& experiment) {
    Found found;
    for (const auto& [path, value] : experiment.built_from) {
        look_at(path, value, experiment.steps, found);
    }
    for (const Factor& factor : experiment.factors) {
        for (const Level& level : factor.levels) {
            look_at(level, experiment.steps, found);
        }
    }
    for (const Level& level : experiment.catch_trials) {
        look_at(level, experiment.steps, found);
    }
    if (found.values.empty()) {
        return "";
    }
    return base::str("placeholders of the file are drawn for what is not measured yet: ",
                     base::join(found.values), "; a run measures them by ",
                     found.steps.size() > 1 ? "the steps " : "the step ", base::join(found.steps));
}

}  // namespace ventral::app
