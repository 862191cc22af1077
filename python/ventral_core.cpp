/// The Python module ventral._core: experiments are run into files, and single trials step by step.

#include "app/experiment/load_experiment.h"
#include "app/procedure/run_steps.h"
#include "app/provenance/build_info.h"
#include "app/provenance/provenance.h"
#include "app/run/runner.h"
#include "app/run/stepper.h"

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace py = pybind11;
using namespace ventral;

namespace {

struct Changes {
    std::vector<std::string> set;
    std::vector<std::string> variants;
    std::optional<std::uint64_t> seed;
    bool quick = false;
    std::vector<std::string> folders;  ///< with models and experiments in them
};

app::LoadedExperiment load(const std::string& experiment, const Changes& changes) {
    app::Overrides overrides;
    for (const std::string& text : changes.set) {
        overrides.assignments.push_back(config::parse_assignment(text));
    }
    overrides.variants = changes.variants;
    overrides.seed = changes.seed;
    overrides.quick = changes.quick;
    app::SearchPaths paths;
    std::vector<std::string> folders = changes.folders;
    folders.push_back(app::source_folder());
    for (const std::string& folder : folders) {
        paths.models.push_back(folder + "/models");
        paths.experiments.push_back(folder + "/experiments");
    }
    return app::load_experiment(experiment, paths, overrides);
}

void run(const std::string& experiment,
         const Changes& changes,
         const std::string& output,
         int jobs,
         bool force) {
    const py::gil_scoped_release release;
    app::Talk talk(app::Loudness::Quiet);
    const app::RunSettings settings{.output = output, .jobs = jobs, .force = force};
    const std::string command = "ventral.run(" + experiment + ")";
    app::LoadedExperiment loaded = load(experiment, changes);
    if (!loaded.experiment.steps.empty()) {
        app::prepare_run(loaded, command);  // says what is wrong before anything is run
        loaded = app::run_steps(std::move(loaded), command, settings, talk);
    }
    app::run_cells(app::prepare_run(std::move(loaded), command), settings, talk);
}

py::array_t<float> to_array(const base::LabelledArray& array) {
    std::vector<py::ssize_t> shape;
    for (const base::Axis& axis : array.axes) {
        shape.push_back(static_cast<py::ssize_t>(axis.size()));
    }
    return py::array_t<float>(shape, array.values.data());
}

py::object to_coordinate(const base::Axis& axis) {
    return axis.labels.empty() ? py::cast(axis.values) : py::cast(axis.labels);
}

/// {"V1.complex/map": {"rate": (dims, array, {units}), ...}, ...}
py::dict to_dict(const std::vector<engine::RecordedView>& views) {
    py::dict result;
    for (const engine::RecordedView& view : views) {
        py::dict variables;
        for (const base::LabelledArray& variable : view.variables) {
            py::list dims;
            py::dict coordinates;
            for (const base::Axis& axis : variable.axes) {
                dims.append(axis.name);
                coordinates[py::str(axis.name)] = to_coordinate(axis);
            }
            variables[py::str(variable.name)] =
                py::make_tuple(dims, to_array(variable), variable.unit, coordinates);
        }
        result[py::str(view.population + "/" + view.view)] = variables;
    }
    return result;
}

}  // namespace

PYBIND11_MODULE(_core, module) {
    module.attr("__version__") = app::program_version();
    py::register_exception<base::ConfigError>(module, "ConfigError", PyExc_ValueError);
    py::register_exception<base::IoError>(module, "FileError", PyExc_OSError);
    py::register_exception<base::NumericsError>(module, "NumericsError", PyExc_ArithmeticError);
    py::class_<Changes>(module, "Changes")
        .def(py::init<>())
        .def_readwrite("set", &Changes::set)
        .def_readwrite("variants", &Changes::variants)
        .def_readwrite("seed", &Changes::seed)
        .def_readwrite("quick", &Changes::quick)
        .def_readwrite("folders", &Changes::folders);
    module.def("run", &run);
    py::class_<app::Stepper>(module, "Stepper")
        .def(py::init([](const std::string& experiment, const Changes& changes,
                         const std::string& condition, const std::string& variant,
                         std::size_t trial) {
            const py::gil_scoped_release release;
            return std::make_unique<app::Stepper>(
                app::prepare_run(load(experiment, changes), "ventral.Trial"), condition, variant,
                trial);
        }))
        .def_property_readonly("time_ms", &app::Stepper::time_ms)
        .def_property_readonly("begin_ms", &app::Stepper::begin_ms)
        .def_property_readonly("end_ms", &app::Stepper::end_ms)
        .def("advance", [](app::Stepper& stepper, double until_ms) {
            std::vector<engine::RecordedView> views;
            {
                const py::gil_scoped_release release;
                views = stepper.advance_to(until_ms);
            }
            return to_dict(views);
        });
}
