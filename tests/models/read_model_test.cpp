#include "models/read_model.h"
#include "models/model_spec.h"
#include "tests/sim/config/fault.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace ventral;
using test::close;
using test::fault_of;

namespace {

const std::string kModel = R"(format: ventral-model/1
model: small
field: {width_deg: 8, height_deg: 6}
axes:
  orientation: {count: 4, period_deg: 180}
areas:
  Display:
    samples_per_deg: 4
    populations:
      image: {source: definition, input: display}
  A:
    samples_per_deg: 4
    populations:
      e:
        source: {tau_ms: chosen, other: chosen}
        channels: [orientation]
        tau_ms: 10
        transfer: {power_law: {gain: 0.01, exponent: 2}}
        ceiling: {kind: soft, rate_hz: 90}
        drives: {input: {gain_max: 2, pools: {surround: {semi_saturation: 3}}}}
projections:
  show:
    from: Display.image
    to: A.e
    class: feedforward
    port: {drive: input}
    source: chosen
    weight: 2
    delay_ms: 30
    kernel: {elongated_gaussian: {sigma_along_deg: 0.5, sigma_across_deg: 0.2, orientation_deg: target}}
  pool:
    from: A.e
    to: A.e
    class: local
    port: {pool: input.surround}
    source: chosen
    kernel: {gaussian: {sigma_deg: 0.5}}
    channels: {orientation: sum}
)";

/// The small model with one piece of text replaced.
config::Node edited(const std::string& old_text, const std::string& new_text) {
    std::string text = kModel;
    const std::size_t at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    text.replace(at, old_text.size(), new_text);
    return config::load_text(text, "small.yaml");
}

base::ConfigFault fault_with(const std::string& old_text, const std::string& new_text) {
    return fault_of([&] { (void)models::read_network(edited(old_text, new_text)); });
}

}  // namespace

TEST_CASE("A model file becomes populations on grids and projections between them") {
    const auto network = models::read_network(config::load_text(kModel, "small.yaml"));
    CHECK(network.name == "small");
    REQUIRE(network.populations.size() == 2);
    const auto& e = network.populations[1];
    CHECK(e.name == "A.e");
    CHECK(e.area() == "A");
    CHECK(e.grid.nx == 32);
    CHECK(e.grid.ny == 24);
    CHECK(e.num_channels() == 4);
    CHECK(e.axes[0].unit == "deg");
    CHECK(e.transfer.kind == engine::TransferKind::PowerLaw);
    CHECK(e.transfer.ceiling == engine::Ceiling::Soft);
    CHECK(close(e.transfer.ceiling_rate, 90, 0, 0));
    CHECK(e.groups[0].pools[0].name == "surround");
    CHECK(network.populations[0].input == engine::ExternalInput::Display);
    const auto& show = network.projections[0];
    CHECK(show.name == "show");
    CHECK(show.kernels.size() == 4);
    CHECK(show.terms.size() == 4);
    CHECK(close(show.delay.constant_ms, 30, 0, 0));
    const auto& pool = network.projections[1];
    CHECK(pool.kernels.size() == 1);
    CHECK(pool.terms.size() == 16);
    CHECK(pool.port.kind == engine::PortKind::Pool);
    CHECK(pool.projection_class == engine::ProjectionClass::Local);
}

TEST_CASE("Dangling names are refused with their place and the nearest name") {
    const auto population = fault_with("from: Display.image", "from: Display.imge");
    CHECK(population.hint == "did you mean 'Display.image'?");
    CHECK(population.key_path == "projections.show.from");
    CHECK(population.line == 23);
    CHECK(population.file == "small.yaml");
    const auto axis = fault_with("channels: [orientation]", "channels: [orientations]");
    CHECK(axis.hint == "did you mean 'orientation'?");
    CHECK(axis.key_path == "areas.A.populations.e.channels.0");
    const auto group = fault_with("port: {drive: input}", "port: {drive: inputs}");
    CHECK(group.hint == "did you mean 'input'?");
    const auto pool = fault_with("input.surround", "input.surrond");
    CHECK(pool.hint == "did you mean 'surround'?");
    const auto source = fault_with("{tau_ms: chosen, other: chosen}", "{tua_ms: chosen}");
    CHECK(source.hint == "did you mean 'tau_ms'?");
}

