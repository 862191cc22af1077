"""Random model and experiment files, valid and not, for soak.py."""

import copy
import pathlib
import random

import yaml

SOURCES = pathlib.Path(__file__).resolve().parents[2]
KERNELS = (
    {"gaussian": {"sigma_deg": 0.4}},
    {"disk": {"diameter_deg": 1}},
    {"half_plane": {"sigma_deg": 0.5, "direction_deg": 90}},
    {"elongated_gaussian": {"sigma_along_deg": 0.6, "sigma_across_deg": 0.2, "orientation_deg": 45}},
    {"difference_of_gaussians": {"sigma_centre_deg": 0.3, "sigma_surround_deg": 0.6}},
    {"ring_sector": {"radius_deg": 0.8, "sigma_deg": 0.2, "direction_deg": 0}},
)
TRANSFERS = (
    {"rectified_linear": {"gain": 1}},
    {"power_law": {"gain": 0.5, "exponent": 1.5}},
    {"naka_rushton": {"max_rate_hz": 50, "exponent": 2, "half": 5}},
    {"logistic": {"max_rate_hz": 50, "gain": 0.5, "half": 5}},
)
LIGHT = {"luminance": 0.8}
ELEMENTS = (
    {"disk": {"diameter_deg": 1, **LIGHT}},
    {"square": {"side_deg": 1, "rotation_deg": 30, **LIGHT}},
    {"bar": {"length_deg": 2, "width_deg": 0.3, "orientation_deg": 45, "weber_contrast": -0.5}},
    {"ring": {"outer_diameter_deg": 2, "inner_diameter_deg": 1, **LIGHT}},
    {"polygon": {"points_deg": [[0, 0], [1, 0], [0, 1]], **LIGHT}},
    {"contour_shape": {"diameter_deg": 1, "knots": [{"angle_deg": 0, "curvature": 2}, {"angle_deg": 180}], **LIGHT}},
    {"grating": {"spatial_frequency_cpd": 0.5, "michelson_contrast": 0.9, "diameter_deg": 2}},
    {"grating": {"spatial_frequency_cpd": 1, "michelson_contrast": 0.5, "motion": "drifting", "temporal_frequency_hz": 8}},
    {"gabor": {"spatial_frequency_cpd": 0.5, "sigma_deg": 0.5, "michelson_contrast": 0.9}},
    {"line_texture": {"element_length_deg": 0.5, "element_width_deg": 0.1, "density_per_deg2": 2, **LIGHT}},
    {"dot_texture": {"dot_diameter_deg": 0.2, "density_per_deg2": 2, **LIGHT}},
    {"spectral_noise": {"size_deg": 2, "rms_contrast": 0.2}},
    {"dead_leaves": {"size_deg": 2}},
    {"mapping_noise": {"pixel_deg": 1}},
    {"sequence": {"each_ms": 30, "items": {"a": {"disk": {"diameter_deg": 1, **LIGHT}}, "b": {"uniform": LIGHT}}}},
)
MEASURES = (
    {"response": {}},
    {"index": {"of": {"place": "here"}, "against": {"place": "there"}, "response": {"window_ms": [20, 60]}}},
    {"latency": {"of": {"place": "here"}, "rule": "half_peak"}},
    {"decay": {"of": {"place": "here"}, "against": {"place": "there"}, "window_ms": [20, 60]}},
    {"significance": {"factors": ["place", "light"], "trials": 4}},
    {"sparseness": {}},
    {"neurometric": {"of": {"place": "here"}, "against": {"place": "there"}, "window_ms": [0, 60], "cells": 3}},
)
# What no key should be given, and what some may.
ODD_VALUES = (
    None, True, "", "word", -1, 0, 1, 1e-320, 1e300, -1e300, 2**31, 2**63, 2**70, 0.1, 4096, 100001,
    float("nan"), float("inf"), -float("inf"), [], {}, [[]], [1, [2, {}]], {"a": 1}, "1e3 ms", "5 Hz",
    "x" * 5000, "../../etc/passwd", "/etc/passwd", "\u00b5", "\x07", ["all"], "size.srf_deg * 2", "1 / 0",
)  # fmt: skip
# Numbers of these keys decide how long a run takes: a run may be asked for much, but need not do it.
COSTLY = {"duration_ms", "settle_ms", "baseline_ms", "step_ms", "trials", "samples_per_deg", "width_deg", "height_deg", "count"}  # fmt: skip


def make_model(draw):
    """A small network with a loop, of random parts."""
    def population(channels):
        made = {"source": "chosen", "tau_ms": draw.choice([5, 10, 20]), "drives": {"input": {}}}
        if channels:
            made["channels"] = ["orientation"]
        for key, value in (
            ("noise", {"tau_ms": 10, "sigma": 0.5}),
            ("transfer", draw.choice(TRANSFERS)),
            ("ceiling", {"kind": draw.choice(["hard", "soft"]), "rate_hz": 100}),
            ("adaptation", {"tau_ms": 50, "strength": 0.2}),
            ("spread", {"gain_sd": 0.1, "threshold_sd": 0.1}),
            ("threshold", 0.5),
        ):
            if draw.random() < 0.25:
                made[key] = value
        return made

    def projection(source, target, kind, weight):
        made = {"from": source, "to": target, "class": kind, "port": {"drive": "input"}, "source": "chosen"}
        made.update(weight=weight, delay_ms=draw.choice([0, 1, 5, 12]))
        if draw.random() < 0.6:
            made["kernel"] = draw.choice(KERNELS)
        if draw.random() < 0.3:
            made["tau_syn_ms"] = 8
        return made

    oriented = draw.random() < 0.5
    image = {"source": "definition", "input": "display", "rate_unit": "dimensionless"}
    size = draw.choice([6, 8])
    onward = projection("A.first", "A.second", "feedforward", 1)
    if oriented:
        onward["channels"] = {"orientation": draw.choice(["sum", "mean"])}
    model = {
        "format": "ventral-model/1",
        "model": "random",
        "doc": "Two populations and a loop, of random parts.",
        "seed": draw.randrange(100),
        "field": {"width_deg": size, "height_deg": size, "border": draw.choice(["periodic", "zero"])},
        "areas": {
            "Display": {"samples_per_deg": 2, "populations": {"image": image}},
            "A": {
                "samples_per_deg": draw.choice([1, 2]),
                "populations": {"first": population(oriented), "second": population(False)},
            },
        },
        "projections": {
            "in": projection("Display.image", "A.first", "feedforward", 10),
            "on": onward,
            "back": projection("A.second", "A.first", "feedback", draw.choice([0.3, -0.3, 0.3, 50])),
        },
    }
    if oriented:
        model["axes"] = {"orientation": {"count": 2, "period_deg": 180}}
    return model


