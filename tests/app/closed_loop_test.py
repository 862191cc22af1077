#!/usr/bin/env python3
"""Closed loop: steps measure each unit, and its displays are built from what was measured."""

import csv
import math
import unittest

import h5py
import program
import xarray
from program import replace

# A unit whose response to a disk of diameter d is, in closed form,
# gain (1 - exp(-d^2 / 8 s1^2)) - weight (1 - exp(-d^2 / 8 s2^2)).
CENTRE, SURROUND, GAIN, WEIGHT = 0.4, 1.2, 30.0, 24.0
MODEL = f"""\
format: ventral-model/1
model: summing
doc: Excitation and a wider inhibition.
seed: 1
field: {{width_deg: 24, height_deg: 24, border: periodic}}
areas:
  Display:
    samples_per_deg: 4
    populations:
      image: {{source: definition, input: display, rate_unit: dimensionless}}
  A:
    samples_per_deg: 4
    populations:
      cell:
        source: chosen
        tau_ms: 5
        drives: {{input: {{}}}}
projections:
  centre: &projection
    from: Display.image
    to: A.cell
    class: feedforward
    port: {{drive: input}}
    source: chosen
    weight: {GAIN}
    delay_ms: 5
    kernel: {{gaussian: {{sigma_deg: {CENTRE}}}}}
  surround:
    from: Display.image
    to: A.cell
    class: lateral
    port: {{drive: input}}
    source: chosen
    weight: -{WEIGHT}
    delay_ms: 5
    kernel: {{gaussian: {{sigma_deg: {SURROUND}}}}}
""".replace("&projection", "")

DIAMETERS = [0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 8]
EXPERIMENT = f"""\
format: ventral-experiment/1
experiment: Annuli about each cell's own summation field
model: summing.yaml
display:
  background: 0.5
  elements:
    disk: {{disk: {{diameter_deg: 1, luminance: 1}}}}
units:
  here: {{population: A.cell, at_deg: [0, 0]}}
  there: {{population: A.cell, at_deg: [2, -1]}}
steps:
  size:
    factors: {{diameter_deg: {{disk.diameter_deg: {DIAMETERS}}}}}
    measure: {{size: {{response: {{window_ms: [50, 100]}}}}}}
factors:
  extra_deg: {{"0": {{}}, "1": {{}}}}
catch_trials: {{blank: {{}}}}
built_from: {{disk.diameter_deg: size.srf_deg + extra_deg}}
variants: [recurrent, feedforward]
time: {{settle_ms: 20, baseline_ms: 200, duration_ms: 100, step_ms: 1}}
record: {{maps: []}}
"""


def response(diameter):
    """To a disk of Weber contrast 1, settled."""
    centre = GAIN * (1 - math.exp(-(diameter**2) / (8 * CENTRE**2)))
    return max(0, centre - WEIGHT * (1 - math.exp(-(diameter**2) / (8 * SURROUND**2))))