TEST_CASE("Keys of the wrong kind are refused with what is allowed") {
    CHECK(fault_with("tau_ms: 10", "tau: 10").hint.find("tau_ms") != std::string::npos);
    CHECK(fault_with("tau_ms: 10", "tau_ms: 0").key_path == "areas.A.populations.e.tau_ms");
    CHECK(fault_with("tau_ms: 10", "tau_ms: 0").got == "0");
    CHECK(fault_with("delay_ms: 30", "delay_ms: -1").key_path == "projections.show.delay_ms");
    CHECK(fault_with("class: local", "class: locl").hint == "did you mean 'local'?");
    CHECK(fault_with("        source: {tau_ms: chosen, other: chosen}\n", "").what.find("source") !=
          std::string::npos);
    CHECK(fault_with("count: 4, period_deg: 180", "count: 4, labels: [a]").what ==
          "an axis needs one description of its values");
    CHECK(fault_with("port: {drive: input}", "port: {drain: input}").allowed.find("drive") !=
          std::string::npos);
    CHECK(fault_with("ventral-model/1", "ventral-model/9").got.find("ventral-model/9") !=
          std::string::npos);
}

TEST_CASE("A population has a time constant or is algebraic, never both or neither") {
    CHECK(fault_with("tau_ms: 10", "algebraic: false").what == "the time constant is missing");
    CHECK(fault_with("tau_ms: 10", "tau_ms: 10\n        algebraic: true").what ==
          "an algebraic population has no time constant");
}

TEST_CASE("A kernel wider than the field is refused at its own line") {
    const auto fault =
        fault_with("kernel: {gaussian: {sigma_deg: 0.5}}", "kernel: {gaussian: {sigma_deg: 5}}");
    CHECK(fault.what.find("wider than the field") != std::string::npos);
    CHECK(fault.allowed == "<= 6 deg");
    CHECK(fault.key_path == "projections.pool.kernel.gaussian");
}

TEST_CASE("A density that gives no whole number of samples is refused") {
    CHECK(fault_with("  A:\n    samples_per_deg: 4", "  A:\n    samples_per_deg: 4.1")
              .what.find("whole number of samples") != std::string::npos);
}

TEST_CASE("Models are found by name or path, derived by extends, and changed by overrides") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("small.yaml")) << kModel;
    std::ofstream(folder.file("slow.yaml"))
        << "format: ventral-model/1\nextends: small\nmodel: slow\n"
           "areas: {A: {populations: {e: {tau_ms: 20}}}}\n";
    std::ofstream(folder.file("small.fit.yaml")) << "format: ventral-fit/1\n";
    const models::ModelPaths paths{{folder.path()}};
    CHECK(models::list_models(paths) == std::vector<std::string>{"slow", "small"});
    const auto slow = models::read_model("slow", paths);
    CHECK(slow.name == "slow");
    CHECK(close(slow.populations[1].tau_ms, 20, 0, 0));
    const auto set =
        models::read_model(folder.file("small.yaml"), paths, {{"projections.show.weight", "3"}});
    CHECK(close(set.projections[0].weight, 3, 0, 0));
    std::ofstream(folder.file("swapped.yaml"))
        << "format: ventral-model/1\nextends: small\nmodel: swapped\n"
           "areas: {A: {populations: {e: null, i: {source: chosen, channels: [orientation], "
           "tau_ms: 5, drives: {input: {}}}}}}\nprojections: {show: {to: A.i}, pool: null}\n";
    const auto swapped = models::read_model("swapped", paths);
    CHECK(swapped.populations[1].name == "A.i");
    CHECK(swapped.projections.size() == 1);
    std::ofstream(folder.file("swapped.yaml")) << "format: ventral-model/1\n";
    const auto missing = fault_of([&] { (void)models::read_model("smal", paths); });
    CHECK(missing.what == "no such model");
    CHECK(missing.hint == "did you mean 'small'?");
    CHECK(missing.allowed == "slow, small, swapped, or a path");
}

TEST_CASE("A model file is written back as it was read") {
    const auto spec = models::model_spec();
    const auto file = spec.read(config::load_text(kModel, "small.yaml"));
    CHECK(spec.read(spec.to_node(file)) == file);
    CHECK(spec.schema_text().find("ring_sector") != std::string::npos);
    CHECK(spec.reference().find("tau_syn_ms") != std::string::npos);
}
