"""A stand-in for pynwb, which Debian has not: Neo's own reader runs over it.

It goes by NWB's rules: what has no type is not there, and defaults are those of the schema. Where pynwb
is installed, it is taken instead.
"""

import contextlib
import importlib.util
import sys
import types

import h5py


class TimeSeries:
    __nwbfields__ = ("description", "comments", "data", "unit", "starting_time", "rate", "timestamps")

    def __init__(self, group):
        self.name = group.name.split("/")[-1]
        self.comments = group.attrs.get("comments", "no comments")
        self.description = group.attrs.get("description", "no description")
        self.data = group["data"][...]
        self.unit = group["data"].attrs["unit"]
        self.conversion = group["data"].attrs.get("conversion", 1.0)
        self.starting_time = self.rate = self.timestamps = None
        if "starting_time" in group:
            self.starting_time = group["starting_time"][()]
            self.rate = group["starting_time"].attrs["rate"]
        else:
            self.timestamps = group["timestamps"][...]


class Units:
    """Neo asks for the number of units and for the columns by their names."""

    def __init__(self, group):
        self.group = group
        self.colnames = tuple(group.attrs["colnames"])

    def __len__(self):
        return len(self.group["id"])

    def get_unit_spike_times(self, row, in_interval=None):
        ends = self.group["spike_times_index"][...]
        return self.group["spike_times"][ends[row - 1] if row else 0 : ends[row]]

    def get_unit_obs_intervals(self, row):
        return self.group["obs_intervals"][row : row + 1]

    def __getattr__(self, name):
        if name not in self.colnames:
            raise AttributeError(name)
        return self.group[name].asstr()


def typed(group, *kinds):
    return {
        name: TimeSeries(item)
        for name, item in group.items()
        if item.attrs.get("neurodata_type") in kinds and "namespace" in item.attrs
    }


class NWBHDF5IO:
    def __init__(self, path, mode="r", load_namespaces=True):
        self.file = h5py.File(path, mode)

    def read(self):
        if self.file.attrs["neurodata_type"] != "NWBFile":
            raise ValueError("no NWB file")
        content = types.SimpleNamespace(units=None, epochs=None)
        content.acquisition = typed(self.file["acquisition"], "TimeSeries", "ImageSeries")
        kinds = ("TimeSeries", "ImageSeries", "IndexSeries")
        content.stimulus = typed(self.file["stimulus/presentation"], *kinds)
        if "units" in self.file:
            content.units = Units(self.file["units"])
        for name in ("identifier", "session_description"):
            setattr(content, name, self.file[name].asstr()[()])
        return content


@contextlib.contextmanager
def in_place():
    """`import pynwb` gives the stand-in, unless pynwb itself is installed."""
    if importlib.util.find_spec("pynwb"):
        yield
        return
    stand_in = types.ModuleType("pynwb")
    stand_in.NWBHDF5IO = NWBHDF5IO
    stand_in.misc = types.SimpleNamespace(AnnotationSeries=type("AnnotationSeries", (), {}))
    sys.modules["pynwb"] = stand_in
    try:
        yield
    finally:
        del sys.modules["pynwb"]
