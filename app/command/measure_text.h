#pragma once

/// Measured tables on stdout.

#include "analysis/measures/evaluate.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace ventral::app {

/// One line per quantity with its value and interval under every variant, and the published value,
/// band and verdict of every target; estimators below.
std::string measure_text(const analysis::MeasureTable& table);

/// All rows with all their fields.
nlohmann::json measure_json(const analysis::MeasureTable& table);

/// The parts of a line. A number has three significant digits; "-" stands for no value.
std::string short_number(double value);
std::string value_text(const analysis::MeasureRow& row);
std::string published_text(const analysis::Target& target);
std::string band_text(const analysis::MeasureRow& row);

/// Hard targets: how many there are, and how many are in their bands.
struct HardTargets {
    std::size_t count = 0;
    std::size_t passed = 0;
};
HardTargets count_hard(const analysis::MeasureTable& table);

}  // namespace ventral::app
