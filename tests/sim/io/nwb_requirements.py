"""What an NWB 2 file must have, as a table, and a check that says what is missing.

A series without its type is no error to NWB's own tools: they take it for an extra and leave it out.
So the check is given the names of all series and asks for each of them.
"""

import h5py
import numpy as np

ROOT_ATTRIBUTES = {"namespace": "core", "neurodata_type": "NWBFile", "nwb_version": "2.7.0"}
ROOT_TEXTS = ("identifier", "session_description", "session_start_time", "timestamps_reference_time")
ROOT_GROUPS = (
    "acquisition",
    "analysis",
    "general",
    "processing",
    "stimulus/presentation",
    "stimulus/templates",
)
# By their unit, or the folder they stand in.
SERIES = {"N/A": "IndexSeries", "templates": "ImageSeries"}
TABLES = {"TimeIntervals": ("start_time", "stop_time"), "DynamicTable": (), "Units": ()}


def has_type(item, space, kind):
    attributes = item.attrs
    return (
        attributes.get("namespace") == space
        and attributes.get("neurodata_type") == kind
        and len(attributes.get("object_id", "")) == 36
    )


def missing_of_root(file):
    for name, value in ROOT_ATTRIBUTES.items():
        if file.attrs.get(name) != value:
            yield f"/: attribute {name}"
    for name in ROOT_TEXTS:
        if name not in file or file[name].shape != () or not file[name][()]:
            yield f"/{name}: a text"
    made = file.get("file_create_date")
    if made is None or made.shape != (1,) or not h5py.check_string_dtype(made.dtype):
        yield "/file_create_date: one text"
    for name in ROOT_GROUPS:
        if not isinstance(file.get(name), h5py.Group):
            yield f"/{name}: a group"
    script = file.get("general/source_script")
    if script is not None and not script.attrs.get("file_name"):
        yield "/general/source_script: attribute file_name"


def missing_of_series(file, path, unit):
    series = file.get(path)
    kind = SERIES.get(unit if path.startswith("/stimulus/presentation") else path.split("/")[2])
    if series is None or not has_type(series, "core", kind or "TimeSeries"):
        yield f"{path}: a {kind or 'TimeSeries'}"
        return
    if kind == "IndexSeries" and not has_type(series["indexed_timeseries"], "core", "ImageSeries"):
        yield f"{path}/indexed_timeseries: an ImageSeries"
    data = series.get("data")
    if data is None or not 1 <= data.ndim <= 4 or data.attrs.get("unit") != unit:
        yield f"{path}/data: 1 to 4 axes, unit {unit}"
    start, times = series.get("starting_time"), series.get("timestamps")
    if start is not None:
        if start.dtype != np.float64 or start.shape != () or not start.attrs.get("rate", 0) > 0:
            yield f"{path}/starting_time: a float64 with a rate"
        elif start.attrs.get("unit") != "seconds":
            yield f"{path}/starting_time: unit seconds"
    elif times is not None:
        if times.dtype != np.float64 or times.shape != data.shape[:1]:
            yield f"{path}/timestamps: a float64 for each sample"
        elif times.attrs.get("interval") != 1 or times.attrs.get("unit") != "seconds":
            yield f"{path}/timestamps: interval 1, unit seconds"
    else:
        yield f"{path}: starting_time or timestamps"


def missing_of_table(file, path, kind):
    table = file.get(path)
    space = "hdmf-common" if kind == "DynamicTable" else "core"
    if table is None or not has_type(table, space, kind):
        yield f"{path}: a {kind}"
        return
    if not table.attrs.get("description"):
        yield f"{path}: attribute description"
    names = list(table.attrs.get("colnames", []))
    indices = {f"{name}_index" for name in table}  # of ragged columns
    columns = [name for name in table if name != "id" and name not in indices]
    if sorted(names) != sorted(columns):
        yield f"{path}: colnames {names} of columns {columns}"
    if not set(TABLES[kind]) <= set(names):
        yield f"{path}: columns {TABLES[kind]}"
    if "id" not in table or not has_type(table["id"], "hdmf-common", "ElementIdentifiers"):
        yield f"{path}/id: ElementIdentifiers"
        return
    for name in columns:
        column = table[name]
        if not has_type(column, "hdmf-common", "VectorData") or not column.attrs.get("description"):
            yield f"{path}/{name}: VectorData with a description"
        index = table.get(f"{name}_index")
        if len(column if index is None else index) != len(table["id"]):
            yield f"{path}/{name}: one value for each row"
        if index is not None and not has_type(index, "hdmf-common", "VectorIndex"):
            yield f"{path}/{name}_index: VectorIndex"
        if index is not None and file[index.attrs["target"]] != column:
            yield f"{path}/{name}_index: its target is the column"


def missing(path, series, tables):
    """What the file lacks. `series`: path -> unit; `tables`: path -> type."""
    with h5py.File(path) as file:
        found = list(missing_of_root(file))
        for name, unit in series.items():
            found += missing_of_series(file, name, unit)
        for name, kind in tables.items():
            found += missing_of_table(file, name, kind)
        for name in file.get("acquisition", ()):
            if f"/acquisition/{name}" not in series:
                found.append(f"/acquisition/{name}: was not asked for")
    return found


def series_of_views(path):
    """Every series that the recorded views make: path -> (unit, path of the cube)."""
    found = {}
    with h5py.File(path) as file:
        for area, populations in file["simulation"].items():
            for population, views in populations.items():
                for kind, view in views.items():
                    names = [view.attrs["signal"], *view.attrs.get("auxiliary_signals", [])]
                    for name in names:
                        series = f"/acquisition/{area}_{population}_{kind}"
                        series += "" if name == "rate" else f"_{name}"
                        cube = view[name]
                        found[series] = (cube.attrs["units"], cube.name)
    return found


def joined(cube, samples):
    """The cube's cells one after the other, channel axes joined: what a series holds."""
    values = cube[...][:, :, :, :samples]
    frame = values.shape[4:]
    while len(frame) > 3:
        frame = (frame[0] * frame[1], *frame[2:])
    return values.reshape((-1, *frame))
