#include "app/run/network_state.h"

#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::app {

namespace {

constexpr double kNearCeiling = 0.95;

}  // namespace

void note_recorded(const engine::NetworkDescription& network,
                   const std::vector<engine::RecordedView>& views,
                   NetworkState& state) {
    for (const engine::RecordedView& view : views) {
        const base::LabelledArray& rates = view.variables.front();
        if (rates.values.empty()) {
            continue;
        }
        const auto peak =
            static_cast<double>(*std::max_element(rates.values.begin(), rates.values.end()));
        if (state.population.empty() || peak > state.peak) {
            state.peak = peak;
            state.population = view.population;
            state.unit = rates.unit;
        }
        const int index = network.find_population(view.population);
        const engine::TransferFunction& transfer =
            network.populations[static_cast<std::size_t>(index)].transfer;
        const bool is_near = transfer.ceiling != engine::Ceiling::None &&
                             peak >= kNearCeiling * transfer.ceiling_rate;
        const auto known =
            std::find(state.at_ceiling.begin(), state.at_ceiling.end(), view.population);
        if (is_near && known == state.at_ceiling.end()) {
            state.at_ceiling.push_back(view.population);
        }
    }
}

std::string describe(const NetworkState& state) {
    if (state.population.empty()) {
        return "";
    }
    return base::str(
        "peak ", format_fixed(state.peak, 1), " ", state.unit == "1" ? "" : state.unit + " ", "in ",
        state.population,
        state.at_ceiling.empty() ? "" : "; at ceiling: ", base::join(state.at_ceiling));
}

}  // namespace ventral::app
