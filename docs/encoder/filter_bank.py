"""A small convolutional encoder of two layers, fixed and feedforward: a bank of oriented filters, then
energy and divisive normalization, pooled to a coarser grid. It writes what it makes of four images
(a light or a dark square, on the left or on the right of one edge) to features.npy.

Needs python3-numpy and python3-scipy. Any encoder can stand in its place: what counts is the array,
image x channel x row x column, rows from the top.
"""

import sys

import numpy as np
from scipy.signal import fftconvolve

FIELD_DEG = 20
PIXELS_PER_DEG = 6
FEATURES_PER_DEG = 3
ORIENTATIONS_DEG = 22.5 * np.arange(8)  # those of the model's axis, in its order
LARGEST_RATE = 30  # Hz, about that of V2 in the macaque model
EDGE_X_DEG = 1 / 6  # in the middle of a unit, so that both figures lie alike about it


def make_image(x_deg, figure, ground):
    """A square of 4 deg on a ground, its centre x_deg from the edge; as contrast against their mean."""
    centres = (np.arange(FIELD_DEG * PIXELS_PER_DEG) + 0.5) / PIXELS_PER_DEG - FIELD_DEG / 2
    x, y = np.meshgrid(centres, -centres)  # the first row is the top one
    inside = (abs(x - EDGE_X_DEG - x_deg) < 2) & (abs(y) < 2)
    return np.where(inside, figure, ground) / ((figure + ground) / 2) - 1


def make_filters(phase_deg, cycles_per_deg=0.9, sigma_deg=0.42):
    """One Gabor filter for each orientation, with no answer to uniform light."""
    reach = np.arange(-9, 10) / PIXELS_PER_DEG
    x, y = np.meshgrid(reach, -reach)
    envelope = np.exp(-(x**2 + y**2) / (2 * sigma_deg**2))
    filters = []
    for orientation in np.deg2rad(ORIENTATIONS_DEG):
        across = -x * np.sin(orientation) + y * np.cos(orientation)
        wave = np.cos(2 * np.pi * cycles_per_deg * across + np.deg2rad(phase_deg))
        filters.append(envelope * (wave - (envelope * wave).sum() / envelope.sum()))
    return filters


def encode(image):
    """Channel x row x column."""
    padded = np.pad(image, 12, mode="edge")
    first = [
        [fftconvolve(padded, each, mode="same")[12:-12, 12:-12] for each in make_filters(phase)]
        for phase in (0, 90)
    ]
    energy = np.sqrt(np.square(first).sum(axis=0))
    normalized = energy**2 / (0.3**2 + energy**2 + energy.mean(axis=0) ** 2)
    step = PIXELS_PER_DEG // FEATURES_PER_DEG
    size = FIELD_DEG * FEATURES_PER_DEG
    return normalized.reshape(len(energy), size, step, size, step).mean(axis=(2, 4))


if __name__ == "__main__":
    images = [make_image(x, f, 1 - f) for x in (-2, 2) for f in (0.7, 0.3)]
    features = np.stack([encode(image) for image in images])
    features *= LARGEST_RATE / features.max()
    np.save(sys.argv[1] if len(sys.argv) > 1 else "features.npy", features.astype("float32"))
