#include "models/model_spec.h"
#include "models/read_model.h"
#include "models/unit_selection.h"
#include "sim/engine/check_description.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace ventral;
using test::close;

namespace {

const models::ModelPaths& shipped() {
    static const models::ModelPaths paths{{VENTRAL_MODELS_FOLDER}};
    return paths;
}

const engine::ProjectionDescription& projection(const engine::NetworkDescription& network,
                                                const std::string& name) {
    const auto found = std::find_if(network.projections.begin(), network.projections.end(),
                                    [&name](const auto& p) { return p.name == name; });
    REQUIRE(found != network.projections.end());
    return *found;
}

const engine::PopulationDescription& population(const engine::NetworkDescription& network,
                                                const std::string& name) {
    return network.populations[static_cast<std::size_t>(models::find_population(network, name))];
}

}  // namespace

TEST_CASE("Every shipped model is a network that can be run") {
    for (const std::string& name : models::list_models(shipped())) {
        CAPTURE(name);
        const auto network = models::read_model(name, shipped());
        engine::check_description(network);
        CHECK(network.name == name);
        CHECK(!network.projections.empty());
    }
}

TEST_CASE("The macaque has all areas, classes, and E and I in V1") {
    const auto network = models::read_model("macaque", shipped());
    for (const char* name : {"Retina.ganglion", "LGN.relay", "V1.simple", "V1.complex",
                             "V1.inhibitory", "V2.border_ownership", "V2.polar_border_ownership",
                             "V4.grouping", "V4.texture", "IT.object", "Attention.spotlight"}) {
        CHECK(network.find_population(name) >= 0);
    }
    for (int c = 0; c < 4; ++c) {
        CHECK(
            std::any_of(network.projections.begin(), network.projections.end(), [c](const auto& p) {
                return p.projection_class == static_cast<engine::ProjectionClass>(c);
            }));
    }
    CHECK(population(network, "V1.complex").axes[0].values.size() >= 8);
}

TEST_CASE("A fragment cell looks at borders in its direction that own the side towards it") {
    const auto network = models::read_model("macaque", shipped());
    const auto& border = population(network, "V2.border_ownership");
    const auto& fragment = population(network, "V4.fragment");
    const auto& p = projection(network, "border_ownership_to_fragment");
    // Direction 0: a vertical border to the right of the centre, whose figure lies on its left.
    const int target = models::select_channels(
        fragment, {{"direction_deg", "0", {}}, {"radius_deg", "2.5", {}}})[0];
    const int wanted =
        models::select_channels(border, {{"orientation_deg", "90", {}}, {"side", "left", {}}})[0];
    int found = 0;
    for (const engine::KernelTerm& term : p.terms) {
        if (term.out == target) {
            ++found;
            CHECK(term.in == wanted);
            const auto& ring = std::get<engine::RingSectorKernel>(
                p.kernels[static_cast<std::size_t>(term.kernel)].shape);
            CHECK(close(ring.direction_deg, 0, 0, 1e-12));
            CHECK(close(ring.radius_deg, 2.5, 0, 1e-12));
        }
    }
    CHECK(found == 1);
}

TEST_CASE("Feedback to a border comes from the side that the border owns") {
    const auto network = models::read_model("macaque", shipped());
    const auto& side = population(network, "V2.figure_side");
    const auto& p = projection(network, "group_to_figure_side");
    const int left =
        models::select_channels(side, {{"orientation_deg", "90", {}}, {"side", "left", {}}})[0];
    for (const engine::KernelTerm& term : p.terms) {
        if (term.out == left) {
            const auto& ring = std::get<engine::RingSectorKernel>(
                p.kernels[static_cast<std::size_t>(term.kernel)].shape);
            CHECK(close(ring.direction_deg, 180, 0, 1e-12));
        }
    }
    const auto& pool = projection(network, "other_side_to_border_ownership");
    for (const engine::KernelTerm& term : pool.terms) {
        CHECK(term.in == (term.out ^ 1));
    }
}

TEST_CASE("Only feedback tells the two sides of a border apart") {
    const auto network = models::read_model("macaque", shipped());
    for (const char* name : {"V2.border_ownership", "V2.polar_border_ownership"}) {
        const int index = network.find_population(name);
        for (const engine::ProjectionDescription& p : network.projections) {
            const auto& source = network.populations[static_cast<std::size_t>(p.source)];
            const bool has_sides =
                std::any_of(source.axes.begin(), source.axes.end(),
                            [](const auto& axis) { return axis.name == "side"; });
            if (p.target == index && has_sides) {
                CHECK(p.projection_class == engine::ProjectionClass::Feedback);
            }
        }
    }
}

TEST_CASE("Every record of the shipped models says where its constants come from") {
    for (const std::string& name : models::list_models(shipped())) {
        CAPTURE(name);
        const auto file = models::model_spec().read(models::load_model(name, shipped()).root);
        for (const auto& [projection_name, p] : file.projections) {
            CHECK_FALSE(p.sources.empty());
        }
        for (const auto& [area_name, area] : file.areas) {
            for (const auto& [population_name, q] : area.populations) {
                CHECK_FALSE(q.sources.empty());
            }
        }
    }
}
