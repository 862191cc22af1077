"""ventral in Python: experiments as labelled arrays, and single trials step by step.

    import ventral

    views = ventral.run("quickstart")                     # {"V2.border_ownership/site": xarray.Dataset}
    views = ventral.run("mine.yaml", set=["trials=3"], output="mine.h5")

    trial = ventral.Trial("quickstart", condition="left/light")
    while trial.time_ms < trial.end_ms:
        new = trial.advance(20)                           # the next 20 ms of everything recorded
"""

import pathlib
import tempfile

from ventral._core import Changes, ConfigError, FileError, NumericsError, Stepper, __version__
from ventral import _core

__all__ = [
    "ConfigError",
    "FileError",
    "NumericsError",
    "Trial",
    "__version__",
    "open_result",
    "run",
]


def _changes(set, variants, seed, quick, folders):
    changes = Changes()
    changes.set, changes.variants = [*set], [*variants]
    changes.seed, changes.quick = seed, quick
    share = pathlib.Path(__file__).parent / "share"
    changes.folders = [*map(str, folders), str(share)]
    return changes


def open_result(path, xarray=True):
    """The views of a result file, by their short names. Without xarray: dicts of NumPy arrays."""
    import h5py

    with h5py.File(path) as file:
        names = [
            f"{area}/{population}/{kind}"
            for area, populations in file["simulation"].items()
            for population, views in populations.items()
            for kind in views
        ]
        if not xarray:
            return {_short(name): _arrays(file["simulation"][name]) for name in names}
    import xarray as xr

    return {
        _short(name): xr.load_dataset(path, group=f"/simulation/{name}", engine="h5netcdf")
        for name in names
    }


def _short(name):
    area, population, kind = name.split("/")
    return f"{area}.{population}/{kind}"


def _arrays(group):
    """Name -> array; texts as Python strings."""
    return {
        name: item.asstr()[...] if item.dtype.kind == "O" else item[...]
        for name, item in group.items()
    }


def run(
    experiment,
    *,
    set=(),
    variants=(),
    seed=None,
    quick=False,
    jobs=0,
    output=None,
    force=False,
    folders=(),
    xarray=True,
):
    """Runs an experiment, by name or path, as `ventral run` does, and gives its views.

    set       changes, "a.b=c", as --set
    variants  only these
    output    where the result file is kept; absent: nowhere
    folders   that hold `models` and `experiments`, looked up before those of ventral
    xarray    datasets; False: dicts of NumPy arrays

    Raises ConfigError (a ValueError), FileError (an OSError) or NumericsError (an ArithmeticError), with
    the message of the program.
    """
    changes = _changes(set, variants, seed, quick, folders)
    if output is not None:
        _core.run(str(experiment), changes, str(output), jobs, force)
        return open_result(output, xarray)
    with tempfile.TemporaryDirectory(prefix="ventral-") as folder:
        path = pathlib.Path(folder) / "result.h5"
        _core.run(str(experiment), changes, str(path), jobs, True)
        return open_result(path, xarray)


class Trial:
    """One trial of an experiment, computed as far as it is asked for."""

    def __init__(
        self,
        experiment,
        condition="",
        variant="",
        trial=0,
        *,
        set=(),
        seed=None,
        quick=False,
        folders=(),
    ):
        changes = _changes(set, (), seed, quick, folders)
        self._stepper = Stepper(str(experiment), changes, condition, variant, trial)

    @property
    def time_ms(self):
        """From stimulus onset; what is recorded up to here was given out."""
        return max(self._stepper.time_ms, self.begin_ms)

    @property
    def begin_ms(self):
        return self._stepper.begin_ms

    @property
    def end_ms(self):
        return self._stepper.end_ms

    def advance(self, by_ms, xarray=True):
        """The next part of the recording: {"V1.complex/map": Dataset}. Without xarray: dicts of
        (dims, array, unit, coordinates)."""
        views = self._stepper.advance(self.time_ms + by_ms)
        if not xarray:
            return views
        import xarray as xr

        return {name: xr.Dataset(_variables(view), _coordinates(view)) for name, view in views.items()}


def _variables(view):
    return {name: (dims, array, {"units": unit}) for name, (dims, array, unit, _) in view.items()}


def _coordinates(view):
    return {name: values for *_, all_of_it in view.values() for name, values in all_of_it.items()}
