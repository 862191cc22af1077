#include "models/dense_rule.h"
#include "sim/config/load.h"
#include "tests/sim/config/fault.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <numeric>

using namespace ventral;
using test::close;
using test::fault_of;

namespace {

const config::Node kNowhere;

models::ChannelMatrix matrix(const models::ChannelWeights& weights,
                             std::uint64_t seed = 1,
                             const std::string& name = "p") {
    return models::make_channel_matrix(weights, 3, 5, seed, name, kNowhere);
}

base::Grid map_grid() {
    return base::make_grid(6, 4, 2);
}

}  // namespace

TEST_CASE("Gamma weights have mean 1 per target, and follow the seed and the projection's name") {
    const auto drawn = matrix(models::GammaWeights{0.3});
    for (const auto& row : drawn) {
        CHECK(close(std::accumulate(row.begin(), row.end(), 0.0), 5.0, 1e-12, 0));
    }
    CHECK(drawn == matrix(models::GammaWeights{0.3}));
    CHECK(drawn != matrix(models::GammaWeights{0.3}, 2));
    CHECK(drawn != matrix(models::GammaWeights{0.3}, 1, "q"));
}

TEST_CASE("Weights onto one position pool a map with unit sum, those onto a map peak at 1") {
    const models::DenseRule rule{models::UniformWeights{}, 1.5, 0, 0};
    const auto pooled = models::make_dense_weights(matrix(models::UniformWeights{}), rule,
                                                   map_grid(), {}, kNowhere);
    CHECK(pooled.num_rows == 3);
    CHECK(pooled.num_columns == 5);
    CHECK(pooled.values.size() == 15);
    CHECK(pooled.spatial.size() == 96);
    CHECK(close(std::accumulate(pooled.spatial.begin(), pooled.spatial.end(), 0.0), 1.0, 1e-5, 0));
    const auto spread = models::make_dense_weights(matrix(models::UniformWeights{}), rule, {},
                                                   map_grid(), kNowhere);
    CHECK(*std::max_element(spread.spatial.begin(), spread.spatial.end()) == 1.0F);
    CHECK(models::make_dense_weights(matrix(models::UniformWeights{}), rule, {}, {}, kNowhere)
              .spatial.empty());
}

TEST_CASE("Dense weights between two maps are refused") {
    const auto fault = fault_of([] {
        (void)models::make_dense_weights(matrix(models::UniformWeights{}), {}, map_grid(),
                                         map_grid(), kNowhere);
    });
    CHECK(fault.what == "'dense' joins two maps");
}

TEST_CASE("A matrix of the wrong shape is refused with the shape that fits") {
    const auto fault = fault_of([] { (void)matrix(models::MatrixWeights{{{1, 2}, {3, 4}}}); });
    CHECK(fault.what == "the weights have 2 rows of 2 numbers");
    CHECK(fault.allowed == "3 rows (target channels) of 5 numbers (source channels)");
}

TEST_CASE("Weights are read from a text file beside the model file") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("w.csv")) << "# three rows\n1,2,3,4,5\n1 2 3 4 5\n\n0,0,0,0,1e-3\n";
    std::ofstream(folder.file("m.yaml")) << "dense: {channels: {file: {path: w.csv}}}\n";
    const config::Node node = config::load_file(folder.file("m.yaml")).at("dense");
    const models::DenseRule rule = models::dense_rule_codec().read(node);
    const auto rows = models::make_channel_matrix(rule.channels, 3, 5, 1, "p", node);
    CHECK(rows[1] == std::vector<double>{1, 2, 3, 4, 5});
    CHECK(close(rows[2][4], 1e-3, 0, 1e-15));
    std::ofstream(folder.file("w.csv")) << "1,2,x\n";
    CHECK(test::holds(test::message_of<base::IoError>([&] {
                          (void)models::make_channel_matrix(rule.channels, 3, 5, 1, "p", node);
                      }),
                      "line 1 holds something else than numbers"));
}
