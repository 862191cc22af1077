#include "app/run/locate_fault.h"
#include "sim/config/load.h"

#include <doctest/doctest.h>

using namespace ventral;

namespace {

const char* const kExperiment = "model: tiny\ntime: {step_ms: 2}\n";
const char* const kModel =
    "areas:\n"
    "  A:\n"
    "    populations:\n"
    "      first: {tau_ms: 0}\n"
    "projections:\n"
    "  a.b: {kernel: {gaussian: {sigma_deg: 9}}}\n";

base::ConfigFault locate(const std::string& key_path) {
    base::ConfigFault fault;
    fault.what = "wrong";
    fault.key_path = key_path;
    return app::locate_fault(fault, config::load_text(kExperiment, "experiment.yaml"),
                             config::load_text(kModel, "model.yaml"));
}

}  // namespace

TEST_CASE("a fault of the solver is found in the experiment") {
    const base::ConfigFault fault = locate("time.step_ms");
    CHECK(fault.file == "experiment.yaml");
    CHECK(fault.line == 2);
    CHECK(fault.column == 8);
}

TEST_CASE("a fault of a population is found under its area in the model") {
    const base::ConfigFault fault = locate("populations.A.first.tau_ms");
    CHECK(fault.file == "model.yaml");
    CHECK(fault.key_path == "areas.A.populations.first.tau_ms");
    CHECK(fault.line == 4);
}

TEST_CASE(
    "a fault of a projection is found though its name holds a dot, as far as the path leads") {
    const base::ConfigFault fault = locate("projections.a.b.kernel.gaussian.truncate_sigma");
    CHECK(fault.file == "model.yaml");
    CHECK(fault.line == 6);
}

TEST_CASE("a key that nobody wrote is told with the file of the experiment") {
    CHECK(locate("elsewhere.key").file == "experiment.yaml");
    CHECK(locate("time.solver").line == 2);
}

TEST_CASE("a fault that has its place keeps it") {
    base::ConfigFault fault;
    fault.file = "other.yaml";
    fault.line = 7;
    CHECK(app::locate_fault(fault, {}, {}).line == 7);
}
