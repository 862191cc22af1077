#include "sim/engine/check_run.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <cmath>

namespace ventral::engine {
namespace {

using base::str;

[[noreturn]] void refuse(const std::string& what,
                         const std::string& key,
                         const std::string& got,
                         const std::string& allowed) {
    throw base::ConfigError(
        {.what = what, .key_path = key, .got = got, .allowed = allowed, .hint = ""});
}

void require_above_zero(double value, const std::string& key, const char* unit) {
    if (!(value > 0) || !std::isfinite(value)) {
        refuse("value out of range", key, str(value, unit), str("> 0", unit));
    }
}

void require_factor(double value, const std::string& key) {
    if (!(value >= 0) || !std::isfinite(value)) {
        refuse("a factor below zero", key, str(value), ">= 0");
    }
}

void require_index(int index, std::size_t num, const std::string& what, const std::string& key) {
    if (index < 0 || static_cast<std::size_t>(index) >= num) {
        refuse(str("there is no such ", what), key, str(index),
               num == 0 ? std::string("none") : str("0 to ", num - 1));
    }
}

void check_schedule(const Schedule& schedule, double step_ms) {
    const double steps = (schedule.end_ms - schedule.begin_ms) / step_ms;
    if (!(steps >= 0) || !std::isfinite(steps)) {
        refuse("the run ends before it begins", "time",
               str(schedule.begin_ms, " to ", schedule.end_ms, " ms"), "end >= begin");
    }
    if (std::abs(steps - std::round(steps)) > 1e-6) {
        refuse("the run is no whole number of steps", "time",
               str(schedule.begin_ms, " to ", schedule.end_ms, " ms with step_ms: ", step_ms),
               "whole multiples of step_ms");
    }
}

void check_variant(const NetworkDescription& network, const Variant& variant) {
    const std::string key = "variants." + variant.name;
    for (const double scale : variant.class_scale) {
        require_factor(scale, key);
    }
    for (const Lesion& lesion : variant.lesions) {
        require_factor(lesion.factor, key + ".lesions");
        if (lesion.target == Lesion::Target::Projection) {
            require_index(lesion.index, network.projections.size(), "projection", key + ".lesions");
        } else {
            require_index(lesion.index, network.populations.size(), "population", key + ".lesions");
        }
    }
}

void check_recording(const NetworkDescription& network,
                     const RecordingPlan& plan,
                     const Schedule& schedule) {
    const std::size_t num = network.populations.size();
    for (const int population : plan.maps) {
        require_index(population, num, "population", "record.maps");
    }
    for (const int population : plan.cubes) {
        require_index(population, num, "population", "record.cubes");
    }
    for (const SiteRequest& site : plan.sites) {
        const std::string key = "record.sites." + site.name;
        require_index(site.population, num, "population", key);
        const PopulationDescription& p =
            network.populations[static_cast<std::size_t>(site.population)];
        const auto channels = static_cast<std::size_t>(p.num_channels());
        require_index(site.unit.channel, channels, "channel", key);
        require_index(site.unit.y, static_cast<std::size_t>(p.grid.ny), "row", key);
        require_index(site.unit.x, static_cast<std::size_t>(p.grid.nx), "column", key);
    }
    for (const FieldChoice& field : plan.fields) {
        require_index(field.population, num, "population", "record.fields");
        const PopulationDescription& p =
            network.populations[static_cast<std::size_t>(field.population)];
        const double begin_ms = field.begin_ms.value_or(plan.begin_ms);
        const double end_ms = field.end_ms.value_or(plan.end_ms);
        const bool fits = field.x >= 0 && field.y >= 0 && field.nx >= 0 && field.ny >= 0 &&
                          field.x + field.nx <= p.grid.nx && field.y + field.ny <= p.grid.ny;
        if (!fits || begin_ms < plan.begin_ms || end_ms > plan.end_ms || begin_ms > end_ms) {
            refuse("a part does not lie within what is recorded", "record.fields." + p.name,
                   str(begin_ms, " to ", end_ms, " ms, columns ", field.x, " + ", field.nx,
                       ", rows ", field.y, " + ", field.ny),
                   str(plan.begin_ms, " to ", plan.end_ms, " ms, ", p.grid.nx, " columns, ",
                       p.grid.ny, " rows"));
        }
    }
    const bool records = !plan.sites.empty() || !plan.maps.empty() || !plan.cubes.empty();
    const bool inside = plan.begin_ms >= schedule.begin_ms - 1e-9 &&
                        plan.end_ms <= schedule.end_ms + 1e-9 && plan.begin_ms <= plan.end_ms;
    if (records && !inside) {
        refuse("the recording does not lie within the run", "record",
               str(plan.begin_ms, " to ", plan.end_ms, " ms"),
               str(schedule.begin_ms, " to ", schedule.end_ms, " ms"));
    }
}

}  // namespace

void check_settings(const SolverSettings& settings) {
    require_above_zero(settings.step_ms, "time.step_ms", " ms");
    require_above_zero(settings.relative_tolerance, "time.relative_tolerance", "");
    require_above_zero(settings.absolute_tolerance, "time.absolute_tolerance", "");
    require_above_zero(settings.rate_limit, "time.rate_limit", " Hz");
}

void check_run(const NetworkDescription& network,
               const SolverSettings& settings,
               const Variant& variant,
               const Schedule& schedule,
               const RecordingPlan& recording) {
    check_schedule(schedule, settings.step_ms);
    check_variant(network, variant);
    check_recording(network, recording, schedule);
}

}  // namespace ventral::engine
