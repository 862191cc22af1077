#pragma once

/// What a result file says of its own run: the network, the variants and what was shown, rebuilt
/// from the resolved texts in its provenance. No experiment or model file is needed.

#include "sim/engine/network_description.h"
#include "sim/engine/variant.h"
#include "sim/io/result_layout.h"
#include "stimuli/display.h"
#include "stimuli/display_input.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// What a condition shows, and where.
struct RecordedDisplay {
    stimuli::Display display;
    stimuli::Placement placement;
};

struct RecordedRun {
    std::string cites;
    std::string model;
    std::optional<engine::NetworkDescription> network;
    std::vector<engine::Variant> variants;  ///< empty without a network
    std::uint64_t seed = 1;                 ///< of random displays, those of the first trial
    std::string network_fault;              ///< why the network cannot be drawn
};

/// The network and the variants. What cannot be read leaves its reason, never an error: a report
/// without a diagram is still a report.
RecordedRun read_recorded_run(const io::ResultLayout& layout);

/// What the named conditions show, in their order; a picture file that is gone is a
/// base::ConfigError.
std::vector<RecordedDisplay> read_displays(const io::ResultLayout& layout,
                                           const engine::NetworkDescription& network,
                                           const std::vector<std::string>& conditions);

}  // namespace ventral::app
