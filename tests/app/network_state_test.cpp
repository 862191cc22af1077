#include "app/run/network_state.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

using namespace ventral;
using test::close;

namespace {

engine::NetworkDescription network_with_ceiling(engine::Ceiling ceiling, double rate) {
    engine::NetworkDescription network;
    network.populations.resize(2);
    network.populations[0].name = "A.first";
    network.populations[1].name = "A.second";
    network.populations[1].transfer.ceiling = ceiling;
    network.populations[1].transfer.ceiling_rate = rate;
    return network;
}

}  // namespace

TEST_CASE("the largest rate of all cells is told with its population") {
    const auto network = network_with_ceiling(engine::Ceiling::None, 0);
    app::NetworkState state;
    CHECK(app::describe(state).empty());
    app::note_rates(network, "A.first", "Hz", {1, 7, 2}, state);
    app::note_rates(network, "A.second", "Hz", {3}, state);
    app::note_rates(network, "A.first", "Hz", {5}, state);
    app::note_rates(network, "A.second", "Hz", {6}, state);
    CHECK(close(state.peak, 7, 0, 0));
    CHECK(app::describe(state) == "peak 7.0 Hz in A.first");
}

TEST_CASE("a population within 5 % of its ceiling is named once, one below it is not") {
    const auto network = network_with_ceiling(engine::Ceiling::Hard, 100);
    app::NetworkState state;
    app::note_rates(network, "A.second", "Hz", {94}, state);
    CHECK(state.at_ceiling.empty());
    app::note_rates(network, "A.second", "Hz", {96}, state);
    app::note_rates(network, "A.second", "Hz", {97}, state);
    CHECK(app::describe(state) == "peak 97.0 Hz in A.second; at ceiling: A.second");
    // Without a ceiling the same number means nothing.
    app::NetworkState other;
    app::note_rates(network_with_ceiling(engine::Ceiling::None, 100), "A.second", "Hz", {97},
                    other);
    CHECK(other.at_ceiling.empty());
}
