#include "sim/io/nwb_view.h"

#include "sim/io/nwb_objects.h"
#include "sim/io/nwb_tables.h"

#include <algorithm>
#include <cmath>

namespace ventral::io {
namespace {

void write_session(File& file, const ResultLayout& layout) {
    make_typed(file, "core", "NWBFile", layout.key);
    file.set_text("nwb_version", kNwbVersion);
    file.write_text("identifier", layout.key);
    file.write_text("session_description", layout.title);
    file.write_text("session_start_time", layout.date);
    file.write_text("timestamps_reference_time", layout.date);
    // A scale of its own, so that xarray opens the root.
    file.write_texts("file_create_date", {layout.date}).make_scale("file_create_date");
    for (const char* name : {"acquisition", "analysis", "processing", "general",
                             "stimulus/presentation", "stimulus/templates"}) {
        file.require_group(std::string("/") + name);
    }
}

void write_general(File& file, const ResultLayout& layout) {
    Group general = file.group("/general");
    general.write_text("session_id", layout.key);
    general.write_text("experiment_description",
                       layout.title + ". Rates of a model, simulated by " +
                           provenance_text(layout, "program") + "; no animal was recorded.");
    general.write_text("data_collection",
                       "simulated; every cell of variant x condition x trial is one trial");
    const std::string notes = provenance_text(layout, "notes");
    if (!notes.empty()) {
        general.write_text("notes", notes);
    }
    const std::string script = provenance_text(layout, "experiment_resolved");
    if (!script.empty()) {
        general.write_text("source_script", script);
        const std::string name = provenance_text(layout, "experiment_name");
        general.dataset("source_script")
            .set_text("file_name", name.empty() ? "experiment.yaml" : name);
    }
}

/// Channel axes are joined, as a series has four axes at most.
Shape frame_shape(const View& view) {
    Shape shape;
    for (const base::Axis& axis : view.axes) {
        shape.push_back(axis.size());
    }
    while (shape.size() > 3) {
        shape[1] *= shape[0];
        shape.erase(shape.begin());
    }
    return shape;
}

std::string describe_axes(const View& view) {
    std::string text = "time";
    for (const base::Axis& axis : view.axes) {
        text += " x " + axis.name;
        for (std::size_t i = 0; i < axis.labels.size(); ++i) {
            text += (i == 0 ? " (" : ", ") + axis.labels[i];
        }
        text += axis.labels.empty() ? "" : ")";
    }
    return text;
}

double interval_s(const std::vector<double>& times_s) {
    return times_s.size() < 2 ? 0 : (times_s.back() - times_s.front()) / double(times_s.size() - 1);
}

void write_series(File& file, const ResultLayout& layout, const View& view, std::size_t index) {
    const SessionClock clock = session_clock(layout);
    const Variable& variable = view.variables[index];
    const std::string name = series_name(view, variable);
    Group acquisition = file.group("/acquisition");
    Group series =
        begin_series(acquisition, name, "TimeSeries",
                     view.area + "." + view.population + ", " + view.kind + ": " +
                         variable.long_name + "; " + describe_axes(view),
                     // Neo makes its Block and Segment from these.
                     R"({"block": ")" + layout.key + R"(", "segment": "session"})", layout.key);
    const std::size_t samples = samples_in(view.time.values, clock);
    Shape shape = frame_shape(view);
    shape.insert(shape.begin(), layout.cells() * samples);
    const Dataset cube = file.dataset(view.path() + "/" + variable.name);
    Shape part = cube.shape();
    part[3] = samples;
    Dataset data = series.create_view("data", shape, cube, part);
    data.set_text("unit", variable.unit.empty() ? "1" : variable.unit);
    data.set_number("conversion", 1);
    data.set_number("resolution", -1);
    const std::string first = "/acquisition/" + series_name(view, view.variables.front());
    if (index > 0 && file.has(first + "/timestamps")) {
        series.link("timestamps", first + "/timestamps");
    } else {
        write_clock(series, series_clock(layout, view.time.values, clock));
    }
}

}  // namespace

SessionClock session_clock(const ResultLayout& layout) {
    SessionClock clock;
    double end_s = 0;
    bool is_first = true;
    for (const View& view : layout.views) {
        const std::vector<double>& times = view.time.values;
        clock.begin_s = is_first ? times.front() : std::min(clock.begin_s, times.front());
        end_s = is_first ? times.back() : std::max(end_s, times.back());
        is_first = false;
    }
    clock.period_s = end_s - clock.begin_s;
    if (clock.period_s <= 0) {
        clock.period_s = 1e-3;
    }
    return clock;
}

std::size_t samples_in(const std::vector<double>& times_s, const SessionClock& clock) {
    const double end_s = clock.begin_s + clock.period_s - 1e-9;
    const auto end = std::lower_bound(times_s.begin(), times_s.end(), end_s);
    return std::max<std::size_t>(1, static_cast<std::size_t>(end - times_s.begin()));
}

NwbClock series_clock(const ResultLayout& layout,
                      const std::vector<double>& times_s,
                      const SessionClock& clock) {
    const std::size_t samples = samples_in(times_s, clock);
    const double step_s = interval_s(times_s);
    NwbClock series;
    series.begin_s = times_s.front() - clock.begin_s;
    if (step_s > 0 && std::abs(step_s * double(samples) - clock.period_s) < 1e-9) {
        const double rounded_hz = std::round(1e6 / step_s) / 1e6;
        series.rate_hz = std::abs(rounded_hz * step_s - 1) < 1e-9 ? rounded_hz : 1 / step_s;
        return series;
    }
    for (std::size_t cell = 0; cell < layout.cells(); ++cell) {
        for (std::size_t i = 0; i < samples; ++i) {
            series.timestamps_s.push_back(double(cell) * clock.period_s + times_s[i] -
                                          clock.begin_s);
        }
    }
    return series;
}

std::string series_name(const View& view, const Variable& variable) {
    const std::string name = view.area + "_" + view.population + "_" + view.kind;
    return variable.name == "rate" ? name : name + "_" + variable.name;
}

void write_nwb_view(File& file, const ResultLayout& layout) {
    write_session(file, layout);
    write_general(file, layout);
    for (const View& view : layout.views) {
        for (std::size_t i = 0; i < view.variables.size(); ++i) {
            write_series(file, layout, view, i);
        }
        if (view.kind == "site") {
            write_unit_table(file, layout, view);
        }
    }
    write_trial_tables(file, layout, session_clock(layout));
}

}  // namespace ventral::io
