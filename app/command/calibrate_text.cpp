#include "app/command/calibrate_text.h"

#include "app/command/measure_text.h"
#include "app/terminal/table.h"
#include "models/unit_selection.h"
#include "sim/base/text.h"
#include "sim/config/write.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace ventral::app {

namespace {

using config::Node;

const engine::PopulationDescription& population_of(const CalibrationReport& report, std::size_t p) {
    return report.network->populations[static_cast<std::size_t>(
        report.network->find_population(report.outcome.populations[p]))];
}

std::string percent(double share) {
    return format_fixed(100 * share, 1) + " %";
}

/// "means within 1.2 % of the target, SDs within 0.8 %".
std::string distances(const CalibrationReport& report, const std::vector<ChannelMoments>& moments) {
    const auto& targets = report.outcome.targets;
    return base::str("means within ", percent(largest_mean_distance(moments, targets)),
                     " of the target, SDs within ", percent(largest_sd_distance(moments, targets)));
}

std::string channels_table(const CalibrationReport& report, std::size_t p) {
    const CalibrationOutcome& outcome = report.outcome;
    TextGrid table;
    table.columns = {{outcome.populations[p]}, {"mean", true},      {"SD", true},
                     {"calibrated", true},     {"SD", true},        {"kept out", true},
                     {"calibrated", true},     {"threshold", true}, {"gain", true}};
    for (std::size_t c = 0; c < outcome.epochs.front().moments[p].size(); ++c) {
        const ResponseMoments& before = outcome.epochs.front().moments[p][c];
        const ResponseMoments& after = outcome.epochs.back().moments[p][c];
        const engine::ChannelSettings& channels = outcome.epochs.back().channels[p];
        const auto tested = [&](const std::vector<ChannelMoments>& moments) {
            return moments.empty() ? "-" : short_number(moments[p][c].mean());
        };
        table.rows.push_back(
            {models::describe_channel(population_of(report, p), static_cast<int>(c)),
             short_number(before.mean()), short_number(before.sd()), short_number(after.mean()),
             short_number(after.sd()), tested(report.test_before), tested(report.test_after),
             short_number(channels.thresholds[c]), short_number(channels.gains[c])});
    }
    return format_table(table);
}

}  // namespace

std::string calibration_text(const CalibrationReport& report) {
    const CalibrationOutcome& outcome = report.outcome;
    std::string text;
    for (std::size_t p = 0; p < outcome.populations.size(); ++p) {
        text += base::str(channels_table(report, p), "target: mean ",
                          short_number(outcome.targets[p].mean), ", SD ",
                          short_number(outcome.targets[p].sd), "\n\n");
    }
    text += base::str(report.num_stimuli, " stimuli, ", outcome.epochs.size() - 1,
                      " steps: ", distances(report, outcome.epochs.back().moments), "; ",
                      overshoots(outcome, report.options.tolerance), " overshoots\n");
    if (!report.test_after.empty()) {
        text += base::str(report.num_tested,
                          " kept-out stimuli: ", distances(report, report.test_after),
                          "; before calibration ", distances(report, report.test_before), "\n");
    }
    return text;
}

