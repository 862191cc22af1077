#include "app/fit/fit_file.h"
#include "app/fit/fit_log.h"
#include "app/fit/loss.h"
#include "app/fit/model_value.h"
#include "sim/base/errors.h"
#include "sim/config/override.h"
#include "tests/support/close.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <optional>

using namespace ventral;
using test::close;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double loss(std::array<double, 2> band, double value, std::optional<double> published = {}) {
    analysis::Target target;
    target.band = band;
    target.value = published;
    return app::target_loss(target, value);
}

const char* const kModel =
    "areas: {V1: {populations: {e: {tau_ms: 10, name: x}}}}\n"
    "projections: {a: {weight: 2, delay_ms: 0, weights: [1, 3]}, b: {weight: 1}}\n";

std::string fault_of(const std::string& path) {
    const config::Node model = config::load_text(kModel, "model.yaml");
    const config::Node written = config::load_text("free: {here: {}}", "fit.yaml");
    try {
        app::model_value(model, path, written.at("free").at("here"));
    } catch (const base::ConfigError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("The loss is squared within the band, linear outside and cut at 4") {
    CHECK(close(loss({2, 4}, 3), 0, 0, 0));
    CHECK(close(loss({2, 4}, 3.5), 0.25, 1e-12, 0));
    CHECK(close(loss({2, 4}, 2), 1, 1e-12, 0));
    CHECK(close(loss({2, 4}, 5), 2, 1e-12, 0));
    CHECK(close(loss({2, 4}, 50), 4, 0, 0));
    CHECK(close(loss({2, 4}, kNone), 4, 0, 0));
    CHECK(close(loss({2, 4}, kInfinity), 4, 0, 0));
    // The published value is no part of a band with two ends.
    CHECK(close(loss({2, 4}, 3, 2.5), 0, 0, 0));
    CHECK(close(app::target_loss({}, 3), 0, 0, 0));
}

TEST_CASE("A band that is open on one side costs nothing towards it") {
    CHECK(close(loss({10, kInfinity}, 10, 20), 1, 1e-12, 0));
    CHECK(close(loss({10, kInfinity}, 15, 20), 0.25, 1e-12, 0));
    CHECK(close(loss({10, kInfinity}, 0, 20), 2, 1e-12, 0));
    CHECK(close(loss({10, kInfinity}, 1000, 20), 0, 0, 0));
    CHECK(close(loss({0.5, kInfinity}, 0.75), 0.25, 1e-12, 0));
    CHECK(close(loss({0, kInfinity}, -1), 2, 1e-12, 0));
    CHECK(close(loss({-kInfinity, 0.4}, 0.4, 0.2), 1, 1e-12, 0));
    CHECK(close(loss({-kInfinity, 0.4}, 0.6, 0.2), 2, 1e-12, 0));
    CHECK(close(loss({-kInfinity, 0.4}, -5, 0.2), 0, 0, 0));
    CHECK(close(loss({-kInfinity, kInfinity}, -5), 0, 0, 0));
}

TEST_CASE(
    "Values are found by their paths, and what cannot be searched is told where it is named") {
    const config::Node model = config::load_text(kModel, "model.yaml");
    const config::Node written = config::load_text("free: {here: {}}", "fit.yaml");
    const config::Node here = written.at("free").at("here");
    CHECK(close(app::model_value(model, "projections.a.weight", here), 2, 0, 0));
    CHECK(close(app::model_value(model, "projections.a.weights.1", here), 3, 0, 0));
    for (const char* path : {"projections.a.delay_ms", "areas.V1.populations.e.name",
                             "projections.a", "projections.b.delay_ms", "projections.aa.weight"}) {
        CAPTURE(path);
        CHECK(fault_of(path).find("fit.yaml:1:") != std::string::npos);
    }
    CHECK(fault_of("projections.a.delay_ms").find("is 0 in the model file") != std::string::npos);
    CHECK(fault_of("projections.b.delay_ms").find("writes no value") != std::string::npos);
}

TEST_CASE("The part of a file that changed, laid over it, gives the changed file") {
    const config::Node before = config::load_text(kModel, "model.yaml");
    const config::Node after = config::with_override(
        config::with_override(before, "projections.a.weight", "5"), "projections.a.weights.0", "7");
    const config::Node part = app::changed_part(before, after);
    CHECK(part == config::load_text("projections: {a: {weight: 5, weights: [7, 3]}}", ""));
    CHECK(config::merge(before, part) == after);
    CHECK(app::changed_part(before, before).size() == 0);
}

TEST_CASE("The log gives back the same numbers, and refuses another calibration's") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("evaluations.csv");
    const std::vector<std::string> paths{"a.weight"};
    const std::vector<std::string> targets{"one, recurrent", "two"};
    {
        app::FitLog log(path, "key", paths, targets, false, false);
        log.add({"calibration", "start", {0.1}, 1.0 / 3, {{kNone, 4}, {0.7, 1e-17}}});
    }
    app::FitLog log(path, "key", paths, targets, true, false);
    CHECK(log.size() == 1);
    CHECK(!log.find("kept_out", {0.1}));
    CHECK(!log.find("calibration", {0.2}));
    const auto found = log.find("calibration", {0.1});
    REQUIRE(found);
    CHECK(found->loss == 1.0 / 3);
    CHECK(found->phase == "start");
    CHECK(std::isnan(found->targets.at(0).value));
    CHECK(found->targets.at(1).loss == 1e-17);
    CHECK_THROWS_WITH_AS(app::FitLog(path, "other", paths, targets, true, false),
                         doctest::Contains("another calibration"), base::IoError);
    CHECK_THROWS_WITH_AS(app::FitLog(path, "key", {"b.weight"}, targets, true, false),
                         doctest::Contains("another calibration"), base::IoError);
    CHECK_THROWS_WITH_AS(app::FitLog(path, "key", paths, targets, false, false),
                         doctest::Contains("--resume"), base::IoError);
    CHECK(app::FitLog(path, "other", paths, targets, false, true).size() == 0);
}
