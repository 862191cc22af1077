#include "app/fit/fit_log.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/csv_read.h"

#include <cmath>
#include <filesystem>
#include <limits>
#include <utility>

namespace ventral::app {

namespace {

constexpr std::size_t kLeading = 4;  ///< key, number, instances, phase

std::string number_text(double value) {
    return std::isnan(value) ? "" : base::format_number(value);
}

double read_number(const std::string& text, const std::string& path, int line) {
    if (text.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (const auto number = base::parse_number(text)) {
        return *number;
    }
    throw base::IoError("cannot resume from", path,
                        base::str("line ", line, ": '", text, "' is no number"),
                        "--force begins anew");
}

}  // namespace

FitLog::FitLog(std::string path,
               std::string key,
               const std::vector<std::string>& paths,
               const std::vector<std::string>& targets,
               bool resume,
               bool force)
    : path_(std::move(path)),
      key_(std::move(key)),
      header_{"key", "number", "instances", "phase"},
      num_values_(paths.size()) {
    header_.insert(header_.end(), paths.begin(), paths.end());
    header_.emplace_back("loss");
    for (const std::string& target : targets) {
        header_.push_back(target + " value");
        header_.push_back(target + " loss");
    }
    const bool exists = std::filesystem::exists(path_);
    if (exists && resume) {
        read();
    } else if (exists && !force) {
        throw base::IoError("will not replace", path_, "the file exists",
                            "--resume goes on, --force begins anew");
    }
}

void FitLog::read() {
    const io::CsvText text = io::read_csv(path_);
    bool is_ours = text.header == header_;
    for (const auto& row : text.rows) {
        is_ours = is_ours && row.front() == key_;
    }
    if (!is_ours) {
        throw base::IoError("cannot resume from", path_,
                            "it was written by another calibration: the file of the calibration, "
                            "the model, an experiment or the program has changed",
                            "another --folder, or --force to begin anew");
    }
    for (std::size_t r = 0; r < text.rows.size(); ++r) {
        const auto number = [&](std::size_t column) {
            return read_number(text.rows[r][column], path_, text.lines[r]);
        };
        Evaluation evaluation{text.rows[r][2], text.rows[r][3], {}, 0, {}};
        std::size_t column = kLeading;
        for (std::size_t i = 0; i < num_values_; ++i) {
            evaluation.values.push_back(number(column++));
        }
        evaluation.loss = number(column++);
        for (; column + 1 < header_.size(); column += 2) {
            evaluation.targets.push_back({number(column), number(column + 1)});
        }
        evaluations_.push_back(std::move(evaluation));
    }
}

std::optional<Evaluation> FitLog::find(const std::string& instances,
                                       const std::vector<double>& values) const {
    for (const Evaluation& evaluation : evaluations_) {
        if (evaluation.instances == instances && evaluation.values == values) {
            return evaluation;
        }
    }
    return std::nullopt;
}

io::CsvTable FitLog::table() const {
    io::CsvTable table{header_, {}};
    for (std::size_t i = 0; i < evaluations_.size(); ++i) {
        const Evaluation& evaluation = evaluations_[i];
        std::vector<io::CsvCell> row{key_, base::str(i + 1), evaluation.instances,
                                     evaluation.phase};
        for (const double value : evaluation.values) {
            row.emplace_back(number_text(value));
        }
        row.emplace_back(number_text(evaluation.loss));
        for (const TargetScore& target : evaluation.targets) {
            row.emplace_back(number_text(target.value));
            row.emplace_back(number_text(target.loss));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

void FitLog::add(const Evaluation& evaluation) {
    evaluations_.push_back(evaluation);
    io::write_csv(path_, table(), true);
}

}  // namespace ventral::app