class ClosedLoop(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("summing.yaml", MODEL)
        self.write("loop.yaml", EXPERIMENT)

    def measured(self):
        with open(self.folder / "out.steps" / "measured.csv", encoding="utf-8") as file:
            return {(row["unit"], row["quantity"]): float(row["value"]) for row in csv.DictReader(file)}

    def test_each_units_measurement_is_the_closed_form_and_builds_its_displays(self):
        self.run_well("run", "loop.yaml", "-o", "out.h5")
        best = max(DIAMETERS, key=response)
        index = 1 - response(8) / response(best)
        for unit in ("here", "there"):
            self.assertEqual(self.measured()[unit, "size.srf_deg"], best)
            self.assertAlmostEqual(self.measured()[unit, "size.suppression_index"], index, delta=0.02)
        site = xarray.open_dataset(self.folder / "out.h5", group="/simulation/A/cell/site")
        shown = site.disk_diameter_deg.values
        self.assertEqual(list(shown[:4]), [best, best + 1, best, best + 1])
        late = site.rate.isel(trial=0, time=-1).sel(variant="recurrent")
        self.assertEqual(list(site.unit.values[:5]), ["here", "here", "there", "there", "here"])
        for condition, (unit, diameter) in enumerate(zip(site.unit.values[:4], shown[:4])):
            rate = float(late.isel(condition=condition).sel(site=unit))
            self.assertAlmostEqual(rate, response(diameter), delta=0.02 * response(best))
        self.assertAlmostEqual(float(late.isel(condition=4).sel(site="here")), 0, delta=1e-4)

    def test_a_finished_step_is_taken_as_it_is_and_a_changed_one_runs_again(self):
        self.run_well("run", "loop.yaml", "-o", "out.h5")
        first = (self.folder / "out.steps" / "size.h5").stat().st_mtime_ns
        again = self.run_program("run", "loop.yaml", "-o", "out.h5", "--force")
        self.assertIn("step size: taken from", again.stderr)
        self.assertEqual((self.folder / "out.steps" / "size.h5").stat().st_mtime_ns, first)
        self.run_well("run", "loop.yaml", "-o", "out.h5", "--force", "--set", "disk.luminance=0.9")
        self.assertNotEqual((self.folder / "out.steps" / "size.h5").stat().st_mtime_ns, first)

    def write_mapping(self, more):
        """The experiment with a step `map` of sparse noise in place of the sizes."""
        noise = ("noise: {mapping_noise: {num_x: 8, num_y: 8, pixel_deg: 0.5, frame_ms: 40, "
                 "pixels_per_frame: 3, michelson_contrast: 1}}")
        step = f"""\
  map:
    display: {{background: 0.5, elements: {{{noise}}}}}
    time: {{duration_ms: 1600}}
    measure: {{sparse_noise: {{lattice_deg: 4, spacing_deg: 0.5, delays_ms: [0, 40]}}}}
"""
        sizes = EXPERIMENT[EXPERIMENT.index("  size:") : EXPERIMENT.index("factors:\n")]
        mapping = replace(EXPERIMENT, sizes, step)
        mapping = replace(mapping, "size.srf_deg + extra_deg", "abs(map.x_deg) + 1 + extra_deg")
        self.write("map.yaml", mapping + more)

    def test_noise_that_is_new_in_every_trial_is_paired_with_its_own_response(self):
        self.write_mapping("trials: 6\ntrial_displays: new\n")
        self.run_well("run", "map.yaml", "-o", "out.h5", "--no-figure")
        for unit in ("here", "there"):
            self.assertAlmostEqual(self.measured()[unit, "map.x_deg"], 0, delta=0.1)
            self.assertAlmostEqual(self.measured()[unit, "map.y_deg"], 0, delta=0.1)
            # Of the squared response to the pixels: about the centre's width.
            self.assertGreater(self.measured()[unit, "map.diameter_deg"], 0.5)
            self.assertLess(self.measured()[unit, "map.diameter_deg"], 1.6)

    def test_noise_finds_a_field_beside_the_units_own_place(self):
        above = "ring_sector: {radius_deg: 0.8, sigma_deg: 0.4, direction_deg: 90, concentration: 6}"
        model = replace(MODEL, f"gaussian: {{sigma_deg: {CENTRE}}}", above)
        self.write("summing.yaml", replace(model, f"weight: -{WEIGHT}", "weight: 0"))
        self.write_mapping("trials: 20\ntrial_displays: new\n")
        self.run_well("run", "map.yaml", "-o", "out.h5", "--no-figure")
        for unit in ("here", "there"):
            self.assertAlmostEqual(self.measured()[unit, "map.x_deg"], 0, delta=0.2)
            self.assertAlmostEqual(self.measured()[unit, "map.y_deg"], 0.8, delta=0.3)

    def test_equal_runs_are_equal_bytes_and_say_what_was_measured(self):
        self.run_well("run", "loop.yaml", "-o", "out.h5", "--no-figure", "-j1")
        self.run_well("run", "loop.yaml", "-o", "two.h5", "--no-figure", "-j2")
        one, two = (self.folder / name for name in ("out.h5", "two.h5"))
        self.assertEqual(one.read_bytes(), two.read_bytes())
        with h5py.File(one) as file:
            self.assertIn("there size.srf_deg: ", file["provenance/measured"][()].decode())

    def test_what_cannot_be_measured_stops_the_run_and_leaves_no_result(self):
        self.write("loop.yaml", replace(EXPERIMENT, str(DIAMETERS), "[0.2, 0.4, 0.6]"))
        result = self.run_program("run", "loop.yaml", "-o", "out.h5")
        self.assert_fails(
            result, 4, "loop.yaml:18:", "size.srf_deg of the unit 'here' could not be measured",
            "the response still grows at the largest diameter", "at: built_from.disk.diameter_deg",
        )
        self.assertFalse((self.folder / "out.h5").exists())

    def test_a_dry_run_names_the_steps_and_runs_none(self):
        output = self.run_well("run", "loop.yaml", "-n")
        self.assertIn("size (18 conditions), run first", output)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["loop.yaml", "summing.yaml"])

    def test_faults_of_steps_are_told_before_anything_runs(self):
        for old, new, parts in (
            ("A.cell, at_deg: [2, -1]", "A.sell, at_deg: [2, -1]", ("did you mean 'A.cell'",)),
            ("window_ms: [50, 100]", "window_ms: [100, 50]", ("the range is empty",)),
            ("size.srf_deg + extra", "size.srf + extra", ("did you mean 'size.srf_deg'",)),
            ("measure: {size: ", "measure: {sise: ", ("did you mean 'size'",)),
            ("disk.diameter_deg: [0.5", "disk.diametre_deg: [0.5", ("did you mean 'diameter_deg'",)),
        ):
            self.write("loop.yaml", replace(EXPERIMENT, old, new))
            result = self.run_program("run", "loop.yaml", "-o", "out.h5")
            self.assert_fails(result, 2, "loop.yaml:", *parts)
            self.assert_nothing_written()

    def test_new_displays_per_trial_differ_and_the_same_do_not(self):
        noise = replace(program.ON_TINY, "disk: {disk: {diameter_deg: 1, luminance: 0.8}}",
                        "noise: {spectral_noise: {size_deg: 4, rms_contrast: 0.3}}")
        noise = replace(noise, "model: tiny.yaml", "model: tiny.yaml\ntrials: 2\ntrial_displays: new")
        self.write("tiny.yaml", program.MODEL)
        self.write("new.yaml", noise)
        self.write("same.yaml", noise.replace("trial_displays: new", "trial_displays: same"))
        for name, differs in (("new", True), ("same", False)):
            self.run_well("run", f"{name}.yaml", "-o", f"{name}.h5")
            cube = xarray.open_dataset(self.folder / f"{name}.h5", group="/simulation/A/first/map").rate
            difference = abs(cube.isel(trial=0) - cube.isel(trial=1)).max()
            self.assertEqual(bool(difference > 1e-3), differs)
            self.assertGreater(float(cube.max()), 0.1)


