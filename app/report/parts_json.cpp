#include "app/report/parts_json.h"

#include "app/command/shared.h"
#include "app/figure/wiring_layout.h"
#include "app/report/packed.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ventral::app {

namespace {

using nlohmann::json;

json numbers(const std::vector<double>& values) {
    json list = json::array();
    for (const double value : values) {
        // Times and degrees: what rounding left is not worth its digits.
        list.push_back(json_number(std::round(value * 1e6) / 1e6));
    }
    return list;
}

void append(const std::vector<float>& values, std::size_t length, std::vector<float>& out) {
    out.insert(out.end(), values.begin(), values.end());
    out.resize(out.size() + length - values.size(), std::numeric_limits<float>::quiet_NaN());
}

json units_json(const std::vector<TraceUnit>& units) {
    json list = json::array();
    for (const TraceUnit& unit : units) {
        list.push_back({{"label", unit.label},
                        {"note", unit.note},
                        {"x", json_number(unit.x_deg)},
                        {"y", json_number(unit.y_deg)}});
    }
    return list;
}

json view_json(const TraceView& view) {
    const std::size_t length = view.times_ms.size();
    std::vector<float> means;
    std::vector<float> bands;
    json banded = json::array();
    json half_peaks = json::array();
    for (std::size_t i = 0; i < view.curves.size(); ++i) {
        const Curve& curve = view.curves[i];
        append(curve.mean, length, means);
        half_peaks.push_back(json_number(std::round(curve.half_peak_ms * 100) / 100));
        if (!curve.low.empty()) {
            banded.push_back(i);
            append(curve.low, length, bands);
            append(curve.high, length, bands);
        }
    }
    return {{"name", view.name},
            {"kind", view.kind},
            {"variable", view.variable},
            {"long_name", view.long_name},
            {"unit", view.unit},
            {"interval", view.interval_ms},
            {"every", view.every},
            {"times", numbers(view.times_ms)},
            {"units", units_json(view.units)},
            {"means", pack(means)},
            {"banded", banded},
            {"bands", pack(bands)},
            {"half_peaks", half_peaks}};
}

std::string port_name(engine::PortKind kind) {
    switch (kind) {
        case engine::PortKind::Drive:
            return "drive";
        case engine::PortKind::Gain:
            return "gain";
        case engine::PortKind::Pool:
            return "pool";
        case engine::PortKind::Output:
            break;
    }
    return "output";
}

/// Factors with their windows on one projection or population.
json lesions_of(const engine::Variant& variant, engine::Lesion::Target target, std::size_t index) {
    json list = json::array();
    for (const engine::Lesion& lesion : variant.lesions) {
        if (lesion.target == target && static_cast<std::size_t>(lesion.index) == index) {
            list.push_back({{"factor", lesion.factor},
                            {"begin", json_number(lesion.begin_ms)},
                            {"end", json_number(lesion.end_ms)}});
        }
    }
    return list;
}

json variant_json(const engine::Variant& variant, const engine::NetworkDescription& network) {
    json projections = json::array();
    for (std::size_t i = 0; i < network.projections.size(); ++i) {
        json lesions = lesions_of(variant, engine::Lesion::Target::Projection, i);
        const double scale = variant.scale(network.projections[i].projection_class);
        if (scale != 1) {
            lesions.push_back({{"factor", scale}, {"begin", nullptr}, {"end", nullptr}});
        }
        projections.push_back(std::move(lesions));
    }
    json populations = json::array();
    for (std::size_t i = 0; i < network.populations.size(); ++i) {
        populations.push_back(lesions_of(variant, engine::Lesion::Target::Population, i));
    }
    return {{"name", variant.name}, {"projections", projections}, {"populations", populations}};
}

}  // namespace

json traces_json(const Traces& traces) {
    json views = json::array();
    for (const TraceView& view : traces.views) {
        views.push_back(view_json(view));
    }
    return {{"conditions", traces.conditions},
            {"has_mean", traces.has_mean},
            {"left_out", traces.num_left_out},
            {"views", views}};
}

json maps_json(const Maps& maps, const std::vector<std::string>& labels) {
    json conditions = json::array();
    for (const std::size_t index : maps.conditions) {
        conditions.push_back(labels[index]);
    }
    json views = json::array();
    for (const MapView& view : maps.views) {
        json codes = json::array();
        for (const std::vector<std::uint16_t>& cell : view.codes) {
            codes.push_back(pack_frames(cell, view.frame_size()));
        }
        views.push_back({{"name", view.name},
                         {"kind", view.kind},
                         {"long_name", view.long_name},
                         {"unit", view.unit},
                         {"block", view.block},
                         {"recorded", {view.recorded_nx, view.recorded_ny, view.recorded_frames}},
                         {"every", view.every},
                         {"x", numbers(view.x_deg)},
                         {"y", numbers(view.y_deg)},
                         {"times", numbers(view.times_ms)},
                         {"low", view.low},
                         {"high", view.high},
                         {"codes", codes}});
    }
    return {{"conditions", conditions}, {"total", labels.size()}, {"views", views}};
}