nlohmann::json calibration_json(const CalibrationReport& report) {
    const CalibrationOutcome& outcome = report.outcome;
    nlohmann::json populations = nlohmann::json::array();
    for (std::size_t p = 0; p < outcome.populations.size(); ++p) {
        nlohmann::json channels = nlohmann::json::array();
        for (std::size_t c = 0; c < outcome.epochs.back().moments[p].size(); ++c) {
            nlohmann::json channel{{"mean_before", outcome.epochs.front().moments[p][c].mean()},
                                   {"sd_before", outcome.epochs.front().moments[p][c].sd()},
                                   {"mean", outcome.epochs.back().moments[p][c].mean()},
                                   {"sd", outcome.epochs.back().moments[p][c].sd()},
                                   {"threshold", outcome.epochs.back().channels[p].thresholds[c]},
                                   {"gain", outcome.epochs.back().channels[p].gains[c]}};
            if (!report.test_after.empty()) {
                channel["kept_out_mean_before"] = report.test_before[p][c].mean();
                channel["kept_out_mean"] = report.test_after[p][c].mean();
            }
            channels.push_back(std::move(channel));
        }
        populations.push_back({{"population", outcome.populations[p]},
                               {"target_mean", outcome.targets[p].mean},
                               {"target_sd", outcome.targets[p].sd},
                               {"channels", std::move(channels)}});
    }
    nlohmann::json answer{{"stimuli", report.num_stimuli},
                          {"steps", outcome.epochs.size() - 1},
                          {"overshoots", overshoots(outcome, report.options.tolerance)},
                          {"largest_mean_distance",
                           largest_mean_distance(outcome.epochs.back().moments, outcome.targets)},
                          {"largest_sd_distance",
                           largest_sd_distance(outcome.epochs.back().moments, outcome.targets)},
                          {"populations", std::move(populations)}};
    if (!report.test_after.empty()) {
        answer["kept_out_stimuli"] = report.num_tested;
        answer["kept_out_mean_distance"] =
            largest_mean_distance(report.test_after, outcome.targets);
    }
    return answer;
}

std::string calibrated_model(const CalibrationReport& report, const std::string& base_model) {
    const CalibrationOutcome& outcome = report.outcome;
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, Node>>>> areas;
    const auto numbers = [](const std::vector<double>& values) {
        std::vector<Node> nodes;
        for (const double value : values) {
            nodes.push_back(config::make_number(value));
        }
        return config::make_sequence(nodes);
    };
    for (std::size_t p = 0; p < outcome.populations.size(); ++p) {
        const std::string& name = outcome.populations[p];
        const std::string area = name.substr(0, name.find('.'));
        const engine::ChannelSettings& channels = outcome.epochs.back().channels[p];
        const Node population = config::make_map(
            {{"homeostasis", config::make_map({{"thresholds", numbers(channels.thresholds)},
                                               {"gains", numbers(channels.gains)}})}});
        auto known = std::find_if(areas.begin(), areas.end(),
                                  [&](const auto& each) { return each.first == area; });
        if (known == areas.end()) {
            known = areas.insert(areas.end(), {area, {}});
        }
        known->second.emplace_back(name.substr(area.size() + 1), population);
    }
    std::vector<std::pair<std::string, Node>> entries;
    for (const auto& [area, populations] : areas) {
        entries.emplace_back(area,
                             config::make_map({{"populations", config::make_map(populations)}}));
    }
    const std::string stem = std::filesystem::path(base_model).stem().string();
    return base::str(
        "# Homeostasis of ", base::join(outcome.populations), " by `ventral calibrate` on ",
        report.num_stimuli, " stimuli of ", report.options.on, ":\n# ",
        distances(report, outcome.epochs.back().moments), ".\n",
        config::to_yaml_text(config::make_map({{"format", config::make_text("ventral-model/1")},
                                               {"extends", config::make_text(base_model)},
                                               {"model", config::make_text(stem + "_calibrated")},
                                               {"areas", config::make_map(entries)}})));
}

std::string epochs_csv(const CalibrationReport& report) {
    const CalibrationOutcome& outcome = report.outcome;
    std::string text = "epoch,population,channel,mean,sd,threshold,gain\n";
    for (std::size_t e = 0; e < outcome.epochs.size(); ++e) {
        const Epoch& epoch = outcome.epochs[e];
        for (std::size_t p = 0; p < outcome.populations.size(); ++p) {
            for (std::size_t c = 0; c < epoch.moments[p].size(); ++c) {
                text += base::str(e, ",", outcome.populations[p], ",", c, ",",
                                  base::format_number(epoch.moments[p][c].mean()), ",",
                                  base::format_number(epoch.moments[p][c].sd()), ",",
                                  base::format_number(epoch.channels[p].thresholds[c]), ",",
                                  base::format_number(epoch.channels[p].gains[c]), "\n");
            }
        }
    }
    return text;
}

}  // namespace ventral::app
