#include "app/report/maps.h"

#include "analysis/averages.h"
#include "app/report/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ventral::app {

namespace {

const base::Axis* find_axis(const io::View& view, const std::string& name) {
    const auto found = std::find_if(view.axes.begin(), view.axes.end(),
                                    [&](const base::Axis& axis) { return axis.name == name; });
    return found == view.axes.end() ? nullptr : &*found;
}

/// True for a view whose last axes are y and x, with more than one pixel.
bool is_map(const io::View& view) {
    const std::size_t n = view.axes.size();
    return n >= 2 && view.axes[n - 2].name == "y" && view.axes[n - 1].name == "x" &&
           view.axes[n - 2].size() * view.axes[n - 1].size() > 1;
}

/// Means of so many neighbours; the last one of what is left.
std::vector<double> block_means(const std::vector<double>& values, std::size_t block) {
    std::vector<double> means;
    for (std::size_t i = 0; i < values.size(); i += block) {
        const std::size_t count = std::min(block, values.size() - i);
        double sum = 0;
        for (std::size_t k = 0; k < count; ++k) {
            sum += values[i + k];
        }
        means.push_back(sum / static_cast<double>(count));
    }
    return means;
}

class MapReader {
public:
    MapReader(const Sources& sources, const io::View& view, const MapLimits& limits)
        : sources_(sources),
          view_(view),
          cubes_(sources, view, view.variables.front().name),
          times_ms_(analysis::times_in_ms(view.time)) {
        const base::Axis& x = *find_axis(view, "x");
        const base::Axis& y = *find_axis(view, "y");
        out_.name = population_name(view);
        out_.kind = view.kind;
        out_.long_name = view.variables.front().long_name;
        out_.unit = view.variables.front().unit;
        out_.recorded_nx = x.size();
        out_.recorded_ny = y.size();
        out_.block = (std::max(x.size(), y.size()) + limits.most_pixels - 1) / limits.most_pixels;
        out_.x_deg = block_means(x.values, out_.block);
        out_.y_deg = block_means(y.values, out_.block);
        samples_ = thin_out(times_ms_, limits.most_frames);
        out_.every = samples_.every;
        out_.recorded_frames = times_ms_.size();
        out_.times_ms = pick(times_ms_, samples_);
        num_channels_ = view.frame_size() / (x.size() * y.size());
    }

    std::size_t values_per_condition() const {
        return sources_.all.size() * samples_.count * out_.frame_size();
    }

    MapView read(const std::vector<std::size_t>& conditions) {
        std::vector<std::vector<float>> cells;
        for (std::size_t source = 0; source < sources_.all.size(); ++source) {
            for (const std::size_t condition : conditions) {
                cells.push_back(read_cell(source, condition));
            }
        }
        encode(cells);
        return std::move(out_);
    }

private:
    /// Adds the reduced frames of one recording.
    void add_reduced(const std::vector<float>& values, std::vector<double>& sum) const {
        const std::size_t nx = out_.recorded_nx;
        const std::size_t ny = out_.recorded_ny;
        const std::size_t columns = out_.x_deg.size();
        for (std::size_t i = 0; i < samples_.count; ++i) {
            const std::size_t frame = samples_.index(i) * view_.frame_size();
            double* out = sum.data() + i * out_.frame_size();
            for (std::size_t channel = 0; channel < num_channels_; ++channel) {
                for (std::size_t y = 0; y < ny; ++y) {
                    const float* row = values.data() + frame + (channel * ny + y) * nx;
                    double* out_row = out + y / out_.block * columns;
                    for (std::size_t x = 0; x < nx; ++x) {
                        out_row[x / out_.block] += static_cast<double>(row[x]);
                    }
                }
            }
        }
    }

