#include "analysis/measures/evaluate.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/allowed_folder.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace ventral;
using test::holds;

namespace {

std::string fault_of(const std::string& yaml) {
    return test::message_of<base::ConfigError>(
        [&] { analysis::check_measures(test::measures_of(yaml), test::measured_layout()); });
}

}  // namespace

TEST_CASE("measures of what is recorded and shown pass") {
    CHECK(fault_of(R"(
rate: {response: {}}
side: {at: owner, where: {contrast: [0.2, 0.8]}, index: {of: {side: own}, against: {side: other}}, over: contrast}
left: {at: owner/side=left, latency: {of: {condition: left/0.8}, rule: half_peak}}
pooled: {at: owner, where: {side: own}, response: {}, pool: true}
sites: {at: owner, scatter: {x: {site: owner/side=left}, y: {site: owner/side=right}}, pool: true}
best: {best_level: {factor: contrast}}
lag: {formula: {expression: left.latency_ms - side.index}})") == "no error");
}

TEST_CASE("an unknown site, factor, level or condition is refused before anything is run") {
    const std::string site = fault_of("m: {at: owners, response: {}}");
    CHECK(holds(site, "no recorded site has this name"));
    CHECK(holds(site, "measure.m.at"));
    CHECK(holds(site, "did you mean 'owner'?"));
    const std::string over = fault_of("m: {response: {}, over: contrsat}");
    CHECK(holds(over, "no factor has this name"));
    CHECK(holds(over, "measure.m.over"));
    CHECK(holds(over, "did you mean 'contrast'?"));
    CHECK(holds(fault_of("m: {response: {}, over: site}"), "no factor has this name"));
    CHECK(holds(fault_of("m: {pool: true, where: {site: edge}, response: {}}"),
                "no factor has this name"));
    const std::string where = fault_of("m: {where: {side: middle}, response: {}}");
    CHECK(holds(where, "no condition has this level of side"));
    CHECK(holds(where, "measure.m.where"));
    CHECK(holds(where, "left, right"));
    CHECK(holds(fault_of("m: {latency: {of: {contrast: 0.3}}}"), "0.2, 0.8"));
    CHECK(
        holds(fault_of("m: {latency: {of: {condition: left/8.0}}}"), "no condition has this name"));
    CHECK(holds(fault_of("m: {annulus: {with: {side: left}, centre: {sides: left}, "
                         "factor: contrast}}"),
                "no factor has this name"));
    CHECK(holds(fault_of("m: {scatter: {x: {side: left}, y: {side: right}, less: {side: up}}}"),
                "no condition has this level of side"));
}

TEST_CASE("a factor that a procedure needs must be there, with numbers where it needs numbers") {
    CHECK(holds(fault_of("m: {size: {}}"), "the procedure needs a factor of this name"));
    CHECK(holds(fault_of("m: {best_level: {factor: side}}"),
                "the procedure needs a factor of numbers"));
    CHECK(holds(fault_of("m: {significance: {factors: [side, polarity]}}"),
                "the procedure needs a factor of this name"));
    CHECK(holds(fault_of("m: {objects: {places: [above, below]}}"),
                "the procedure needs a factor of this name"));
}

TEST_CASE("own and other need units with a preference, and units of their own") {
    const std::string index = "index: {of: {side: own}, against: {side: other}}";
    const std::string all = fault_of("m: {" + index + "}");  // the edge prefers no side
    CHECK(holds(all, "the units have no preference of their own on this axis"));
    CHECK(holds(
        fault_of("m: {at: owner, index: {of: {side: own orientation}, against: {side: other}}}"),
        "orientation"));
    CHECK(holds(fault_of("m: {at: owner, pool: true, " + index + "}"),
                "units that are pooled have no preference in common"));
}

TEST_CASE("a formula may use the quantities of measures before it") {
    const std::string late = fault_of(
        "m: {formula: {expression: rate.response}}\n"
        "rate: {response: {}}");
    CHECK(holds(late, "no measure before this one gives this quantity"));
    const std::string quantity = fault_of(
        "rate: {response: {}}\n"
        "m: {formula: {expression: 2 * rate.respnse}}");
    CHECK(holds(quantity, "measure.m.formula.expression"));
    CHECK(holds(quantity, "did you mean 'rate.response'?"));
}

TEST_CASE("a laboratory's table is read before anything is run") {
    const test::AllowedFolder folder;
    const std::string path = folder.file("psth.csv");
    CHECK(holds(test::message_of([&] {
                    analysis::check_measures(test::measures_of("m: {overlay: {csv: " + path + "}}"),
                                             test::measured_layout());
                }),
                "psth.csv"));
    std::ofstream(path) << "time_ms,spikes\n0,1\n";
    CHECK(holds(fault_of("m: {overlay: {csv: " + path + "}}"), "the table has no such column"));
    CHECK(fault_of("m: {overlay: {csv: " + path + ", csv_y: spikes}}") == "no error");
}

TEST_CASE("targets that cannot be judged are refused where they stand") {
    const auto fault = [](const std::string& target) {
        return test::message_of(
            [&] { test::measures_of("m:\n  response: {}\n  expect: [{" + target + "}]\n"); });
    };
    CHECK(holds(fault("quantity: rate"), "test.yaml:3:"));
    CHECK(holds(fault("quantity: rate"), "the measure has no such quantity"));
    CHECK(holds(fault("band: [2, 1]"), "the band is empty"));
    CHECK(holds(fault("hard: true"), "a hard target needs a band"));
    CHECK(fault("band: [0, .inf], hard: true") == "no error");
    CHECK(holds(test::message_of([] {
                    test::measures_of("m: {latency: {of: {side: left}, rule: divergence}}");
                }),
                "this rule holds two conditions against each other"));
}

TEST_CASE("pooled units with different times are refused, and the views are named") {
    const auto fault = [](double shift_s) {
        io::ResultLayout layout = test::measured_layout();
        for (double& time : layout.views[1].time.values) {
            time += shift_s;
        }
        return test::message_of<base::ConfigError>([&] {
            analysis::check_measures(test::measures_of("m: {pool: true, response: {}}"), layout);
        });
    };
    CHECK(fault(0) == "no error");
    CHECK(holds(fault(0.001), "must be recorded at the same times"));
    CHECK(holds(fault(0.001), "measure.m.pool"));
    CHECK(holds(fault(0.001), "V2.cells/site and V1.cells/site"));
}
