#include "models/channel_rule.h"
#include "sim/config/load.h"
#include "tests/models/axes.h"
#include "tests/sim/config/fault.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace ventral;
using models::ChannelSpace;
using test::circular_axis;
using test::close;
using test::fault_of;
using test::label_axis;

namespace {

using Weights = std::vector<std::vector<double>>;

/// Weights of rules written as YAML.
Weights weights_of(const ChannelSpace& source, const ChannelSpace& stage, const std::string& yaml) {
    const config::Node node = config::load_text(yaml, "rules.yaml");
    const auto rules = config::map_codec(models::channel_rule_codec()).read(node);
    return models::channel_weights(source, stage, rules, "", node);
}

ChannelSpace orientations(int count = 4) {
    return ChannelSpace({circular_axis("orientation", count, 180)});
}

ChannelSpace borders() {
    return ChannelSpace(
        {circular_axis("orientation", 4, 180), label_axis("side", {"left", "right"})});
}

}  // namespace

TEST_CASE("Without a rule an axis that both sides have is one to one") {
    const Weights w = weights_of(orientations(), orientations(), "{}");
    for (std::size_t m = 0; m < 4; ++m) {
        for (std::size_t n = 0; n < 4; ++n) {
            CHECK(w[m][n] == (m == n ? 1.0 : 0.0));
        }
    }
}

TEST_CASE("An axis that only the target has is copied to every value") {
    const Weights w = weights_of(orientations(), borders(), "{}");
    CHECK(w.size() == 8);
    CHECK(w[4][2] == 1.0);
    CHECK(w[5][2] == 1.0);
    CHECK(w[5][1] == 0.0);
}

TEST_CASE("An axis that only the source has needs a rule, and the message says so") {
    const auto fault = fault_of([] { (void)weights_of(borders(), orientations(), "{}"); });
    CHECK(fault.what == "the source's axis 'side' has no counterpart in the target");
    CHECK(fault.allowed.find("side: sum") != std::string::npos);
}

TEST_CASE("Sums and means reach every target channel") {
    const Weights sum = weights_of(borders(), orientations(), "{side: sum}");
    CHECK(sum[1] == std::vector<double>{0, 0, 1, 1, 0, 0, 0, 0});
    const Weights mean = weights_of(orientations(), ChannelSpace({}), "{orientation: mean}");
    CHECK(mean.size() == 1);
    CHECK(mean[0] == std::vector<double>{0.25, 0.25, 0.25, 0.25});
    const Weights pool = weights_of(orientations(), orientations(), "{orientation: sum}");
    CHECK(pool[3] == std::vector<double>{1, 1, 1, 1});
}

TEST_CASE("Gaussian tuning has unit sum and knows the circle") {
    const Weights w =
        weights_of(orientations(8), orientations(8), "{orientation: {gaussian: {sd_deg: 30}}}");
    CHECK(close(std::accumulate(w[0].begin(), w[0].end(), 0.0), 1.0, 1e-12, 0));
    CHECK(close(w[0][1], w[0][7], 1e-12, 0));
    CHECK(close(w[0][1] / w[0][0], std::exp(-0.5 * 0.75 * 0.75), 1e-12, 0));
}

TEST_CASE("Cross-orientation, swap and matrix pick what they say") {
    const Weights cross =
        weights_of(orientations(), orientations(), "{orientation: {offset: {by_deg: 90}}}");
    CHECK(cross[0] == std::vector<double>{0, 0, 1, 0});
    CHECK(cross[3] == std::vector<double>{0, 1, 0, 0});
    const Weights swap = weights_of(borders(), borders(), "{side: swap}");
    CHECK(swap[0][1] == 1.0);
    CHECK(swap[0][0] == 0.0);
    const ChannelSpace sides({label_axis("side", {"left", "right"})});
    const Weights matrix = weights_of(sides, sides, "{side: {matrix: {rows: [[1, 2], [3, 4]]}}}");
    CHECK(matrix == Weights{{1, 2}, {3, 4}});
}

TEST_CASE("Labels carry signed weights, of the source or of the target that alone has the axis") {
    const ChannelSpace polarity({label_axis("polarity", {"on_centre", "off_centre"})});
    const std::string rule = "{polarity: {weights: {of: {on_centre: 1, off_centre: -1}}}}";
    CHECK(weights_of(polarity, orientations(), rule)[2] == std::vector<double>{1, -1});
    CHECK(weights_of(ChannelSpace({}), polarity, rule) == Weights{{1}, {-1}});
}

TEST_CASE("A direction is taken from the figure side of a border") {
    const ChannelSpace directions({circular_axis("direction", 8, 360)});
    const Weights w =
        weights_of(borders(), directions,
                   "{direction: {from: {attribute: figure_direction, offset_deg: 180}}}");
    // A vertical border owned on its left (figure at 180) lies in direction 0 from the figure.
    CHECK(w[0] == std::vector<double>{0, 0, 0, 0, 1, 0, 0, 0});
    CHECK(w[4] == std::vector<double>{0, 0, 0, 0, 0, 1, 0, 0});
    for (const auto& row : w) {
        CHECK(std::accumulate(row.begin(), row.end(), 0.0) == 1.0);
    }
}

TEST_CASE("Labels of the target pick values of the source, and cosines steer") {
    const ChannelSpace phases({circular_axis("phase", 4, 360)});
    const ChannelSpace light({label_axis("light_side", {"left", "right"})});
    CHECK(weights_of(phases, light,
                     "{light_side: {pick: {from: phase, values: {left: 270, right: 90}}}}") ==
          Weights{{0, 0, 0, 1}, {0, 1, 0, 0}});
    engine::ChannelAxis gradient{"gradient", "deg", {0, 90}, {}, 360};
    const Weights w = weights_of(ChannelSpace({gradient}), orientations(),
                                 "{gradient: {cosine: {attribute: orientation, offset_deg: 90}}}");
    CHECK(close(w[0][0], 0.0, 0, 1e-12));
    CHECK(close(w[0][1], 1.0, 1e-12, 0));
    CHECK(close(w[1][0], -std::sqrt(0.5), 1e-12, 0));
    CHECK(close(w[2][0], -1.0, 1e-12, 0));
}

TEST_CASE("Rules about axes, attributes and labels that do not exist name the nearest") {
    const auto axis =
        fault_of([] { (void)weights_of(orientations(), orientations(), "{orientaton: sum}"); });
    CHECK(axis.what == "the channels of the source have no 'orientaton'");
    CHECK(axis.hint == "did you mean 'orientation'?");
    CHECK(axis.key_path == "orientaton");
    const auto attribute = fault_of([] {
        (void)weights_of(borders(), ChannelSpace({circular_axis("direction", 8, 360)}),
                         "{direction: {from: {attribute: figure_directon}}}");
    });
    CHECK(attribute.hint == "did you mean 'figure_direction'?");
    const auto label = fault_of(
        [] { (void)weights_of(borders(), orientations(), "{side: {weights: {of: {lef: 1}}}}"); });
    CHECK(label.what == "axis 'side' has no label 'lef'");
    CHECK(label.allowed == "left, right");
    const auto rule = fault_of([] { (void)weights_of(borders(), borders(), "{side: swop}"); });
    CHECK(rule.hint == "did you mean 'swap'?");
}
