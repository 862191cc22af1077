#include "app/experiment/variants.h"
#include "app/experiment/experiment_spec.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using engine::ProjectionClass;
using test::close;

namespace {

engine::NetworkDescription make_network() {
    engine::NetworkDescription network;
    for (const char* name : {"A.first", "B.second"}) {
        engine::PopulationDescription population;
        population.name = name;
        network.populations.push_back(population);
    }
    const auto add = [&](const char* name, ProjectionClass projection_class) {
        engine::ProjectionDescription projection;
        projection.name = name;
        projection.projection_class = projection_class;
        network.projections.push_back(projection);
    };
    add("forward", ProjectionClass::Feedforward);
    add("sideways", ProjectionClass::Lateral);
    add("back", ProjectionClass::Feedback);
    return network;
}

config::Node variants_node(const std::string& variants) {
    return config::load_text(
        "format: ventral-experiment/1\nexperiment: A test\nmodel: any\n"
        "display: {}\nvariants:" +
            variants,
        "test.yaml");
}

engine::Variant bind_first(const std::string& variants) {
    const config::Node root = variants_node(variants);
    const app::Experiment experiment = app::experiment_spec().read(root);
    const app::VariantDefinition& definition = experiment.variants.front();
    const config::Node node = root.at("variants");
    return app::bind_variant(definition, make_network(),
                             node.is_map() ? node.at(definition.name) : config::Node());
}

}  // namespace

TEST_CASE("the builtin variants are the engine's own") {
    CHECK(bind_first(" [recurrent]") == engine::recurrent_variant());
    CHECK(bind_first(" [no_feedback]") == engine::no_feedback_variant());
    CHECK(bind_first(" [feedforward]") == engine::feedforward_variant());
    CHECK(bind_first(" {feedforward: {}}") == engine::feedforward_variant());
}

TEST_CASE("a variant of one's own starts from another one and changes classes") {
    const engine::Variant variant = bind_first(" {half: {like: no_feedback, lateral: 0.5}}");
    CHECK(variant.name == "half");
    CHECK(close(variant.scale(ProjectionClass::Feedback), 0, 0, 0));
    CHECK(close(variant.scale(ProjectionClass::Lateral), 0.5, 0, 0));
    CHECK(close(variant.scale(ProjectionClass::Feedforward), 1, 0, 0));
    CHECK(variant.lesions.empty());
}

TEST_CASE("projections and populations are scaled by name, for a while if a window is given") {
    const engine::Variant variant =
        bind_first(" {cooled: {scale: {B.second: 0, back: 0.5}, window_ms: [50, 100]}}");
    REQUIRE(variant.lesions.size() == 2);
    CHECK(variant.lesions[0].target == engine::Lesion::Target::Population);
    CHECK(variant.lesions[0].index == 1);
    CHECK(close(variant.lesions[0].factor, 0, 0, 0));
    CHECK(variant.lesions[1].target == engine::Lesion::Target::Projection);
    CHECK(variant.lesions[1].index == 2);
    CHECK(close(variant.lesions[1].begin_ms, 50, 0, 0));
    CHECK(close(variant.lesions[1].end_ms, 100, 0, 0));
}

TEST_CASE("within a window classes are switched projection by projection") {
    const engine::Variant variant = bind_first(" {cut: {like: feedforward, window_ms: [0, 100]}}");
    CHECK(variant.class_scale == std::array<double, 4>{1, 1, 1, 1});
    REQUIRE(variant.lesions.size() == 2);
    CHECK(variant.lesions[0].index == 1);
    CHECK(variant.lesions[1].index == 2);
}

TEST_CASE("dangling names in variants are refused with the nearest name") {
    CHECK_THROWS_WITH_AS(bind_first(" [recurent]"), doctest::Contains("did you mean 'recurrent'?"),
                         base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" {a: {like: feedfoward}}"),
                         doctest::Contains("did you mean 'feedforward'?"), base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" {a: {scale: {bakc: 0}}}"),
                         doctest::Contains("did you mean 'back'?"), base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" {a: {feedback: -1}}"), doctest::Contains("feedback"),
                         base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" {a: {window_ms: [10, 5]}}"),
                         doctest::Contains("the window ends before it begins"), base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" [recurrent, recurrent]"),
                         doctest::Contains("a variant stands twice"), base::ConfigError);
    CHECK_THROWS_WITH_AS(bind_first(" []"), doctest::Contains("there is no variant"),
                         base::ConfigError);
}
