#include "sim/engine/shown_fields.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <cstddef>

namespace ventral::engine {
namespace {

void check_count(const PopulationDescription& d, std::size_t given, const char* what) {
    if (given != static_cast<std::size_t>(d.num_channels())) {
        throw base::ConfigError({.what = base::str(what, " for each channel"),
                                 .key_path = "populations." + d.name,
                                 .got = base::str(given, " for ", d.num_channels(), " channels"),
                                 .allowed = base::str(d.num_channels())});
    }
}

/// The display is seen as it is; attention may differ between channels.
std::vector<double> channel_factors(const PopulationDescription& d, const TrialInput& input) {
    const auto count = static_cast<std::size_t>(d.num_channels());
    const auto found = input.attention_channels.find(d.name);
    if (d.input == ExternalInput::Display || found == input.attention_channels.end()) {
        return std::vector<double>(count, d.axes.empty() ? 1.0 : 0.0);
    }
    check_count(d, found->second.size(), "attention needs one factor");
    return found->second;
}

std::vector<ShownField> feature_fields(const PopulationDescription& d, const TrialInput& input) {
    std::vector<const base::VisualInput*> channels(static_cast<std::size_t>(d.num_channels()));
    const auto found = input.features.find(d.name);
    if (found != input.features.end()) {
        check_count(d, found->second.size(), "features need one field");
        channels = found->second;
    }
    std::vector<ShownField> fields;
    for (std::size_t c = 0; c < channels.size(); ++c) {
        fields.push_back({channels[c], static_cast<int>(c), {1.0}});
    }
    return fields;
}

}  // namespace

std::vector<ShownField> shown_fields(const PopulationDescription& population,
                                     const TrialInput& input) {
    switch (population.input) {
        case ExternalInput::None:
            return {};
        case ExternalInput::Display:
            return {{input.display, 0, channel_factors(population, input)}};
        case ExternalInput::Attention:
            return {{input.attention, 0, channel_factors(population, input)}};
        case ExternalInput::Features:
            return feature_fields(population, input);
    }
    return {};
}

}  // namespace ventral::engine
