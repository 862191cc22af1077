"""Draws the README's picture from the result of the main job.

    python3 docs/images/make_overview.py out/quickstart.h5 docs/images/overview.png

Needs python3-xarray, python3-h5netcdf and python3-matplotlib.
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import xarray as xr

PREFERRED, OTHER = "#0072B2", "#D55E00"


def main(result, picture):
    cells = xr.open_dataset(result, group="/simulation/V2/border_ownership/site")
    maps = xr.open_dataset(result, group="/simulation/V2/border_ownership/map")
    rate = cells["rate"].sel(site="owner_left").isel(trial=0)
    time_ms = 1000 * cells["time"]
    figure, axes = plt.subplots(1, 4, figsize=(12, 3), width_ratios=[1, 1, 1, 0.9])
    for axis, variant in zip(axes, ["recurrent", "no_feedback", "feedforward"]):
        of_variant = rate.sel(variant=variant)
        for side, colour in (("left", PREFERRED), ("right", OTHER)):
            trace = of_variant.isel(condition=cells["side"].values == side).mean("condition")
            axis.plot(time_ms, trace, color=colour, lw=2, label=f"figure on the {side}")
        axis.set(title=variant, xlim=(-50, 300), ylim=(0, 34), xlabel="time from onset (ms)")
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("V2 border-ownership cell (Hz)")
    axes[1].legend(frameon=False, loc="upper left", fontsize=8)
    light_left = maps["rate"].isel(trial=0).sel(condition="left/light")
    late = light_left.sel(time=slice(0.2, 0.4)).mean("time")
    gain = late.sel(variant="recurrent") - late.sel(variant="feedforward")
    limit = float(abs(gain).max())
    shown = axes[3].pcolormesh(gain["x"], gain["y"], gain, cmap="RdBu_r", vmin=-limit, vmax=limit)
    axes[3].set(title="difference, V2 map", xlabel="x (deg)", ylabel="y (deg)")
    axes[3].set_aspect("equal")
    figure.colorbar(shown, ax=axes[3], label="Hz", shrink=0.8)
    figure.tight_layout()
    figure.savefig(picture, dpi=110)


if __name__ == "__main__":
    main(*sys.argv[1:])
