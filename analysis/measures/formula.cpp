#include "analysis/measures/formula.h"

#include "analysis/measures/summarize.h"
#include "sim/base/errors.h"
#include "sim/config/expression.h"
#include "sim/config/write.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

config::Expression parse(const Formula& formula) {
    return config::Expression(config::make_text(formula.expression));
}

std::pair<std::string, std::string> split_name(const std::string& name) {
    const std::size_t dot = name.find('.');
    return {name.substr(0, dot), dot == std::string::npos ? "" : name.substr(dot + 1)};
}

double find_instance(const std::vector<MeasuredValue>& values, const std::string& instance) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const MeasuredValue& value) {
        return value.instance == instance;
    });
    return found == values.end() ? kNoValue : found->quantity.value;
}

}  // namespace

std::vector<Quantity> take(const MeasureKind& kind, const UnitResponses& responses) {
    return std::visit(
        [&](const auto& one) -> std::vector<Quantity> {
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, Formula>) {
                return {};
            } else {
                return measure(Procedure(one), responses);
            }
        },
        kind);
}

std::vector<std::string> names_in(const Formula& formula) {
    return parse(formula).names();
}

void MeasuredUnder::add(const std::string& measure, MeasuredValue value) {
    auto& quantities = all_[measure];
    const auto found = std::find_if(quantities.begin(), quantities.end(), [&](const auto& entry) {
        return entry.first == value.quantity.name;
    });
    if (found == quantities.end()) {
        quantities.push_back({value.quantity.name, {value}});
    } else {
        found->second.push_back(std::move(value));
    }
}

const std::vector<MeasuredValue>& MeasuredUnder::values(const std::string& measure,
                                                        const std::string& quantity) const {
    static const std::vector<MeasuredValue> kNone;
    const auto found = all_.find(measure);
    if (found != all_.end()) {
        for (const auto& [name, values] : found->second) {
            if (name == quantity) {
                return values;
            }
        }
    }
    return kNone;
}

double MeasuredUnder::summary_of(const std::string& measure, const std::string& quantity) const {
    std::vector<double> numbers;
    for (const MeasuredValue& value : values(measure, quantity)) {
        numbers.push_back(value.quantity.value);
    }
    return summarize(summaries_.at(measure), numbers);
}

void MeasuredUnder::add_formula(const std::string& measure, const Formula& formula) {
    const config::Expression expression = parse(formula);
    std::vector<std::string> instances;
    bool shared = !formula.of_summaries;
    for (const std::string& name : expression.names()) {
        const auto [of, quantity] = split_name(name);
        std::vector<std::string> labels;
        for (const MeasuredValue& value : values(of, quantity)) {
            labels.push_back(value.instance);
        }
        shared = shared && (instances.empty() || instances == labels);
        instances = labels;
    }
    if (!shared) {
        instances = {"all"};
    }
    for (const std::string& instance : instances) {
        Quantity result{"value", formula.unit, kNoValue, ""};
        bool complete = true;
        const auto value_of = [&](const std::string& name) {
            const auto [of, quantity] = split_name(name);
            const double value =
                shared ? find_instance(values(of, quantity), instance) : summary_of(of, quantity);
            if (complete && !std::isfinite(value)) {
                complete = false;
                result.reason = name + " has no value";
            }
            return complete ? value : 1;
        };
        try {
            const double value = expression.evaluate(value_of);
            result.value = complete ? value : kNoValue;
        } catch (const base::ConfigError&) {
            result.reason = complete ? "the value is not finite" : result.reason;
        }
        add(measure, {instance, result});
    }
}

void MeasuredUnder::list(const std::string& measure,
                         const std::string& variant,
                         std::vector<InstanceValue>& values) const {
    const auto found = all_.find(measure);
    if (found == all_.end()) {
        return;
    }
    for (const auto& [quantity, measured] : found->second) {
        for (const MeasuredValue& one : measured) {
            values.push_back({measure, quantity, variant, one.instance, one.quantity.value,
                              one.quantity.reason});
        }
    }
}

}  // namespace ventral::analysis
