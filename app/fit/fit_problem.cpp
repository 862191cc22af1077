#include "app/fit/fit_problem.h"

#include "app/fit/fit_targets.h"
#include "app/fit/model_value.h"
#include "app/provenance/build_info.h"
#include "app/terminal/number_text.h"
#include "models/read_model.h"
#include "sim/base/random.h"
#include "sim/base/text.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <utility>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using config::Node;

bool is_file_name(const std::string& name) {
    return name.ends_with(".yaml") || name.ends_with(".yml");
}

/// A file beside the calibration by its full path; anything else as it stands.
std::string beside(const std::string& name, const fs::path& folder) {
    std::error_code ignored;
    const fs::path path = folder / name;
    return is_file_name(name) && fs::is_regular_file(path, ignored)
               ? fs::absolute(path).lexically_normal().string()
               : name;
}

Node shipped_model(const std::string& model, const SearchPaths& paths, const Node& written) {
    try {
        return models::load_model(model, {paths.models}).root;
    } catch (const base::ConfigError& error) {
        if (!error.fault().file.empty()) {
            throw;
        }
        written.fail(error.fault().what, error.fault().allowed, error.fault().hint);
    }
}

FreeAxis make_axis(const FreeValue& free, const Node& model, const Node& node) {
    FreeAxis axis{free.path, model_value(model, free.path, node), 0, 0, {}};
    axis.from = free.from.value_or(axis.shipped / 2);
    axis.to = free.to.value_or(axis.shipped * 2);
    // 0.1 and 0.2 as written are half and twice; their quotients need not be, to the last bit.
    constexpr double kRounding = 1e-12;
    if (axis.from > axis.shipped / 2 * (1 + kRounding)) {
        node.fail_at("from", "the bounds are narrower than half to twice the shipped value",
                     base::str("from <= ", base::format_number(axis.shipped / 2), ", half of ",
                               base::format_number(axis.shipped)));
    }
    if (axis.to < axis.shipped * 2 * (1 - kRounding)) {
        node.fail_at("to", "the bounds are narrower than half to twice the shipped value",
                     base::str("to >= ", base::format_number(axis.shipped * 2), ", twice ",
                               base::format_number(axis.shipped)));
    }
    for (const std::string& path : free.along) {
        axis.along.emplace_back(path, model_value(model, path, node));
    }
    return axis;
}

/// Six significant digits: files that people read, and the same number on every machine.
double rounded(double value) {
    return round_significant(value, 6);
}

std::string hash_of(const FitProblem& problem, const std::string& experiments) {
    FitFile file = problem.file;
    file.evaluations = 1;  // more of them go on from fewer
    const std::string text = base::str(program_version(), "\n", fit_spec().dump(file), "\n",
                                       config::to_yaml_text(problem.model_root), "\n", experiments);
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx",
                  static_cast<unsigned long long>(base::hash_name(text)));
    return digits.data();
}

}  // namespace

FitProblem load_fit(const std::string& path, const SearchPaths& paths) {
    const Node root = config::load_file(path);
    config::check_format(root, kFitFormat);
    const fs::path folder = fs::path(path).parent_path();
    FitProblem problem;
    problem.file = fit_spec().read(root);
    problem.model = beside(problem.file.model, folder);
    problem.model_root = shipped_model(problem.model, paths, root.at("model"));
    for (const FreeValue& free : problem.file.free) {
        problem.axes.push_back(make_axis(free, problem.model_root, root.at("free").at(free.path)));
    }
    std::string resolved;
    for (std::size_t i = 0; i < problem.file.experiments.size(); ++i) {
        const std::string& name = problem.file.experiments[i];
        problem.experiments.push_back(make_fit_experiment({.name = name,
                                                           .location = beside(name, folder),
                                                           .model = problem.model,
                                                           .variants = problem.file.variants},
                                                          paths, root.at("experiments").element(i),
                                                          resolved));
    }
    problem.key = hash_of(problem, resolved);
    return problem;
}

std::vector<double> shipped_values(const FitProblem& problem) {
    return values_at(problem, shipped_point(problem));
}

std::vector<double> shipped_point(const FitProblem& problem) {
    std::vector<double> point;
    for (const FreeAxis& axis : problem.axes) {
        point.push_back(std::log(axis.shipped / axis.from) / std::log(axis.to / axis.from));
    }
    return point;
}

std::vector<double> values_at(const FitProblem& problem, const std::vector<double>& point) {
    std::vector<double> values;
    for (std::size_t i = 0; i < point.size(); ++i) {
        const FreeAxis& axis = problem.axes[i];
        values.push_back(rounded(axis.from * std::pow(axis.to / axis.from, point[i])));
    }
    return values;
}

std::vector<config::Assignment> model_assignments(const FitProblem& problem,
                                                  const std::vector<double>& values) {
    std::vector<config::Assignment> assignments;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const FreeAxis& axis = problem.axes[i];
        assignments.push_back({axis.path, base::format_number(values[i])});
        for (const auto& [path, shipped] : axis.along) {
            assignments.push_back(
                {path, base::format_number(rounded(shipped * values[i] / axis.shipped))});
        }
    }
    return assignments;
}

std::string overlay_text(const FitProblem& problem, const std::vector<double>& values) {
    Node root = problem.model_root;
    for (const config::Assignment& assignment : model_assignments(problem, values)) {
        root = config::with_override(root, assignment.path, assignment.value_text);
    }
    std::vector<std::pair<std::string, Node>> entries{
        {"format", problem.model_root.at("format")},
        {"extends", config::make_text(problem.model)},
        {"model", config::make_text(problem.model_root.at("model").scalar_text() + "_fitted")}};
    for (const auto& entry : changed_part(problem.model_root, root).entries()) {
        entries.push_back(entry);
    }
    return config::to_yaml_text(config::make_map(entries));
}

std::vector<std::string> target_names(const FitProblem& problem) {
    std::vector<std::string> names;
    for (const FitExperiment& experiment : problem.experiments) {
        for (const FitTarget& target : experiment.targets) {
            names.push_back(target.name);
        }
    }
    return names;
}

}  // namespace ventral::app