json stimuli_json(const Stimuli& stimuli) {
    json conditions = json::array();
    for (const StimulusFrames& stimulus : stimuli.conditions) {
        std::vector<std::uint8_t> pixels;
        for (const std::vector<std::uint8_t>& picture : stimulus.pictures) {
            pixels.insert(pixels.end(), picture.begin(), picture.end());
        }
        conditions.push_back({{"background", stimulus.background},
                              {"highest", stimulus.highest},
                              {"frames", stimulus.frames},
                              {"pixels", pack(pixels)}});
    }
    const base::Grid& grid = stimuli.grid;
    return {{"nx", grid.nx},
            {"ny", grid.ny},
            {"left", grid.centre_x_deg - 0.5 * grid.width_deg()},
            {"bottom", grid.centre_y_deg - 0.5 * grid.height_deg()},
            {"width", grid.width_deg()},
            {"height", grid.height_deg()},
            {"conditions", conditions}};
}

json wiring_json(const engine::NetworkDescription& network,
                 const std::vector<engine::Variant>& variants) {
    constexpr double kTop = 28;
    const WiringLayout layout = lay_out_wiring(network, kTop);
    json headings = json::array();
    for (const WiringHeading& heading : layout.headings) {
        headings.push_back({{"text", heading.text}, {"x", heading.x}, {"y", heading.y}});
    }
    json boxes = json::array();
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        const Box& box = layout.boxes[i].box;
        boxes.push_back({{"name", layout.boxes[i].name},
                         {"full_name", network.populations[i].name},
                         {"note", layout.boxes[i].note},
                         {"box", {box.left, box.top, box.width, box.height}}});
    }
    json arrows = json::array();
    for (std::size_t i = 0; i < layout.arrows.size(); ++i) {
        const engine::ProjectionDescription& projection = network.projections[i];
        json control = json::array();
        for (const auto& [x, y] : layout.arrows[i].control) {
            control.push_back(std::round(x * 10) / 10);
            control.push_back(std::round(y * 10) / 10);
        }
        arrows.push_back({{"name", projection.name},
                          {"from", projection.source},
                          {"to", projection.target},
                          {"class", engine::to_string(projection.projection_class)},
                          {"port", port_name(projection.port.kind)},
                          {"delay", projection.delay.constant_ms},
                          {"control", control}});
    }
    json switched = json::array();
    for (const engine::Variant& variant : variants) {
        switched.push_back(variant_json(variant, network));
    }
    return {{"model", network.name}, {"width", layout.width}, {"height", layout.height},
            {"headings", headings},  {"boxes", boxes},        {"arrows", arrows},
            {"variants", switched}};
}

json plots_json(const std::vector<analysis::MeasurePlot>& plots) {
    json list = json::array();
    for (const analysis::MeasurePlot& plot : plots) {
        json series = json::array();
        for (const analysis::PlotSeries& one : plot.series) {
            const auto packed = [](const std::vector<double>& values) {
                return pack(std::vector<float>(values.begin(), values.end()));
            };
            series.push_back({{"variant", one.variant},
                              {"x", packed(one.x)},
                              {"y", packed(one.y)},
                              {"low", one.low.empty() ? "" : packed(one.low)},
                              {"high", one.high.empty() ? "" : packed(one.high)},
                              {"is_reference", one.is_reference},
                              {"is_points", one.is_points},
                              {"is_fit", one.is_fit}});
        }
        json slopes = json::array();
        for (const analysis::PlotLine& line : plot.lines) {
            slopes.push_back({{"slope", line.slope}, {"label", line.label}});
        }
        json marks = json::array();
        for (const analysis::PlotMark& mark : plot.marks) {
            marks.push_back({{"variant", mark.variant}, {"x", mark.x}, {"label", mark.label}});
        }
        list.push_back({{"measure", plot.measure},
                        {"x_label", plot.x_label},
                        {"y_label", plot.y_label},
                        {"series", series},
                        {"slopes", slopes},
                        {"marks", marks},
                        {"log_x", plot.log_x}});
    }
    return list;
}

}  // namespace ventral::app
