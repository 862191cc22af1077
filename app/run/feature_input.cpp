#include "app/run/feature_input.h"

#include "models/unit_selection.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/array_file.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

using config::Node;
using engine::PopulationDescription;

/// Where the values of a file lie.
struct Layout {
    std::vector<std::string> axes;  ///< all of the file, slowest first
    std::vector<std::size_t> shape;

    bool has(const std::string& axis) const {
        return std::find(axes.begin(), axes.end(), axis) != axes.end();
    }
    std::size_t index_of(const std::string& axis) const {
        return static_cast<std::size_t>(std::find(axes.begin(), axes.end(), axis) - axes.begin());
    }
    std::size_t extent(const std::string& axis) const { return shape[index_of(axis)]; }
    /// Values from one index of the axis to the next, in the part of one image.
    std::size_t stride(const std::string& axis) const {
        std::size_t stride = 1;
        for (std::size_t a = index_of(axis) + 1; a < axes.size(); ++a) {
            stride *= axes[a] == "image" ? 1 : shape[a];
        }
        return stride;
    }
    std::string text() const {
        std::vector<std::string> parts;
        for (std::size_t a = 0; a < shape.size(); ++a) {
            const std::string name = a < axes.size() ? axes[a] + " " : "";
            parts.push_back(base::str(name, shape[a]));
        }
        return base::join(parts, " x ");
    }
};

Layout find_layout(const FeatureSettings& features, const io::ArrayFile& file, const Node& node) {
    Layout layout{features.axes, file.shape()};
    if (layout.axes.empty()) {
        layout.axes = file.axis_names();
    }
    if (layout.axes.empty() && layout.shape.size() == 3) {
        layout.axes = {"image", "token", "channel"};
    } else if (layout.axes.empty()) {
        layout.axes = {"image", "channel", "y", "x"};
    }
    const bool is_map = layout.has("image") && layout.has("channel") && layout.has("y") &&
                        layout.has("x") && layout.axes.size() == 4;
    const bool is_tokens = layout.has("image") && layout.has("token") && layout.has("channel") &&
                           layout.axes.size() == 3;
    if ((!is_map && !is_tokens) || layout.shape.size() != layout.axes.size()) {
        node.fail(base::str("the array has ", layout.shape.size(), " axes (",
                            Layout{{}, layout.shape}.text(), "), not those of features"),
                  "image x channel x y x x, or image x token x channel; `axes:` gives their order",
                  "one image: features[None]; a vector for each image has no place in the field");
    }
    return layout;
}

/// The population must have the file's channels and places.
void check_size(const FeatureSettings& features,
                const PopulationDescription& population,
                const Layout& layout,
                const Node& node) {
    const auto channels = static_cast<std::size_t>(population.num_channels());
    const auto nx = static_cast<std::size_t>(population.grid.nx);
    const auto ny = static_cast<std::size_t>(population.grid.ny);
    if (layout.extent("channel") != channels) {
        node.fail(base::str("the file has ", layout.extent("channel"), " channels (", layout.text(),
                            "), ", population.name, " has ", channels),
                  base::str(channels, " channels"),
                  "give the population's axis in the model as many values");
    }
    const std::string grid = base::str(ny, " rows x ", nx, " columns");
    const std::string hint =
        "set samples_per_deg, width_deg and height_deg of the area in the model: the network "
        "resamples between areas by itself";
    if (layout.has("token")) {
        const std::size_t tokens = static_cast<std::size_t>(features.leading_tokens) + nx * ny;
        if (layout.extent("token") != tokens) {
            node.fail(base::str("the file has another resolution: ", layout.extent("token"),
                                " tokens, ", features.leading_tokens, " of them leading"),
                      base::str(tokens, " tokens: ", features.leading_tokens, " and the ", grid,
                                " of ", population.name),
                      hint);
        }
    } else if (layout.extent("y") != ny || layout.extent("x") != nx) {
        node.fail(base::str("the file has another resolution: ", layout.extent("y"), " rows x ",
                            layout.extent("x"), " columns"),
                  base::str(grid, ", the grid of ", population.name), hint);
    }
    if (static_cast<std::size_t>(features.image) >= layout.extent("image")) {
        node.fail_at("image", "the file has no such image",
                     base::str("0 to ", layout.extent("image") - 1));
    }
}

