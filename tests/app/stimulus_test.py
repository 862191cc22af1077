#!/usr/bin/env python3
"""Pictures of displays, the list of what can be shown, and displays that must be identical."""

import json
import struct
import unittest
import zlib

import h5py
import program
from program import SMALL, replace

# A square on either side of the middle: the same edge there if it is light or dark.
SIDES = """\
format: ventral-experiment/1
experiment: Two sides
model: two_areas
notes: [A note.]
scaled: {spatial_frequency: 0.3}
display:
  background: 0.5
  elements:
    ground: {uniform: {luminance: 0.3}}
    square: {square: {x_deg: -1, side_deg: 2, luminance: 0.7}}
    late: {disk: {x_deg: 4, diameter_deg: 1, luminance: 1}, onset_ms: 40}
factors:
  side: {left: {square.x_deg: -1}, right: {square.x_deg: 1}}
  polarity:
    light: {square.luminance: 0.7, ground.luminance: 0.3}
    dark: {square.luminance: 0.3, ground.luminance: 0.7}
identical:
  edge:
    conditions: [[left/light, right/dark], [left/dark, right/light]]
    within: {disk: {diameter_deg: 1.5}}
variants: [recurrent, feedforward]
place_on: {population: V2.pooled, at_deg: [1, 1]}
time: {settle_ms: 20, baseline_ms: 200, duration_ms: 100, step_ms: 1}
record:
  sites:
    pooled: {population: V2.pooled}
"""


def chunks(data):
    """Types and contents of a PNG file's chunks, their checksums tested."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        body = data[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert checksum == zlib.crc32(body)
        found.append((body[:4].decode(), body[4:]))
        at += length + 12
    return found


class Stimuli(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("sides.yaml", SIDES)

    def size_of(self, name):
        return struct.unpack(">II", chunks((self.folder / name).read_bytes())[0][1][:8])

    # --- Displays that must be identical. --------------------------------------------------------

    def test_identical_displays_pass_and_notes_reach_the_result(self):
        self.run_well("validate", "sides.yaml")
        self.run_well("run", "sides.yaml", "-o", "out.h5", "--no-figure", "--no-report", "-q")
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["provenance/notes"][()].decode(), "A note.")
            self.assertEqual(file["provenance/scaled"][()].decode(), "spatial_frequency: 0.3\n")

    def test_a_warning_is_told_once_for_all_conditions(self):
        told = self.run_program("validate", "border_ownership/natural_scene").stderr
        self.assertEqual(told.count("converted to luminance"), 1, told)

    def refuse(self, text, *parts):
        self.write("bad.yaml", text)
        for command in (["validate", "bad.yaml"], ["run", "bad.yaml", "-o", "out.h5"]):
            result = self.run_program(*command)
            self.assert_fails(result, 2, *parts)
            self.assert_nothing_written()

    def test_displays_that_differ_are_refused_with_conditions_place_and_time(self):
        self.refuse(
            replace(SIDES, "[left/light, right/dark]", "[left/light, right/light]"),
            "bad.yaml:19:31: conditions 'left/light' and 'right/light' differ within 'edge'",
            "by 0.8 of contrast",
            "20 ms",
            "at: identical.edge.conditions.0.1",
        )

    def test_a_difference_that_comes_later_is_found(self):
        late = replace(SIDES, "disk: {x_deg: 4, ", "disk: {x_deg: 0.3, ")
        self.write("good.yaml", late)
        self.run_well("validate", "good.yaml")  # in all conditions alike
        self.refuse(
            replace(late, "dark: {square", "dark: {late.onset_ms: 60, square"),
            "differ within 'edge'",
            "50 ms",
        )
        region = "{disk: {diameter_deg: 1.5}}"
        until = replace(late, region, region + "\n    until_ms: 40")
        until = replace(until, "dark: {square", "dark: {late.onset_ms: 60, square")
        self.write("until.yaml", until)
        self.run_well("validate", "until.yaml")

    def test_unknown_conditions_and_regions_are_refused(self):
        self.refuse(
            replace(SIDES, "[left/light, right/dark]", "[left/light, right/drak]"),
            "no such condition",
            "did you mean 'right/dark'?",
        )
        self.refuse(replace(SIDES, "diameter_deg: 1.5", "diameter_deg: -1"), "-1", "diameter_deg")
        self.refuse(replace(SIDES, "[[left/light, right/dark], [", "[[left/light], ["), "2 to 1000")

    def test_a_huge_image_is_refused_before_it_is_read(self):
        size = struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0)
        parts = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
        data = b"\x89PNG\r\n\x1a\n"
        for name, body in parts:
            checksum = struct.pack(">I", zlib.crc32(name + body))
            data += struct.pack(">I", len(body)) + name + body + checksum
        (self.folder / "huge.png").write_bytes(data)
        self.refuse(
            replace(
                SIDES,
                "late: {disk: {x_deg: 4, diameter_deg: 1, luminance: 1}",
                "late: {photograph: {file: huge.png, width_deg: 4}",
            ),
            "bad.yaml:11:31:",
            "60000",
            "up to 64 megapixels",
        )

    # --- Pictures. ----------------------------------------------------------------------------

    def test_a_sheet_has_a_panel_for_every_condition_and_time(self):
        self.run_well("show", "stimulus", "sides.yaml", "-o", "one.png", "--condition", "left/dark")
        self.run_well("show", "stimulus", "sides.yaml", "-o", "four.png")
        self.run_well("show", "stimulus", "sides.yaml", "-o", "near.png", "--field", "3")
        four, near = ((self.folder / name).read_bytes() for name in ("four.png", "near.png"))
        self.assertNotEqual(four, near)
        self.run_well("show", "stimulus", "sides.yaml", "-o", "sheet.png", "--sheet")
        self.run_well("show", "stimulus", "sides.yaml", "-o", "times.png", "--times", "0,50,90")
        self.assertGreater(self.size_of("sheet.png")[1], 2 * self.size_of("four.png")[1])
        self.assertGreater(self.size_of("times.png")[0], self.size_of("sheet.png")[0])

    def test_hundreds_of_panels_are_scaled_down_and_what_does_not_fit_is_told(self):
        turned = replace(
            SIDES, "  side: {left", "  turn: {square.rotation_deg: [%s]}\n  side: {left"
        )
        turned = turned[: turned.index("identical:")] + turned[turned.index("variants:") :]
        for count, left_out in ((90, 0), (300, 1200 - 22 * 40)):
            self.write("many.yaml", turned % ", ".join(str(0.5 * i) for i in range(count)))
            name = f"many{count}.png"
            result = self.run_program(
                *("show", "stimulus", "many.yaml", "-o", name, "--sheet", "--times", "10"),
                *("--field", "4"),
            )
            self.assertEqual(result.returncode, 0, result.stderr)
            width, height = self.size_of(name)
            self.assertLess(max(width, height), 8600)
            if left_out:
                self.assertIn(
                    f"the picture shows the first {22 * 40} of 1200 conditions, {left_out} are left out; "
                    "choose others with --condition LABEL",
                    result.stderr,
                )
            else:
                self.assertNotIn("left out", result.stderr)

    def test_placeholders_are_named(self):
        steps = """
