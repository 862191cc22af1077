#include "models/dense_rule.h"

#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ventral::models {
namespace {

using config::Node;

/// What the makers of a matrix need.
struct MatrixMaker {
    std::size_t num_targets;
    std::size_t num_sources;
    std::uint64_t seed;
    const std::string& stream_name;
    const Node& node;

    ChannelMatrix operator()(const UniformWeights&) const {
        return ChannelMatrix(num_targets, std::vector<double>(num_sources, 1.0));
    }
    ChannelMatrix operator()(const GammaWeights& rule) const {
        base::RandomStream stream(seed, "weights/" + stream_name);
        ChannelMatrix matrix = (*this)(UniformWeights{});
        for (std::vector<double>& row : matrix) {
            double sum = 0;
            for (double& weight : row) {
                weight = stream.gamma(rule.shape);
                sum += weight;
            }
            for (double& weight : row) {
                weight *= static_cast<double>(num_sources) / sum;
            }
        }
        return matrix;
    }
    ChannelMatrix operator()(const MatrixWeights& rule) const { return checked(rule.rows); }
    ChannelMatrix operator()(const FileWeights& rule) const {
        const std::filesystem::path folder = std::filesystem::path(node.place().file).parent_path();
        return checked(read_rows((folder / rule.path).string()));
    }
    ChannelMatrix operator()(const TransposedWeights&) const {
        node.fail("a transposed matrix cannot be transposed again", "the projection that has one");
    }

    ChannelMatrix checked(ChannelMatrix rows) const {
        const bool fits = rows.size() == num_targets &&
                          std::all_of(rows.begin(), rows.end(), [this](const auto& row) {
                              return row.size() == num_sources;
                          });
        if (!fits) {
            node.fail(base::str("the weights have ", rows.size(), " rows of ",
                                rows.empty() ? 0 : rows.front().size(), " numbers"),
                      base::str(num_targets, " rows (target channels) of ", num_sources,
                                " numbers (source channels)"));
        }
        return rows;
    }

    ChannelMatrix read_rows(const std::string& path) const {
        std::ifstream file(path);
        if (!file) {
            throw base::IoError("cannot read weights from", path, "the file cannot be opened");
        }
        ChannelMatrix rows;
        std::string line;
        for (int number = 1; std::getline(file, line); ++number) {
            line = line.substr(0, line.find('#'));
            std::replace(line.begin(), line.end(), ',', ' ');
            std::istringstream words(line);
            words.imbue(std::locale::classic());
            std::vector<double> row;
            for (double value = 0; words >> value;) {
                row.push_back(value);
            }
            if (!words.eof()) {
                throw base::IoError(
                    "cannot read weights from", path,
                    base::str("line ", number, " holds something else than numbers"));
            }
            if (!row.empty()) {
                rows.push_back(row);
            }
        }
        return rows;
    }
};

/// A Gaussian of unit sum over the samples of a grid.
std::vector<float> receptive_field(const base::Grid& grid, const DenseRule& rule) {
    std::vector<double> field;
    double sum = 0;
    for (int y = 0; y < grid.ny; ++y) {
        for (int x = 0; x < grid.nx; ++x) {
            const double dx = grid.x_deg(x) - rule.field_x_deg;
            const double dy = grid.y_deg(y) - rule.field_y_deg;
            const double s = rule.field_sigma_deg;
            field.push_back(std::exp(-0.5 * (dx * dx + dy * dy) / (s * s)));
            sum += field.back();
        }
    }
    std::vector<float> scaled;
    for (const double value : field) {
        scaled.push_back(static_cast<float>(value / sum));
    }
    return scaled;
}

}  // namespace

ChannelMatrix make_channel_matrix(const ChannelWeights& weights,
                                  int num_targets,
                                  int num_sources,
                                  std::uint64_t seed,
                                  const std::string& stream_name,
                                  const Node& node) {
    return std::visit(MatrixMaker{static_cast<std::size_t>(num_targets),
                                  static_cast<std::size_t>(num_sources), seed, stream_name, node},
                      weights);
}

engine::DenseWeights make_dense_weights(const ChannelMatrix& matrix,
                                        const DenseRule& rule,
                                        const base::Grid& source_grid,
                                        const base::Grid& target_grid,
                                        const Node& node) {
    const bool source_has_map = source_grid.size() > 1;
    const bool target_has_map = target_grid.size() > 1;
    if (source_has_map && target_has_map) {
        node.fail("'dense' joins two maps", "an area with `map: false` on one side",
                  "between maps use a kernel");
    }
    engine::DenseWeights dense;
    dense.num_rows = static_cast<int>(matrix.size());
    dense.num_columns = static_cast<int>(matrix.front().size());
    for (const std::vector<double>& row : matrix) {
        for (const double weight : row) {
            dense.values.push_back(static_cast<float>(weight));
        }
    }
    if (source_has_map || target_has_map) {
        dense.spatial = receptive_field(source_has_map ? source_grid : target_grid, rule);
    }
    if (target_has_map) {
        const float peak = *std::max_element(dense.spatial.begin(), dense.spatial.end());
        for (float& weight : dense.spatial) {
            weight /= peak;
        }
    }
    return dense;
}

}  // namespace ventral::models