MEASURED = EXPERIMENT + """\
measure:
  larger:
    index: {of: {extra_deg: "1"}, against: {extra_deg: "0"}, response: {window_ms: [50, 100]}}
    expect: [{quantity: percent, band: [-100, 0]}]
"""
# Another experiment with the same step: its own title, notes, displays and measures.
OTHER = (
    MEASURED.replace("experiment: Annuli", "cites: A & B 2000\nnotes: [Another one.]\nexperiment: Discs")
    .replace('{"0": {}, "1": {}}', '{"0": {}, "1": {}, "2": {}}')
    .replace("larger:", "smaller:")
)


class SharedSteps(program.ProgramTest):
    """`reproduce` runs equal steps of several experiments once."""

    def setUp(self):
        super().setUp()
        self.write("summing.yaml", MODEL)
        self.write("one.yaml", MEASURED)
        self.write("two.yaml", OTHER)

    def reproduce(self, *arguments, code=0):
        result = self.run_program("reproduce", *arguments, "--folder", "board")
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stderr

    def steps(self):
        return sorted(path.name for path in (self.folder / "board/steps").iterdir())

    def values(self, name):
        with xarray.open_dataset(self.folder / name, group="/simulation/A/cell/site", engine="h5netcdf") as data:
            return data.rate.values.tobytes(), data.disk_diameter_deg.values.tobytes()

    def test_an_equal_step_is_run_once_and_gives_what_a_run_of_ones_own_gives(self):
        said = self.reproduce("one.yaml", "two.yaml")
        self.assertEqual(said.count("step 1 of 1, size"), 1)
        self.assertEqual(said.count("step size: taken from board/steps/size-"), 1)
        self.assertEqual(len(self.steps()), 1)
        for name in ("one", "two"):
            self.run_well("run", f"{name}.yaml", "-o", f"{name}.h5", "--no-figure")
            self.assertEqual(self.values(f"{name}.h5"), self.values(f"board/{name}.h5"))
            own = self.folder / f"{name}.steps/measured.csv"
            self.assertEqual(own.read_bytes(), (self.folder / f"board/{name}.steps/measured.csv").read_bytes())
        with h5py.File(self.folder / "one.steps/size.h5") as own, h5py.File(
            self.folder / "board/steps" / self.steps()[0]
        ) as shared:
            path = "simulation/A/cell/site/rate"
            self.assertEqual(own[path][()].tobytes(), shared[path][()].tobytes())
        self.assertIn("taken from", self.reproduce("two.yaml"))

    def test_any_change_of_model_or_step_runs_it_again(self):
        self.reproduce("one.yaml")
        changes = (
            ("summing.yaml", MODEL, f"weight: -{WEIGHT}", f"weight: -{WEIGHT + 1}"),
            ("summing.yaml", MODEL, "tau_ms: 5", "tau_ms: 6"),
            ("one.yaml", MEASURED, str(DIAMETERS), str(DIAMETERS[1:])),
            ("one.yaml", MEASURED, "luminance: 1}", "luminance: 0.9}"),
            ("one.yaml", MEASURED, "at_deg: [2, -1]", "at_deg: [2, 1]"),
            ("one.yaml", MEASURED, "duration_ms: 100, step_ms: 1", "duration_ms: 100, step_ms: 0.5"),
            ("one.yaml", MEASURED, "variants: [recurrent, feedforward]", "variants: {recurrent: {lateral: 0.98}, feedforward: {like: feedforward}}"),
        )
        for count, (name, text, old, new) in enumerate(changes, start=2):
            self.write(name, replace(text, old, new))
            self.assertNotIn("taken from", self.reproduce("one.yaml"))
            self.assertEqual(len(self.steps()), count)
            self.write(name, text)
        self.assertIn("taken from", self.reproduce("one.yaml"))

    def test_a_broken_result_of_a_step_is_run_again(self):
        self.reproduce("one.yaml")
        step = self.folder / "board/steps" / self.steps()[0]
        whole = step.read_bytes()
        step.write_bytes(whole[: len(whole) // 2])
        self.assertNotIn("taken from", self.reproduce("one.yaml"))
        self.assertIn("taken from", self.reproduce("one.yaml"))

    def test_an_experiment_that_cannot_be_measured_does_not_stop_the_others(self):
        self.write("one.yaml", replace(MEASURED, str(DIAMETERS), "[0.2, 0.4, 0.6]"))
        said = self.reproduce("one.yaml", "two.yaml", code=1)
        self.assertIn("could not be measured", said)
        self.assertTrue((self.folder / "board/two.h5").exists())
        self.assertIn("could not be measured", (self.folder / "board/scoreboard.html").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
