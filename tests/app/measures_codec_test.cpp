#include "app/experiment/measures_codec.h"

#include "sim/config/file_path.h"
#include "sim/config/load.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace ventral;

namespace {

std::vector<analysis::Measure> read(const std::string& text) {
    return app::read_measures(config::load_text(text, "test.yaml"));
}

/// The measures as the result file keeps them, read back.
std::vector<analysis::Measure> again(const std::vector<analysis::Measure>& measures) {
    return read(app::measures_text(measures));
}

}  // namespace

TEST_CASE("every procedure comes back from the text in the result file") {
    config::allow_folder("/tmp");
    const std::string text = R"(
orientation: {orientation: {}}
frequency: {spatial_frequency: {}}
size: {size: {}}
contrast: {contrast: {}}
field: {receptive_field: {}}
noise: {sparse_noise: {}}
best: {best_level: {factor: x_deg}}
response: {response: {response: {window_ms: [40, 300], measure: larger}, above_baseline: true}}
index: {index: {of: {side: own}, against: {side: other side, contrast: [0.1, 0.3]}}}
latency: {latency: {of: {side: left}, against: {side: right}, rule: cumulative}}
decay: {decay: {of: {side: left}, against: {side: right}, to_zero: false}}
annulus: {annulus: {with: {shown: both}, centre: {condition: alone}}}
objects: {objects: {places: [above, below], count: 2}}
scatter: {scatter: {x: {shown: one}, y: {shown: two}}}
table: {scatter: {x: {shown: one}, y: {shown: two}, less: {shown: none}, csv: /tmp/points.csv}}
significance: {significance: {factors: [side]}}
sparseness: {sparseness: {}}
overlay: {overlay: {csv: /tmp/psth.csv, scale: fit}}
curve: {overlay: {csv: /tmp/curve.csv, factor: contrast, csv_x: c, csv_y: hz}}
formula: {formula: {expression: latency.latency_ms / 2, unit: ms}}
)";
    const auto measures = read(text);
    REQUIRE(measures.size() == 20);
    const auto back = again(measures);
    REQUIRE(back.size() == 20);
    CHECK(app::measures_text(back) == app::measures_text(measures));
    for (std::size_t i = 0; i < measures.size(); ++i) {
        INFO(measures[i].name);
        CHECK(back[i].name == measures[i].name);
        CHECK(back[i].kind.index() == measures[i].kind.index());
        CHECK(describe(back[i]) == describe(measures[i]));
    }
    const auto& latency = std::get<analysis::LatencyProcedure>(back[9].kind);
    CHECK(std::isinf(latency.window_ms[1]));
    CHECK(latency.rule == analysis::LatencyRule::Cumulative);
    const auto& index = std::get<analysis::IndexProcedure>(back[8].kind);
    CHECK(index.against ==
          analysis::ConditionFilter{{"side", {"other side"}}, {"contrast", {"0.1", "0.3"}}});
    CHECK(std::get<analysis::ScatterProcedure>(back[13].kind).csv.empty());
    CHECK(std::get<analysis::ScatterProcedure>(back[14].kind).csv == "/tmp/points.csv");
    CHECK(std::get<analysis::OverlayProcedure>(back[17].kind).factor.empty());
}

TEST_CASE("targets come back with what they leave open") {
    const auto measures = read(R"(
side:
  at: [owner, edge]
  over: [contrast, polarity]
  where: {contrast: 0.5}
  pool: true
  summary: lower_quartile
  response: {}
  expect:
    - {band: [0, .inf], hard: true}
    - {value: 0.25, spread: "0.20-0.31, SD 9", n: 88, source: "Zhou & al. \"2000\": a band", summary: largest}
    - {variant: no_feedback, relative_to: feedforward, quantity: response}
)");
    const auto back = again(measures);
    REQUIRE(back.size() == 1);
    const analysis::Measure& side = back.front();
    CHECK(side.at == std::vector<std::string>{"owner", "edge"});
    CHECK(side.over == std::vector<std::string>{"contrast", "polarity"});
    CHECK(side.where == analysis::ConditionFilter{{"contrast", {"0.5"}}});
    CHECK(side.pool);
    CHECK(side.summary == analysis::Summary::LowerQuartile);
    REQUIRE(side.expect.size() == 3);
    CHECK(side.expect[0].hard);
    CHECK(side.expect[0].quantity.empty());
    CHECK_FALSE(side.expect[0].value.has_value());
    CHECK_FALSE(side.expect[0].summary.has_value());
    CHECK(std::isinf((*side.expect[0].band)[1]));
    CHECK(*side.expect[1].value == 0.25);
    CHECK(side.expect[1].spread == "0.20-0.31, SD 9");
    CHECK(side.expect[1].n == "88");
    CHECK(side.expect[1].source == "Zhou & al. \"2000\": a band");
    CHECK(*side.expect[1].summary == analysis::Summary::Largest);
    CHECK_FALSE(side.expect[1].band.has_value());
    CHECK(side.expect[2].variant == "no_feedback");
    CHECK(side.expect[2].relative_to == "feedforward");
}

TEST_CASE("no measures are no text") {
    CHECK(app::measures_text({}).empty());
}
