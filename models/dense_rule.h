#pragma once

/// Explicit and seeded weight matrices, for areas without a map.

#include "models/channel_space.h"
#include "sim/base/grid.h"
#include "sim/config/codec.h"
#include "sim/engine/network_description.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ventral::models {

/// Every weight 1.
struct UniformWeights {
    bool operator==(const UniformWeights&) const = default;
};

/// Independent draws from a gamma distribution, scaled so that each target's mean weight is 1.
/// A small shape makes few strong weights. The stream is named after the projection and seeded by
/// the model.
struct GammaWeights {
    double shape = 0.3;  ///< > 0
    bool operator==(const GammaWeights&) const = default;
};

/// A row for each target channel, a column for each source channel.
struct MatrixWeights {
    std::vector<std::vector<double>> rows;
    bool operator==(const MatrixWeights&) const = default;
};

/// The rows of a text file: numbers separated by commas or blanks; '#' begins a comment.
struct FileWeights {
    std::string path;  ///< relative to the folder of the model file
    bool operator==(const FileWeights&) const = default;
};

/// The transposed weights of another projection, which has a `dense` of its own.
struct TransposedWeights {
    std::string projection;
    bool operator==(const TransposedWeights&) const = default;
};

using ChannelWeights =
    std::variant<UniformWeights, GammaWeights, MatrixWeights, FileWeights, TransposedWeights>;

/// A weight matrix between channels, and the receptive field over the map of the side that has
/// one: a Gaussian of unit sum.
struct DenseRule {
    ChannelWeights channels = UniformWeights{};
    double field_sigma_deg = 5;  ///< > 0, spread of the receptive field; unused without a map
    double field_x_deg = 0;      ///< its centre
    double field_y_deg = 0;
    bool operator==(const DenseRule&) const = default;
};

/// The grammar of `dense:`.
config::Codec<DenseRule> dense_rule_codec();

/// A matrix of channel weights, [target channel][source channel].
using ChannelMatrix = std::vector<std::vector<double>>;

/// Draws, reads or checks the matrix. Not for TransposedWeights.
/// @param stream_name names the random stream; @param node the key `dense`.
ChannelMatrix make_channel_matrix(const ChannelWeights& weights,
                                  int num_targets,
                                  int num_sources,
                                  std::uint64_t seed,
                                  const std::string& stream_name,
                                  const config::Node& node);

/// The engine's form; at most one of the grids is a map.
engine::DenseWeights make_dense_weights(const ChannelMatrix& matrix,
                                        const DenseRule& rule,
                                        const base::Grid& source_grid,
                                        const base::Grid& target_grid,
                                        const config::Node& node);

}  // namespace ventral::models
