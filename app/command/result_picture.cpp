#include "app/command/result_picture.h"

#include "app/figure/colour_map.h"
#include "app/figure/result_figure.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

constexpr std::size_t kMostThumbnails = 7;
constexpr double kThumbnailPixels = 168;

/// A time at which what appears at onset, or soon after it, is there.
double picture_time(const LoadedExperiment& loaded) {
    return std::min(100.0, 0.5 * loaded.experiment.time.duration_ms);
}

}  // namespace

base::Grid input_field(const engine::NetworkDescription& network, double samples_per_deg) {
    for (const engine::PopulationDescription& population : network.populations) {
        if (population.input == engine::ExternalInput::Display) {
            base::Grid grid = base::make_grid(population.grid.width_deg(),
                                              population.grid.height_deg(), samples_per_deg);
            grid.centre_x_deg = population.grid.centre_x_deg;
            grid.centre_y_deg = population.grid.centre_y_deg;
            return grid;
        }
    }
    return base::make_grid(16, 16, samples_per_deg);
}

FieldPanel display_panel(const LoadedExperiment& loaded,
                         const RunPlan& plan,
                         std::size_t condition,
                         double at_ms,
                         const base::Grid& grid) {
    FieldPanel panel;
    panel.title = loaded.conditions[condition].label;
    panel.grid = grid;
    panel.values.resize(panel.grid.size());
    const stimuli::Display& display = loaded.conditions[condition].display;
    make_display(loaded, plan, condition).sample(panel.grid, at_ms, panel.values);
    for (float& value : panel.values) {
        value = static_cast<float>(display.background * (1 + static_cast<double>(value)));
    }
    return panel;
}

void draw_result_picture(const PreparedRun& run,
                         const std::vector<analysis::OverviewRow>& rows,
                         const std::string& reference,
                         const std::string& path) {
    ResultFigure figure;
    figure.title = run.loaded.experiment.title;
    const std::size_t count = run.layout.conditions.size();
    figure.subtitle = base::str("model ", run.loaded.experiment.model, ", mean over ",
                                count > 1 ? base::str(count, " conditions and ") : "",
                                "units; triangles: onset of divergence");
    figure.reference = reference;
    figure.rows = rows;
    const double width_deg = input_field(run.plan.network, 1).width_deg();
    const base::Grid grid =
        input_field(run.plan.network, std::max(1.0, kThumbnailPixels / width_deg));
    for (std::size_t c = 0; c < std::min(run.loaded.conditions.size(), kMostThumbnails); ++c) {
        const FieldPanel panel =
            display_panel(run.loaded, run.plan, c, picture_time(run.loaded), grid);
        const double background = run.loaded.conditions[c].display.background;
        figure.thumbnails.push_back({panel.title,
                                     make_image(panel.values, panel.grid.nx, panel.grid.ny, 0,
                                                std::max(1.0, 2 * background), ColourScale::Grey),
                                     width_deg});
    }
    draw_result(figure, path, true);
}

}  // namespace ventral::app
