#include "app/run/presentation_table.h"

#include "app/experiment/display_seed.h"
#include "stimuli/presentations.h"

namespace ventral::app {

namespace {

using stimuli::Presentation;

base::Axis text_column(const std::string& name, const std::string& doc) {
    return {name, "", doc, {}, {}};
}

/// A column of numbers, with the member that fills it.
struct NumberColumn {
    const char* name;
    const char* unit;
    const char* doc;
    double Presentation::*value;
};

constexpr NumberColumn kNumbers[] = {
    {"orientation", "degree", "counter-clockwise from horizontal, period 180",
     &Presentation::orientation_deg},
    {"direction", "degree", "of drift or movement, counter-clockwise from rightward, period 360",
     &Presentation::direction_deg},
    {"spatial_frequency", "cycles/degree", "spatial frequency",
     &Presentation::spatial_frequency_cpd},
    {"temporal_frequency", "Hz", "temporal frequency", &Presentation::temporal_frequency_hz},
    {"phase", "degree", "at its centre and time 0", &Presentation::phase_deg},
    {"contrast", "1", "Michelson contrast", &Presentation::contrast},
    {"size", "degree", "full diameter or width", &Presentation::size_deg},
    {"x_position", "degree", "of its centre, rightward from fixation", &Presentation::x_deg},
    {"y_position", "degree", "of its centre, upward from fixation", &Presentation::y_deg},
    {"luminance", "1", "in the unit of the display", &Presentation::luminance},
    {"opacity", "1", "0: not visible", &Presentation::opacity}};

}  // namespace

io::PresentationTable make_presentations(const LoadedExperiment& loaded, const RunPlan& plan) {
    io::PresentationTable table;
    table.columns = {text_column("stimulus_name", "what it is"),
                     {"stimulus_index", "", "its place in the display, from below", {}, {}},
                     text_column("element", "its name in the display")};
    for (const NumberColumn& column : kNumbers) {
        table.columns.push_back({column.name, column.unit, column.doc, {}, {}});
    }
    for (std::size_t c = 0; c < loaded.conditions.size(); ++c) {
        double index = 0;
        for (const Presentation& shown :
             stimuli::list_presentations(loaded.conditions[c].display,
                                         display_seed(loaded.experiment, 0), plan.placements[c])) {
            table.conditions.push_back(c);
            table.start_s.push_back(shown.start_ms / 1000);
            table.stop_s.push_back(shown.stop_ms / 1000);
            table.columns[0].labels.push_back(shown.name);
            table.columns[1].values.push_back(index++);
            table.columns[2].labels.push_back(shown.element);
            std::size_t column = 3;
            for (const NumberColumn& number : kNumbers) {
                table.columns[column++].values.push_back(shown.*number.value);
            }
        }
    }
    return table;
}

}  // namespace ventral::app
