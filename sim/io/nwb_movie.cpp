#include "sim/io/nwb_movie.h"

#include "sim/io/array_dataset.h"
#include "sim/io/nwb_objects.h"
#include "sim/io/nwb_view.h"

#include <numeric>

namespace ventral::io {
namespace {

constexpr const char* kName = "stimulus_movie";

base::Axis counted(const std::string& name, std::size_t count, const std::string& long_name) {
    base::Axis axis{name, "", long_name, std::vector<double>(count), {}};
    std::iota(axis.values.begin(), axis.values.end(), 0.0);
    return axis;
}

Dataset write_pictures(Group& group,
                       const StimulusMovie& movie,
                       bool compress,
                       const std::function<void(std::size_t, std::span<float>)>& draw) {
    const std::size_t ny = movie.y.size();
    const std::size_t nx = movie.x.size();
    Storage storage;
    storage.chunk = {1, ny, nx};
    storage.compress = compress;
    Dataset pictures =
        group.create_dataset("luminance", Element::Float32, {movie.num_pictures, ny, nx}, storage);
    describe(pictures, "1", "relative luminance");
    std::vector<float> picture(ny * nx);
    for (std::size_t i = 0; i < movie.num_pictures; ++i) {
        draw(i, picture);
        pictures.write_slab({i, 0, 0}, {1, ny, nx}, picture);
    }
    const base::Axis frames = counted("frame", movie.num_pictures, "picture");
    mark_as_plot(group, "luminance", {}, attach_axes(group, pictures, {frames, movie.y, movie.x}));
    return pictures;
}

void write_shown(Group& group, const ResultLayout& layout, const StimulusMovie& movie) {
    Dataset shown = group.create_dataset(
        "shown", Element::UInt32, {layout.conditions.size(), layout.trials, movie.time.size()});
    shown.write(std::span<const std::uint32_t>(movie.shown));
    describe(shown, "", "picture that is seen");
    attach_axes(group, shown,
                {{"condition", "", "", {}, layout.conditions},
                 counted("trial", layout.trials, "repetition"),
                 movie.time});
}

/// The pictures as a series of their own, which has no place in time: one after the other.
void write_template(File& file,
                    const StimulusMovie& movie,
                    const Dataset& pictures,
                    const std::string& key) {
    Group templates = file.group("/stimulus/templates");
    Group series = begin_series(templates, kName, "ImageSeries",
                                "pictures that were shown: (frame, y, x), row 0 lowest",
                                "each once; /stimulus/presentation says when", key);
    const Shape shape = pictures.shape();
    Dataset data = series.create_view("data", shape, pictures, shape);
    data.set_text("unit", "1");
    series.write_text("format", "raw");
    const std::vector<double>& times_s = movie.time.values;
    const double step_s = times_s.size() < 2 ? 1 : times_s[1] - times_s[0];
    write_clock(series, {0, 1 / step_s, {}});
}

void write_presentation(File& file, const ResultLayout& layout, const StimulusMovie& movie) {
    const SessionClock clock = session_clock(layout);
    const std::size_t num_times = movie.time.size();
    const std::size_t samples = samples_in(movie.time.values, clock);
    std::vector<std::uint32_t> indices;
    indices.reserve(layout.cells() * samples);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        const Cell cell = layout.cell(i);
        const std::size_t row = (cell.condition * layout.trials + cell.trial) * num_times;
        for (std::size_t t = 0; t < samples; ++t) {
            indices.push_back(movie.shown[row + t]);
        }
    }
    Group presentation = file.group("/stimulus/presentation");
    Group series =
        begin_series(presentation, kName, "IndexSeries", "which picture is seen, over the session",
                     // Neo makes its Block and Segment from these.
                     R"({"block": ")" + layout.key + R"(", "segment": "session"})", layout.key);
    Dataset data = series.create_dataset("data", Element::UInt32, {indices.size()});
    data.write(std::span<const std::uint32_t>(indices));
    data.set_text("unit", "N/A");
    write_clock(series, series_clock(layout, movie.time.values, clock));
    series.link("indexed_timeseries", std::string("/stimulus/templates/") + kName);
}

}  // namespace

std::size_t movie_bytes(const StimulusMovie& movie) {
    return movie.num_pictures * movie.y.size() * movie.x.size() * sizeof(float);
}

void write_movie(File& file,
                 const ResultLayout& layout,
                 const StimulusMovie& movie,
                 const std::function<void(std::size_t picture, std::span<float> out)>& draw) {
    Group group = file.require_group(std::string("/") + kName);
    group.set_text("title", "what was shown; luminance of picture shown[condition, trial, time]");
    const Dataset pictures = write_pictures(group, movie, layout.compress, draw);
    write_shown(group, layout, movie);
    write_template(file, movie, pictures, layout.key);
    write_presentation(file, layout, movie);
}

}  // namespace ventral::io
