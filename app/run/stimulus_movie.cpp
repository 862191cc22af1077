#include "app/run/stimulus_movie.h"

#include "app/experiment/display_seed.h"
#include "app/run/shown.h"
#include "sim/base/random.h"
#include "sim/io/nwb_movie.h"
#include "sim/io/nwb_view.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace ventral::app {

namespace {

constexpr double kInstantMs = 1e-6;

/// Where a picture is seen first.
struct Origin {
    std::size_t condition = 0;
    std::size_t trial = 0;
    double time_ms = 0;
};

/// The finest grid on which the model looks at the display, or one of other pixels over it.
base::Grid movie_grid(const PreparedRun& run) {
    base::Grid finest;
    for (const engine::PopulationDescription& population : run.plan.network.populations) {
        if (population.input == engine::ExternalInput::Display &&
            population.grid.size() > finest.size()) {
            finest = population.grid;
        }
    }
    if (const auto wanted = run.loaded.experiment.record.stimulus_movie->samples_per_deg) {
        base::Grid other = base::make_grid(finest.width_deg(), finest.height_deg(), *wanted);
        other.nx = std::max(other.nx, 1);
        other.ny = std::max(other.ny, 1);
        other.centre_x_deg = finest.centre_x_deg;
        other.centre_y_deg = finest.centre_y_deg;
        return other;
    }
    return finest;
}

base::Axis movie_times(const PreparedRun& run) {
    const io::SessionClock clock = io::session_clock(run.layout);
    const double interval_s = run.loaded.experiment.record.stimulus_movie->interval_ms / 1000;
    base::Axis times{"time", "s", "time from stimulus onset", {}, {}};
    const double count = std::ceil(clock.period_s / interval_s - 1e-9);
    for (double i = 0; i < count; ++i) {
        times.values.push_back(clock.begin_s + i * interval_s);
    }
    return times;
}

/// Draws the run's displays, one at a time.
class Painter {
public:
    explicit Painter(const PreparedRun& run) : run_(run), grid_(movie_grid(run)) {}

    const base::Grid& grid() const { return grid_; }

    void choose(std::size_t condition, std::size_t trial) {
        if (!shown_ || condition != condition_ || trial != trial_) {
            shown_ = make_shown(run_, {0, condition, trial});
            condition_ = condition;
            trial_ = trial;
        }
    }

    bool is_constant(double begin_ms, double end_ms) const {
        return shown_->display->constant_between(begin_ms, end_ms + kInstantMs);
    }

    /// Relative luminance.
    void draw(double time_ms, std::span<float> out) const {
        shown_->display->sample(grid_, time_ms, out);
        const auto background =
            static_cast<float>(run_.loaded.conditions[condition_].display.background);
        for (float& value : out) {
            value = background * (1 + value);
        }
    }

private:
    const PreparedRun& run_;
    base::Grid grid_;
    std::optional<Shown> shown_;
    std::size_t condition_ = 0;
    std::size_t trial_ = 0;
};

/// Tells pictures apart by 64 bits of their pixels.
std::uint64_t hash_of(const std::vector<float>& picture) {
    return base::hash_name(std::string_view(reinterpret_cast<const char*>(picture.data()),
                                            picture.size() * sizeof(float)));
}

/// Finds which picture is seen when, and where each is seen first.
std::vector<Origin> find_pictures(const PreparedRun& run,
                                  Painter& painter,
                                  io::StimulusMovie& movie) {
    std::vector<Origin> origins;
    std::map<std::uint64_t, std::uint32_t> known;
    std::vector<float> picture(painter.grid().size());
    const std::size_t draws = num_displays(run.loaded.experiment);
    for (std::size_t c = 0; c < run.layout.conditions.size(); ++c) {
        for (std::size_t trial = 0; trial < run.layout.trials; ++trial) {
            const std::size_t num_times = movie.time.size();
            if (trial >= draws) {  // as the trial before
                for (std::size_t i = 0; i < num_times; ++i) {
                    movie.shown.push_back(movie.shown[movie.shown.size() - num_times]);
                }
                continue;
            }
            painter.choose(c, trial);
            for (std::size_t i = 0; i < num_times; ++i) {
                const double time_ms = 1000 * movie.time.values[i];
                if (i > 0 && painter.is_constant(1000 * movie.time.values[i - 1], time_ms)) {
                    movie.shown.push_back(movie.shown.back());
                    continue;
                }
                painter.draw(time_ms, picture);
                const auto [at, is_new] =
                    known.emplace(hash_of(picture), static_cast<std::uint32_t>(origins.size()));
                if (is_new) {
                    origins.push_back({c, trial, time_ms});
                }
                movie.shown.push_back(at->second);
            }
        }
    }
    return origins;
}

}  // namespace

std::size_t most_movie_bytes(const PreparedRun& run) {
    if (!run.loaded.experiment.record.stimulus_movie) {
        return 0;
    }
    return num_displays(run) * movie_times(run).size() * movie_grid(run).size() * sizeof(float);
}

void add_stimulus_movie(const PreparedRun& run, const std::string& path) {
    if (!run.loaded.experiment.record.stimulus_movie) {
        return;
    }
    Painter painter(run);
    io::StimulusMovie movie;
    movie.time = movie_times(run);
    movie.y = {"y", "degree", "upward", {}, {}};
    movie.x = {"x", "degree", "rightward", {}, {}};
    for (int i = 0; i < painter.grid().ny; ++i) {
        movie.y.values.push_back(painter.grid().y_deg(i));
    }
    for (int i = 0; i < painter.grid().nx; ++i) {
        movie.x.values.push_back(painter.grid().x_deg(i));
    }
    const std::vector<Origin> origins = find_pictures(run, painter, movie);
    movie.num_pictures = origins.size();
    io::File file = io::File::open_for_writing(path);
    io::write_movie(file, run.layout, movie, [&](std::size_t index, std::span<float> out) {
        painter.choose(origins[index].condition, origins[index].trial);
        painter.draw(origins[index].time_ms, out);
    });
    file.close();
}

}  // namespace ventral::app