units: {one: {population: V1.complex, select: {orientation_deg: 90}, at_deg: [1, 1]}}
steps:
  size:
    factors: {side_deg: {square.side_deg: [1, 2, 3]}}
    measure: {size: {factor: side_deg}}
built_from: {square.side_deg: size.srf_deg}
"""
        text = SIDES[: SIDES.index("identical:")] + SIDES[SIDES.index("variants:") :]
        text = text[: text.index("place_on:")] + text[text.index("time:") : text.index("  sites:")]
        self.write("built.yaml", text + "  maps: []\n" + steps)
        note = "square.side_deg = size.srf_deg; a run measures them by the step size"
        result = self.run_program("show", "stimulus", "built.yaml", "-o", "built.svg", "-q")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1)
        self.assertIn(note, result.stderr)
        plain = self.run_program("show", "stimulus", "sides.yaml", "-o", "plain.svg", "-q")
        self.assertEqual(plain.stderr, "")

    def test_an_animation_shows_every_frame(self):
        self.run_well(
            *("show", "stimulus", "sides.yaml", "-o", "play.png", "--animate"),
            *("--condition", "left/light", "--every", "20", "--slower", "3"),
        )
        parts = chunks((self.folder / "play.png").read_bytes())
        names = [name for name, _ in parts]
        self.assertEqual(names[:3], ["IHDR", "acTL", "fcTL"])
        self.assertEqual(names[-1], "IEND")
        frames = 10  # from -100 to 100 ms
        self.assertEqual(struct.unpack(">II", dict(parts)["acTL"]), (frames, 0))
        self.assertEqual(names.count("fcTL"), frames)
        numbered = [body for name, body in parts if name in ("fcTL", "fdAT")]
        order = [struct.unpack(">I", body[:4])[0] for body in numbered]
        self.assertEqual(order, list(range(len(order))))
        delays = {body[20:24] for name, body in parts if name == "fcTL"}
        self.assertEqual(delays, {struct.pack(">HH", 60, 1000)})
        pictures = [b""]
        for name, body in parts:
            if name == "fcTL":
                pictures.append(b"")
            elif name in ("IDAT", "fdAT"):
                pictures[-1] += body if name == "IDAT" else body[4:]
        rows = [zlib.decompress(picture) for picture in pictures[1:]]
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertNotEqual(rows[4], rows[5])  # onset
        self.assertNotEqual(rows[6], rows[7])  # the late disk

    def test_an_animation_refuses_too_much(self):
        arguments = ("show", "stimulus", "sides.yaml", "--animate")
        self.assert_fails(self.run_program(*arguments, "--every", "0.1"), 2, "too many frames")
        self.assert_fails(self.run_program(*arguments, "-o", "a.svg"), 2, "ends in .png")
        self.assert_fails(self.run_program(*arguments, "--every", "0"), 2, "--every")

    # --- The list of what can be shown. -----------------------------------------------------------

    def test_the_list_names_every_parameter_with_unit_range_and_default(self):
        text = self.run_well("list", "stimuli", "grating")
        for part in (
            "spatial_frequency_cpd cycles/deg 0 <= spatial_frequency_cpd <= 100 cycles/deg",
            "Ichida",
        ):
            self.assertIn(part, " ".join(text.split()))
        listed = json.loads(self.run_well("list", "stimuli", "--json"))
        kinds = {kind["name"]: kind for kind in listed}
        self.assertIn("photograph", kinds)
        names = [parameter["name"] for parameter in kinds["(every element)"]["parameters"]]
        self.assertIn("onset_ms", names)
        wrong = self.run_program("list", "stimuli", "gratting")
        self.assert_fails(wrong, 2, "did you mean 'grating'?")


if __name__ == "__main__":
    unittest.main()
