#pragma once

/// One trial of an experiment, computed as far as it is asked for: for notebooks and live displays.

#include "app/run/runner.h"
#include "sim/engine/recording.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ventral::app {

class Stepper {
public:
    /// @param condition label; empty: the first. @param variant name; empty: the first. Others
    /// throw base::ConfigError.
    Stepper(PreparedRun run,
            const std::string& condition,
            const std::string& variant,
            std::size_t trial = 0);
    /// Ends the trial where it stands.
    ~Stepper();
    Stepper(const Stepper&) = delete;
    Stepper& operator=(const Stepper&) = delete;

    double begin_ms() const;  ///< of the recording
    double end_ms() const;    ///< of the recording
    /// Where it stands: what is recorded up to here was given out.
    double time_ms() const;

    /// Computes on until this time (ms from stimulus onset, included) and gives what was recorded
    /// since the last call, with the time axes that belong to it. Throws base::NumericsError.
    std::vector<engine::RecordedView> advance_to(double until_ms);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ventral::app