    /// Mean over finished trials; NaN if there is none.
    std::vector<float> read_cell(std::size_t source, std::size_t condition) const {
        std::vector<double> sum(samples_.count * out_.frame_size());
        std::size_t count = 0;
        for (std::size_t trial = 0; trial < cubes_.num_trials(source); ++trial) {
            const auto values = cubes_.read(source, condition, trial);
            if (analysis::is_finished(values)) {
                add_reduced(values, sum);
                ++count;
            }
        }
        std::vector<float> mean(sum.size());
        const std::size_t columns = out_.x_deg.size();
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const std::size_t pixels = members(i % columns, out_.recorded_nx) *
                                       members(i / columns % out_.y_deg.size(), out_.recorded_ny);
            mean[i] =
                static_cast<float>(sum[i] / static_cast<double>(pixels * num_channels_ * count));
        }
        return mean;
    }

    /// Pixels of the recording along one side of a reduced pixel.
    std::size_t members(std::size_t index, std::size_t recorded) const {
        return std::min(out_.block, recorded - index * out_.block);
    }

    void encode(const std::vector<std::vector<float>>& cells) {
        double low = 0;
        double high = 0;
        for (const std::vector<float>& cell : cells) {
            for (const float value : cell) {
                if (std::isfinite(value)) {
                    low = std::min(low, static_cast<double>(value));
                    high = std::max(high, static_cast<double>(value));
                }
            }
        }
        out_.low = low;
        out_.high = high > low ? high : low + 1;
        const double scale = kHighestCode / (out_.high - out_.low);
        for (const std::vector<float>& cell : cells) {
            std::vector<std::uint16_t> codes;
            codes.reserve(cell.size());
            for (const float value : cell) {
                const double code = std::round((static_cast<double>(value) - out_.low) * scale);
                codes.push_back(std::isfinite(value) ? static_cast<std::uint16_t>(code) : kNoCode);
            }
            out_.codes.push_back(std::move(codes));
        }
    }

    const Sources& sources_;
    const io::View& view_;
    SourceCubes cubes_;
    std::vector<double> times_ms_;
    Samples samples_;
    std::size_t num_channels_ = 1;
    MapView out_;
};

std::vector<MapReader> make_readers(const Sources& sources, const MapLimits& limits) {
    std::vector<MapReader> readers;
    for (const io::View& view : sources.views) {
        if (is_map(view)) {
            readers.emplace_back(sources, view, limits);
        }
    }
    return readers;
}

}  // namespace

double MapView::value(std::uint16_t code) const {
    return code == kNoCode ? std::numeric_limits<double>::quiet_NaN()
                           : low + code * (high - low) / kHighestCode;
}

std::size_t num_values(const Maps& maps) {
    std::size_t count = 0;
    for (const MapView& view : maps.views) {
        for (const std::vector<std::uint16_t>& cell : view.codes) {
            count += cell.size();
        }
    }
    return count;
}

Maps read_maps(const Sources& sources, const MapLimits& limits) {
    const std::size_t total = sources.conditions.size();
    const std::size_t most = std::max(limits.wanted.size(), limits.most_conditions);
    Maps maps;
    // Fewer frames before fewer pixels, both before fewer conditions.
    constexpr std::array<std::array<std::size_t, 2>, 4> kReductions{
        {{1, 1}, {2, 1}, {3, 1}, {3, 2}}};
    for (const auto& [fewer_frames, fewer_pixels] : kReductions) {
        MapLimits reduced = limits;
        reduced.most_frames = std::max<std::size_t>(2, limits.most_frames / fewer_frames);
        reduced.most_pixels = std::max<std::size_t>(1, limits.most_pixels / fewer_pixels);
        std::vector<MapReader> readers = make_readers(sources, reduced);
        std::size_t values = 0;
        for (const MapReader& reader : readers) {
            values += reader.values_per_condition();
        }
        const std::size_t fits = limits.most_values / std::max<std::size_t>(values, 1);
        const bool is_last = fewer_pixels == kReductions.back()[1];
        if (fits < std::min(total, most) && !is_last) {
            continue;
        }
        if (!readers.empty()) {
            const std::size_t count = std::max<std::size_t>(1, std::min(most, fits));
            maps.conditions = spread(total, count, limits.wanted);
        }
        for (MapReader& reader : readers) {
            maps.views.push_back(reader.read(maps.conditions));
        }
        break;
    }
    return maps;
}

}  // namespace ventral::app
