#include "tests/sim/io/sample_result.h"

#include <limits>
#include <span>

namespace ventral::test {
namespace {

base::Axis numbers(const std::string& name,
                   const std::string& unit,
                   const std::vector<double>& values) {
    base::Axis axis;
    axis.name = name;
    axis.unit = unit;
    axis.long_name = name + " of the sample";
    axis.values = values;
    return axis;
}

base::Axis labels(const std::string& name, const std::vector<std::string>& values) {
    base::Axis axis;
    axis.name = name;
    axis.labels = values;
    return axis;
}

base::Axis time_axis(double begin_s, double step_s, int samples) {
    base::Axis axis = numbers("time", "s", {});
    for (int i = 0; i < samples; ++i) {
        axis.values.push_back(begin_s + i * step_s);
    }
    return axis;
}

}  // namespace

io::ResultLayout sample_layout() {
    io::ResultLayout layout;
    layout.title = "A sample";
    layout.key = "0123abcd";
    layout.variants = {"recurrent", "feedforward"};
    layout.conditions = {"left, weak", "left, strong", "right, weak"};
    layout.factors = {labels("side", {"left", "left", "right"}),
                      numbers("contrast", "1", {0.1, 0.9, 0.1})};
    layout.trials = 2;
    layout.parameters = {{"populations.V1.E.tau_ms", "10", "ms"}, {"seed", "1", ""}};
    layout.provenance = {{"experiment", "experiment: A sample\nseed: 1\n"}, {"version", "0.1.0"}};
    layout.date = "2026-01-31T09:30:00+01:00";
    layout.presentations = {{0, 2, 2},
                            {0, -1, 0.02},
                            {std::numeric_limits<double>::infinity(), 0.01, 0.025},
                            {labels("stimulus_name", {"static_gratings", "disk", "disk"}),
                             numbers("orientation", "degree", {0, 90, 90})}};
    const base::Axis y = numbers("y", "degree", {-1, 0, 1});
    const base::Axis x = numbers("x", "degree", {-2, -1, 0, 1, 2});
    const io::Variable feedforward{"input_feedforward", "1", "feedforward input"};
    layout.views = {{"V1", "E", "map", "V1 E", {{}}, time_axis(-0.01, 0.005, 9), {y, x}, {}},
                    {"V2",
                     "border_ownership",
                     "site",
                     "two sites",
                     {{}, feedforward},
                     time_axis(-0.01, 0.001, 41),
                     {labels("unit", {"bo_left", "bo_right"})},
                     {{"unit", numbers("preferred_orientation", "degree", {90, 90})},
                      {"unit", labels("preferred_side", {"left", "right"})}}},
                    {"V2",
                     "border_ownership",
                     "cube",
                     "",
                     {{}},
                     time_axis(-0.01, 0.005, 9),
                     {numbers("preferred_orientation", "degree", {0, 45, 90, 135}), y, x},
                     {}}};
    return layout;
}

float sample_value(const io::ResultLayout& layout,
                   const io::Cell& cell,
                   std::size_t variable,
                   std::size_t place) {
    return static_cast<float>(place + 1000 * variable + 10000 * (1 + layout.index(cell)));
}

void write_sample_cell(const std::string& folder,
                       const io::ResultLayout& layout,
                       std::size_t index) {
    const io::Cell cell = layout.cell(index);
    io::PartWriter writer(folder, layout, cell);
    for (std::size_t v = 0; v < layout.views.size(); ++v) {
        const io::View& view = layout.views[v];
        for (std::size_t k = 0; k < view.variables.size(); ++k) {
            std::vector<float> values(view.cell_size());
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = sample_value(layout, cell, k, i);
            }
            const std::size_t first = 5 * view.frame_size();
            writer.append(v, k, std::span(values).first(first));
            writer.append(v, k, std::span(values).subspan(first));
        }
    }
    writer.commit();
}

void write_sample(const std::string& final_path, const io::ResultLayout& layout) {
    const std::string folder = io::parts_folder(final_path);
    io::begin_parts(folder, layout, io::Existing::Refuse);
    // Cells end in any order.
    for (std::size_t index = layout.cells(); index-- > 0;) {
        write_sample_cell(folder, layout, index);
    }
    io::join_parts(folder, final_path, false, {{"notes", "none"}});
}

}  // namespace ventral::test