def make_experiment(draw):
    """Two places and a second light, a few trials, any solver."""
    element = copy.deepcopy(draw.choice(ELEMENTS))
    if draw.random() < 0.3:
        element.update(draw.choice([{"offset_ms": 40}, {"ramp_ms": 5}, {"opacity": 0.5}, {"blend": "add"}]))
    experiment = {
        "format": "ventral-experiment/1",
        "experiment": "A random one",
        "model": "model.yaml",
        "seed": draw.randrange(1000),
        "trials": draw.choice([1, 1, 2, 3]),
        "display": {"background": 0.5, "elements": {"thing": element, "spot": {"disk": {"diameter_deg": 0.5, **LIGHT}}}},
        "factors": {
            "place": {"here": {"spot.x_deg": 0}, "there": {"spot.x_deg": draw.uniform(-1, 1)}},
            "light": {"spot.luminance": draw.choice([[0.2, 0.9], [0, 0.5, 1]])},
        },
        "variants": draw.choice([["recurrent"], ["recurrent", "feedforward"], {"half": {"feedback": 0.5}, "recurrent": {}}]),
        "time": {
            "settle_ms": draw.choice([0, 20]), "baseline_ms": 200, "duration_ms": 80, "step_ms": draw.choice([1, 0.5]),
            "solver": draw.choice(["forward_euler", "exponential_euler", "runge_kutta_4", "dormand_prince"]),
            "precision": draw.choice(["single", "double"]),
        },
        "record": {
            "sites": {"middle": {"population": "A.first", "at_deg": [0, 0], "inputs": draw.random() < 0.5}},
            "maps": ["A.second"],
            "cubes": draw.choice([[], ["A.first"]]),
        },
        "measure": {f"m{i}": copy.deepcopy(measure) for i, measure in enumerate(draw.sample(MEASURES, 2))},
    }  # fmt: skip
    for key, value in (("spikes", {}), ("stimulus_movie", {"interval_ms": 20})):
        if draw.random() < 0.2:
            experiment["record"][key] = value
    if draw.random() < 0.2:
        experiment["units"] = {"cell": {"population": "A.second", "at_deg": [0, 0]}}
        experiment["steps"] = {
            "size": {"factors": {"d": {"spot.diameter_deg": [0.5, 1, 2]}}, "time": {"duration_ms": 40}, "measure": {"size": {"factor": "d"}}}
        }
    if draw.random() < 0.2:
        experiment["catch_trials"] = {"blank": {}}
    return experiment


def places(tree):
    """Every (container, key) of a tree."""
    found = []
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        found.append((tree, key))
        found += places(value)
    return found


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


def mutate(draw, tree, names):
    """The tree with one to three things changed. @param names keys that files may have"""
    tree = copy.deepcopy(tree)
    for _ in range(draw.choice([1, 1, 2, 3])):
        container, key = draw.choice(places(tree) or [({}, "")])
        kind = draw.randrange(7)
        if kind == 0 and isinstance(container, dict):
            container.pop(key, None)
        elif kind == 1 and isinstance(container, dict):
            container[draw.choice(names)] = draw.choice(ODD_VALUES)
        elif kind == 2 and isinstance(container, dict):
            container[draw.choice([str(key)[:-1] or "k", str(key) + "x", draw.choice(names)])] = container.pop(key, 1)
        elif kind == 3 and isinstance(container.__getitem__(key), (int, float)) and key not in COSTLY:
            container[key] *= draw.choice([-1, 0.1, 10, 1000, 1e12])
        elif kind == 4:
            container[key] = nested(draw.choice([3, 60, 90]))
        elif kind == 5:
            container[key] = copy.deepcopy(draw.choice(places(tree))[0])
        else:
            container[key] = draw.choice(ODD_VALUES)
    return tree


def to_text(tree):
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=200)


def damage(draw, text):
    """The text with a few bytes of nobody's choosing."""
    data = bytearray(text.encode())
    for _ in range(draw.choice([1, 2, 8])):
        at = draw.randrange(len(data))
        if draw.random() < 0.3:
            del data[at : at + draw.randrange(1, 20)]
        else:
            data[at : at + draw.randrange(2)] = draw.choice([b"\0", b"\xff", b"\t", b": ", b"- ", b"&a ", b"*a", b"{", b"!!x "])
        if not data:
            break
    return bytes(data)


def load_sources(folder):
    """The trees of shipped files, of any size."""
    found = []
    for path in sorted((SOURCES / folder).rglob("*.yaml")):
        if not path.name.endswith(".fit.yaml"):
            found.append((path, yaml.safe_load(path.read_text(encoding="utf-8"))))
    return found


def seeded(seed):
    return random.Random(seed)