/// The values of one channel, row 0 lowest.
std::vector<float> channel_values(const FeatureSettings& features,
                                  const base::Grid& grid,
                                  const Layout& layout,
                                  const std::vector<float>& image,
                                  std::size_t channel) {
    const auto nx = static_cast<std::size_t>(grid.nx);
    const auto ny = static_cast<std::size_t>(grid.ny);
    const bool is_tokens = layout.has("token");
    const std::size_t x_stride = layout.stride(is_tokens ? "token" : "x");
    const std::size_t y_stride = is_tokens ? nx * x_stride : layout.stride("y");
    const std::size_t first =
        channel * layout.stride("channel") +
        (is_tokens ? static_cast<std::size_t>(features.leading_tokens) * x_stride : 0);
    std::vector<float> values;
    values.reserve(nx * ny);
    for (std::size_t row = 0; row < ny; ++row) {
        const std::size_t y = features.first_row == FirstRow::Top ? ny - 1 - row : row;
        for (std::size_t x = 0; x < nx; ++x) {
            values.push_back(static_cast<float>(features.gain) *
                             image[first + y * y_stride + x * x_stride]);
        }
    }
    return values;
}

void check_finite(const std::vector<float>& values,
                  const base::Grid& grid,
                  std::size_t channel,
                  const Node& node) {
    const auto bad =
        std::find_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v); });
    if (bad != values.end()) {
        const auto i = static_cast<int>(bad - values.begin());
        node.fail(base::str("a feature is ", std::isnan(*bad) ? "NaN" : "infinite", ": channel ",
                            channel, " at ", base::format_number(grid.x_deg(i % grid.nx)), ", ",
                            base::format_number(grid.y_deg(i / grid.nx)), " deg"),
                  "finite numbers");
    }
}

std::vector<std::shared_ptr<const FeatureField>> read_fields(
    const FeatureSettings& features, const PopulationDescription& population, const Node& node) {
    std::vector<std::shared_ptr<const FeatureField>> fields;
    try {
        const io::ArrayFile file(features.file, features.dataset);
        const Layout layout = find_layout(features, file, node);
        check_size(features, population, layout, node);
        const std::vector<float> image =
            file.at(layout.index_of("image"), static_cast<std::size_t>(features.image));
        for (std::size_t c = 0; c < layout.extent("channel"); ++c) {
            std::vector<float> values = channel_values(features, population.grid, layout, image, c);
            check_finite(values, population.grid, c, node);
            fields.push_back(std::make_shared<const FeatureField>(
                std::move(values), features.onset_ms, features.offset_ms));
        }
    } catch (const base::IoError& error) {
        node.at("file").fail(error.what(), "a .npy file, or a dataset of an HDF5 file");
    }
    return fields;
}

}  // namespace

void FeatureField::do_sample(const base::Grid&, double time_ms, std::span<float> out) const {
    const bool is_shown = time_ms >= onset_ms_ && time_ms < offset_ms_;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = is_shown ? values_[i] : 0.0F;
    }
}

std::vector<double> FeatureField::do_change_times(double begin_ms, double end_ms) const {
    std::vector<double> times;
    for (const double time : {onset_ms_, offset_ms_}) {
        if (time >= begin_ms && time < end_ms) {
            times.push_back(time);
        }
    }
    return times;
}

bool FeatureField::do_constant_between(double begin_ms, double end_ms) const {
    const auto is_within = [&](double time) { return time > begin_ms && time < end_ms; };
    return !is_within(onset_ms_) && !is_within(offset_ms_);
}

FeatureFields read_features(const std::vector<FeatureSettings>& features,
                            const engine::NetworkDescription& network,
                            const Node& node) {
    FeatureFields fields;
    for (const FeatureSettings& entry : features) {
        const Node place = node.at(entry.population);
        const int index = models::find_population(network, entry.population, place);
        const PopulationDescription& population =
            network.populations[static_cast<std::size_t>(index)];
        if (population.input != engine::ExternalInput::Features) {
            place.fail(base::str(entry.population, " does not take its rates from features"),
                       "a population with `input: features`");
        }
        fields[entry.population] = read_fields(entry, population, place);
    }
    return fields;
}

}  // namespace ventral::app
