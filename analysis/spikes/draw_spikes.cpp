#include "analysis/spikes/draw_spikes.h"

#include "analysis/averages.h"
#include "sim/io/nwb_view.h"

#include <algorithm>
#include <limits>

namespace ventral::analysis {

namespace {

class ViewSpikes {
public:
    ViewSpikes(const io::ResultFile& file,
               std::size_t view,
               const TrainSettings& settings,
               std::uint64_t seed)
        : layout_(file.layout()),
          view_(layout_.views[view]),
          cube_(file.cube(view_, "rate")),
          settings_(settings),
          seed_(seed),
          clock_(io::session_clock(layout_)),
          times_ms_(times_in_ms(view_.time)),
          samples_(io::samples_in(view_.time.values, clock_)) {
        for (std::size_t unit = 0; unit < view_.frame_size(); ++unit) {
            units_.push_back({view, unit, {}});
        }
    }

    void add_to(DrawnSpikes& drawn) {
        for (std::size_t index = 0; index < layout_.cells(); ++index) {
            const std::vector<float> rates = cube_.read(layout_.cell(index));
            if (is_finished(rates)) {
                add_cell(index, rates, drawn.num_cut);
            }
        }
        std::move(units_.begin(), units_.end(), std::back_inserter(drawn.units));
    }

private:
    void add_cell(std::size_t index, const std::vector<float>& rates, std::size_t& num_cut) {
        const io::Cell cell = layout_.cell(index);
        const double begin_ms =
            1000 * (static_cast<double>(index) * clock_.period_s - clock_.begin_s);
        const double interval_ms = times_ms_.size() < 2 ? 0 : times_ms_[1] - times_ms_[0];
        for (io::UnitSpikes& unit : units_) {
            std::vector<double> course = unit_time_course(rates, units_.size(), unit.unit);
            course.resize(samples_);
            for (double& rate : course) {
                const double possible = std::clamp(rate, 0.0, highest_drawn_hz(settings_));
                num_cut += possible == rate ? 0 : 1;
                rate = possible;
            }
            base::RandomStream stream(seed_,
                                      "spikes/" + view_.area + "." + view_.population + "/" +
                                          view_.axes.front().labels[unit.unit],
                                      cell.condition * layout_.trials + cell.trial);
            for (const double time_ms :
                 spike_train(course, times_ms_.front(), interval_ms, settings_, stream)) {
                unit.times_s.push_back((begin_ms + time_ms) / 1000);
            }
        }
    }

    const io::ResultLayout& layout_;
    const io::View& view_;
    io::Cube cube_;
    TrainSettings settings_;
    std::uint64_t seed_;
    io::SessionClock clock_;
    std::vector<double> times_ms_;
    std::size_t samples_;
    std::vector<io::UnitSpikes> units_;
};

}  // namespace

double highest_drawn_hz(const TrainSettings& settings) {
    return settings.refractory_ms > 0 ? 950 / settings.refractory_ms
                                      : std::numeric_limits<double>::infinity();
}

DrawnSpikes draw_spikes(const io::ResultFile& file,
                        const TrainSettings& settings,
                        std::uint64_t seed) {
    DrawnSpikes drawn;
    for (std::size_t view = 0; view < file.layout().views.size(); ++view) {
        if (file.layout().views[view].kind == "site") {
            ViewSpikes(file, view, settings, seed).add_to(drawn);
        }
    }
    return drawn;
}

}  // namespace ventral::analysis
