"""Opens what write_sample wrote with the clients that users have: xarray with both of its engines
and no options, h5py, numpy, csv. Exit status 77 (skipped) if they are not installed.

Usage: open_with_python.py WRITE_SAMPLE
"""

import csv
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zipfile

try:
    import h5netcdf  # noqa: F401
    import h5py
    import netCDF4  # noqa: F401
    import numpy as np
    import xarray as xr
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

LABELLED = ("simulation", "conditions", "parameters", "presentations", "provenance", "comparison")
SHAPES = {
    "/simulation/V1/E/map": (2, 3, 2, 9, 3, 5),
    "/simulation/V2/border_ownership/site": (2, 3, 2, 41, 2),
    "/simulation/V2/border_ownership/cube": (2, 3, 2, 9, 4, 3, 5),
}


def expected(shape, variable):
    cells = np.arange(12).reshape(shape[:3])
    places = np.arange(int(np.prod(shape[3:]))).reshape(shape[3:])
    cells = cells.reshape(shape[:3] + (1,) * len(shape[3:]))
    return (places + 1000 * variable + 10000 * (1 + cells)).astype(np.float32)


def groups_of(path):
    """The root and the labelled groups; those of the NWB view have axes without scales."""
    found = ["/"]

    def add(name, item):
        if isinstance(item, h5py.Group) and name.split("/")[0] in LABELLED:
            found.append("/" + name)

    with h5py.File(path) as file:
        file.visititems(add)
    return found


def check_views(path, engine):
    for group, shape in SHAPES.items():
        ds = xr.open_dataset(path, group=group, engine=engine)
        assert ds.rate.shape == shape and ds.rate.dtype == np.float32, (group, ds.rate)
        assert ds.rate.dims[:4] == ("variant", "condition", "trial", "time"), ds.rate.dims
        np.testing.assert_array_equal(ds.rate, expected(shape, 0))
        assert ds.rate.attrs["units"] == "Hz"
        assert list(ds.variant.values) == ["recurrent", "feedforward"]
        assert list(ds.condition.values) == ["left, weak", "left, strong", "right, weak"]
        assert ds.side.dims == ("condition",) and "side" in ds.coords, ds
        assert list(ds.side.values) == ["left", "left", "right"]
        np.testing.assert_array_equal(ds.contrast, [0.1, 0.9, 0.1])
        assert ds.time.attrs["units"] == "s" and abs(float(ds.time[0]) + 0.01) < 1e-12
        difference = ds.sel(variant="recurrent") - ds.sel(variant="feedforward")
        assert difference.rate.dims == ds.rate.dims[1:] and "side" in difference.coords
        np.testing.assert_array_equal(difference.rate, np.full(shape[1:], -60000))
        left = ds.where(ds.side == "left", drop=True)
        assert left.sizes["condition"] == 2
    site = xr.open_dataset(path, group="/simulation/V2/border_ownership/site", engine=engine)
    np.testing.assert_array_equal(
        site.input_feedforward, expected(site.rate.shape, 1)
    )
    assert list(site.sel(unit="bo_right").preferred_side.values.reshape(-1)) == ["right"]
    cube = xr.open_dataset(path, group="/simulation/V2/border_ownership/cube", engine=engine)
    assert cube.sel(preferred_orientation=45, x=-2, y=1).rate.dims[-1] == "time"


def check_tables(path, engine):
    conditions = xr.open_dataset(path, group="/conditions", engine=engine)
    frame = conditions.to_dataframe()
    assert list(frame.label) == list(frame.index) and list(frame.side) == ["left", "left", "right"]
    parameters = xr.open_dataset(path, group="/parameters", engine=engine).to_dataframe()
    assert parameters.loc["populations.V1.E.tau_ms", "value"] == "10"
    shown = xr.open_dataset(path, group="/presentations", engine=engine).to_dataframe()
    assert list(shown.condition) == ["left, weak", "right, weak", "right, weak"]
    assert list(shown.orientation) == [0, 90, 90] and list(shown.start_time) == [0, -1, 0.02]
    provenance = xr.open_dataset(path, group="/provenance", engine=engine)
    assert "seed: 1" in str(provenance.experiment.values)
    assert str(provenance.notes.values) == "none"


def check_arrays(path, engine):
    ds = xr.open_dataset(path, group="/comparison", engine=engine)
    assert float(ds["index"].sel(area="Größe", delay=0.2)) == 5


def check_attributes(path):
    with h5py.File(path) as file:
        assert file.attrs["format"] == "ventral-result/1" and file.attrs["complete"] == 1
        item = file
        for _ in range(2):
            item = item[item.attrs["default"]]
        assert item.attrs["NX_class"] == "NXdata" and item.name == "/simulation/V1/E/map"
        assert item[item.attrs["signal"]].compression == "gzip"
        assert item[item.attrs["signal"]].shuffle
        assert list(item.attrs["axes"]) == [".", ".", "trial", "time", "y", "x"]
        assert file["/simulation/V1/E/map/rate"].dims[4][0].name.endswith("/y")


def check_other_files(folder):
    for name in ("packed.npz", "stored.npz"):
        assert zipfile.ZipFile(folder / name).testzip() is None
        bundle = np.load(folder / name)
        np.testing.assert_array_equal(bundle["index"], [[1, 2, 3], [4, 5, 6]])
        assert list(bundle["area"]) == ["V1", "Größe"]
        np.testing.assert_array_equal(bundle["delay"], [0.1, 0.2, 0.3])
    np.testing.assert_array_equal(np.load(folder / "one.npy"), [[1, 2, 3], [4, 5, 6]])
    with open(folder / "table.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["name", "value"] and rows[1] == ['a "b", c\nd', "0.1"]
    assert np.float32(rows[2][1]) == np.float32(1) / np.float32(3)


def main():
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=FutureWarning)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[1], name], check=True)
        result = folder / "sample.h5"
        check_attributes(result)
        for engine in ("h5netcdf", "netcdf4"):
            for group in groups_of(result):
                xr.open_dataset(result, group=group, engine=engine).load()
            check_views(result, engine)
            check_tables(result, engine)
            check_arrays(folder / "arrays.h5", engine)
        check_other_files(folder)
    print("all groups opened with both engines")


main()
