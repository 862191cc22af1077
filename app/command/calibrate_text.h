#pragma once

/// What `ventral calibrate` writes and prints.

#include "app/calibrate/calibration.h"
#include "app/command/options.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

struct CalibrationReport {
    CalibrateOptions options;
    std::size_t num_stimuli = 0;
    std::size_t num_tested = 0;  ///< 0: no kept-out stimuli
    std::vector<ChannelMoments> test_before{};
    std::vector<ChannelMoments> test_after{};
    CalibrationOutcome outcome{};
    const engine::NetworkDescription* network = nullptr;
};

/// A row for each channel: moments before, after and on kept-out stimuli, threshold and gain.
std::string calibration_text(const CalibrationReport& report);
nlohmann::json calibration_json(const CalibrationReport& report);
/// The derived model file.
std::string calibrated_model(const CalibrationReport& report, const std::string& base_model);
/// Every epoch's moments, thresholds and gains.
std::string epochs_csv(const CalibrationReport& report);

}  // namespace ventral::app
