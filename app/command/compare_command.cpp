#include "analysis/comparison_output.h"
#include "analysis/file_comparison.h"
#include "analysis/variant_comparison.h"
#include "app/command/commands.h"
#include "app/command/comparison_report.h"
#include "app/command/shared.h"
#include "app/terminal/number_text.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <filesystem>

namespace ventral::app {

namespace {

using analysis::Divergence;
using analysis::FileComparison;
using analysis::FileDifference;
using analysis::VariantComparison;

std::string percent(double share) {
    return format_fixed(100 * share, 0) + " %";
}

/// "before 52 ms", "all the time", "never", or spans.
std::string agreement_text(const Divergence& divergence) {
    if (divergence.agreement.empty()) {
        return "never";
    }
    const analysis::TimeSpan& first = divergence.agreement.front();
    if (divergence.agreement.size() == 1 && first.end_ms >= divergence.times_ms.back()) {
        return first.begin_ms <= divergence.times_ms.front() ? "always" : "late";
    }
    std::vector<std::string> spans;
    for (const analysis::TimeSpan& span : divergence.agreement) {
        if (spans.size() == 3) {
            spans.emplace_back("...");
            break;
        }
        spans.push_back(
            base::str(format_fixed(span.begin_ms, 0), " to ", format_fixed(span.end_ms, 0)));
    }
    return base::join(spans) + " ms";
}

std::string variant_table(const std::vector<VariantComparison>& comparisons) {
    TextGrid table;
    table.columns = {{"view"},
                     {"variant"},
                     {"onset (ms)", true},
                     {"largest", true},
                     {"at (ms)", true},
                     {"last 100 ms", true},
                     {"at rest", true},
                     {"criterion", true},
                     {"unit"},
                     {"units that agree", true},
                     {"agree in time"}};
    std::string previous;
    for (const VariantComparison& row : comparisons) {
        const std::string name = row.view.short_name();
        const Divergence& d = row.divergence;
        if (name != previous && !previous.empty()) {
            table.rows.emplace_back();
        }
        table.rows.push_back({name == previous ? "" : name, row.variant,
                              format_fixed(d.onset_ms, 1), format_fixed(d.peak_size, 4),
                              format_fixed(d.peak_time_ms, 0), format_fixed(d.sustained_size, 4),
                              format_fixed(d.resting_difference, 4), format_fixed(d.criterion, 4),
                              row.view.variables.front().unit, percent(d.agreeing_units),
                              agreement_text(d)});
        previous = name;
    }
    return format_table(table);
}

/// Size of the divergence at round times, for the eye.
std::string size_table(const std::vector<VariantComparison>& comparisons) {
    constexpr std::array<double, 8> kTimes{25, 50, 75, 100, 150, 200, 300, 400};
    TextGrid table;
    table.columns = {{"size at (ms)"}, {"variant"}};
    for (const double time : kTimes) {
        table.columns.push_back({format_fixed(time, 0), true});
    }
    for (const VariantComparison& row : comparisons) {
        std::vector<std::string> fields{row.view.short_name(), row.variant};
        for (const double time : kTimes) {
            const auto& times = row.divergence.times_ms;
            const auto at = std::lower_bound(times.begin(), times.end(), time - 1e-6);
            fields.push_back(
                at == times.end()
                    ? "-"
                    : format_fixed(
                          row.divergence.size[static_cast<std::size_t>(at - times.begin())], 3));
        }
        table.rows.push_back(std::move(fields));
    }
    return format_table(table);
}

nlohmann::json variant_json(const std::vector<VariantComparison>& comparisons) {
    nlohmann::json rows = nlohmann::json::array();
    for (const VariantComparison& row : comparisons) {
        const Divergence& d = row.divergence;
        nlohmann::json agreement = nlohmann::json::array();
        for (const analysis::TimeSpan& span : d.agreement) {
            agreement.push_back({span.begin_ms, span.end_ms});
        }
        rows.push_back({{"view", row.view.short_name()},
                        {"area", row.view.area},
                        {"variant", row.variant},
                        {"reference", row.reference},
                        {"unit", row.view.variables.front().unit},
                        {"onset_ms", json_number(d.onset_ms)},
                        {"peak_size", json_number(d.peak_size)},
                        {"peak_time_ms", json_number(d.peak_time_ms)},
                        {"sustained_size", json_number(d.sustained_size)},
                        {"resting_difference", json_number(d.resting_difference)},
                        {"criterion", json_number(d.criterion)},
                        {"agreeing_units", json_number(d.agreeing_units)},
                        {"agreement_ms", agreement},
                        {"times_ms", d.times_ms},
                        {"size", d.size}});
    }
    return rows;
}

/// "report: PATH", or nothing.
std::string report_line(const std::string& report) {
    return report.empty() ? "" : "report: " + std::filesystem::absolute(report).string() + "\n";
}

void add_report(const std::string& report, nlohmann::json& result) {
    if (!report.empty()) {
        result["report"] = std::filesystem::absolute(report).string();
    }
}

base::ExitCode compare_one(const CommonOptions& common,
                           const CompareOptions& options,
                           const std::string& output,
                           const std::string& report) {
    const io::ResultFile file(options.files.front());
    analysis::DivergenceCriterion criterion;
    criterion.fraction = options.criterion;
    const std::string reference =
        options.reference.empty() ? analysis::default_reference(file.layout()) : options.reference;
    const auto comparisons = analysis::compare_variants(file, reference, criterion);
    analysis::write_comparisons(output, comparisons, criterion,
                                std::filesystem::path(file.path()).filename().string(),
                                common.force);
    if (!report.empty()) {
        write_comparison_report(file, comparisons, analysis::describe(criterion), report,
                                common.force);
    }
    const std::string path = std::filesystem::absolute(output).string();
    if (common.json) {
        nlohmann::json result{{"file", file.path()},
                              {"reference", reference},
                              {"criterion", analysis::describe(criterion)},
                              {"output", path},
                              {"rows", variant_json(comparisons)}};
        add_report(report, result);
        print_json(result);
    } else {
        print(base::str(file.layout().title, file.complete() ? "" : " (not complete)",
                        "\ndivergence from ", reference, "; it begins at ",
                        analysis::describe(criterion), "\n\n", variant_table(comparisons), "\n",
                        size_table(comparisons), "\nwrote: ", path, "\n", report_line(report)));
    }
    return base::ExitCode::Good;
}

std::string file_table(const FileComparison& comparison) {
    TextGrid table;
    table.columns = {{"view"},           {"variant"},         {"largest difference", true},
                     {"relative", true}, {"from (ms)", true}, {"where"},
                     {"verdict"}};
    for (const FileDifference& row : comparison.differences) {
        table.rows.push_back({row.view, row.variant, format_scientific(row.largest, 2),
                              format_scientific(row.relative, 2),
                              format_fixed(row.first_time_ms, 1), row.where,
                              row.agrees ? "agrees" : "differs"});
    }
    return format_table(table);
}

base::ExitCode compare_two(const CommonOptions& common,
                           const CompareOptions& options,
                           const std::string& output,
                           const std::string& report) {
    const io::ResultFile a(options.files[0]);
    const io::ResultFile b(options.files[1]);
    const FileComparison comparison = analysis::compare_files(a, b, options.tolerance);
    analysis::write_comparisons(output, comparison, common.force);
    if (!report.empty()) {
        write_comparison_report(a, b, comparison, report, common.force);
    }
    const std::string path = std::filesystem::absolute(output).string();
    const std::string verdict = comparison.agrees() ? "the files agree" : "the files differ";
    if (common.json) {
        nlohmann::json rows = nlohmann::json::array();
        for (const FileDifference& row : comparison.differences) {
            rows.push_back({{"view", row.view},
                            {"variant", row.variant},
                            {"largest", json_number(row.largest)},
                            {"relative", json_number(row.relative)},
                            {"first_time_ms", json_number(row.first_time_ms)},
                            {"where", row.where},
                            {"agrees", row.agrees}});
        }
        nlohmann::json result{{"files", options.files},
                              {"tolerance", options.tolerance},
                              {"agrees", comparison.agrees()},
                              {"unmatched", comparison.unmatched},
                              {"output", path},
                              {"rows", rows}};
        add_report(report, result);
        print_json(result);
    } else {
        std::string unmatched;
        for (const std::string& line : comparison.unmatched) {
            unmatched += line + "\n";
        }
        print(base::str(file_table(comparison), unmatched.empty() ? "" : "\n", unmatched, "\n",
                        verdict, " (tolerance ", base::format_number(options.tolerance),
                        " of the largest value)\nwrote: ", path, "\n", report_line(report)));
    }
    return comparison.agrees() ? base::ExitCode::Good : base::ExitCode::Differs;
}

}  // namespace

base::ExitCode compare_command(const CommonOptions& common,
                               const CompareOptions& options,
                               Talk& talk) {
    const std::string output =
        common.output.empty() ? with_suffix(options.files.front(), ".compare.h5") : common.output;
    io::check_writable(output, common.force);
    const std::string report = options.no_report ? "" : with_suffix(output, ".html");
    if (!report.empty()) {
        io::check_writable(report, common.force);
    }
    talk.detail("comparing " + base::join(options.files, " with "));
    return options.files.size() == 1 ? compare_one(common, options, output, report)
                                     : compare_two(common, options, output, report);
}

}  // namespace ventral::app
