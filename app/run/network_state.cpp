#include "app/run/network_state.h"

#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::app {

namespace {

constexpr double kNearCeiling = 0.95;

}  // namespace

void note_rates(const engine::NetworkDescription& network,
                const std::string& population,
                const std::string& unit,
                const std::vector<float>& rates,
                NetworkState& state) {
    if (rates.empty()) {
        return;
    }
    const auto peak = static_cast<double>(*std::max_element(rates.begin(), rates.end()));
    if (state.population.empty() || peak > state.peak) {
        state.peak = peak;
        state.population = population;
        state.unit = unit;
    }
    const int index = network.find_population(population);
    const engine::TransferFunction& transfer =
        network.populations[static_cast<std::size_t>(index)].transfer;
    const bool is_near =
        transfer.ceiling != engine::Ceiling::None && peak >= kNearCeiling * transfer.ceiling_rate;
    const auto known = std::find(state.at_ceiling.begin(), state.at_ceiling.end(), population);
    if (is_near && known == state.at_ceiling.end()) {
        state.at_ceiling.push_back(population);
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

void RecordedNetwork::note(std::size_t view,
                           std::size_t variable,
                           const std::vector<float>& values) {
    if (variable != 0) {
        return;
    }
    const io::View& shown = layout_.views[view];
    const std::lock_guard<std::mutex> lock(mutex_);
    note_rates(network_, base::str(shown.area, ".", shown.population), shown.variables.front().unit,
               values, state_);
}

std::string RecordedNetwork::describe() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return app::describe(state_);
}

}  // namespace ventral::app
