#include "app/run/silent_populations.h"
#include "tests/support/network_builder.h"

#include <doctest/doctest.h>

using namespace ventral;

namespace {

/// Attention (0) lifts what spreads (2) by its gain; a bounded population (1), driven by the
/// display (4), drives that.
engine::NetworkDescription spreading(double threshold) {
    engine::NetworkDescription network;
    network.populations = {test::make_input("attention", {}, engine::ExternalInput::Attention),
                           test::make_algebraic("presence"), test::make_population("trace", 20),
                           test::make_population("scaled", 10), test::make_input("display")};
    for (const std::size_t p : {1U, 2U}) {
        network.populations[p].transfer = {.kind = engine::TransferKind::RectifiedLinear,
                                           .ceiling = engine::Ceiling::Hard,
                                           .ceiling_rate = 1};
    }
    network.populations[2].threshold = threshold;
    network.projections = {test::make_projection("attention -> trace", 0, 2, 4),
                           test::make_projection("presence -> trace", 1, 2, 1),
                           test::make_projection("trace -> trace", 2, 2, 4),
                           test::make_projection("trace -> scaled", 2, 3, 0.1),
                           test::make_projection("display -> presence", 4, 1, 1)};
    network.projections[0].port.kind = engine::PortKind::Gain;
    network.projections[2].port.kind = engine::PortKind::Gain;
    return network;
}

}  // namespace

TEST_CASE("what only attention can lift over its threshold is silent without it") {
    const std::vector<bool> unattended{true, false, false, false, false};
    const std::vector<bool> found = app::find_silent(spreading(1.5), unattended);
    CHECK(found[2]);
    CHECK_FALSE(app::find_silent(spreading(0.9), unattended)[2]);  // presence alone lifts it
    CHECK_FALSE(app::find_silent(spreading(1.5), {false, false, false, false, false})[2]);
}

TEST_CASE("what is not bounded, or not rectified, is not taken for silent") {
    const std::vector<bool> unattended{true, false, false, false, false};
    engine::NetworkDescription open = spreading(1.5);
    open.populations[1].transfer.ceiling = engine::Ceiling::None;
    CHECK_FALSE(app::find_silent(open, unattended)[2]);
    open.projections.pop_back();  // nothing drives it: it is silent itself
    CHECK(app::find_silent(open, unattended)[2]);
    engine::NetworkDescription linear = spreading(1.5);
    linear.populations[2].transfer.kind = engine::TransferKind::Linear;
    CHECK_FALSE(app::find_silent(linear, unattended)[2]);
    engine::NetworkDescription noisy = spreading(1.5);
    noisy.populations[2].noise = engine::Noise{10, 1};
    CHECK_FALSE(app::find_silent(noisy, unattended)[2]);
}
