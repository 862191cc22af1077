"""The workloads in plain NumPy, float64: what every contender is held against.

A sheet of V1 of n x n samples: 8 orientations, populations E and I, rates zero at the start,
forward Euler of 0.5 ms. Five lateral projections, each a Gaussian over space times a Gaussian over
orientations; a constant drive. `w1` has periodic edges, `w1z` none: nothing lies beyond them.
"""
import numpy as np

STEP_MS, TAU_MS = 0.5, (20.0, 10.0)
GAIN, LARGEST_RATE = 0.04, 200.0
NUM_ORIENTATIONS = 8
#              target, source, weight, sigma (px), width over orientations (deg)
PROJECTIONS = {
    "EE": (0, 0, 2.0, 2.0, 25.0),
    "far": (0, 0, 0.4, 12.0, 20.0),
    "EI": (0, 1, -1.85, 1.5, 30.0),
    "IE": (1, 0, 3.4, 4.0, 40.0),
    "II": (1, 1, -1.45, 1.5, 30.0),
}


def hash01(index):
    """A number in [0, 1) for every index, by a hash of 32 bits."""
    mask = np.uint64(0xFFFFFFFF)
    x = (np.asarray(index, np.uint64) * np.uint64(1664525) + np.uint64(1013904223)) & mask
    x ^= x >> np.uint64(16)
    x = (x * np.uint64(2246822519)) & mask
    x ^= x >> np.uint64(13)
    x = (x * np.uint64(3266489917)) & mask
    x ^= x >> np.uint64(16)
    return x / 4294967296.0


def orientations():
    return np.arange(NUM_ORIENTATIONS) * 180.0 / NUM_ORIENTATIONS


def between(a, b):
    d = np.abs(a - b)
    return np.minimum(d, 180 - d)


def drive(n):
    """[orientation][y][x], the same for E and I."""
    y, x = np.mgrid[0:n, 0:n] - (n - 1) / 2
    disk = (y**2 + x**2 <= (0.3 * n) ** 2).astype(float)
    tuning = np.exp(-between(orientations(), 45.0) ** 2 / (2 * 30.0**2))
    noise = hash01(np.arange(NUM_ORIENTATIONS * n * n)).reshape(-1, n, n) - 0.5
    return 2 + 18 * tuning[:, None, None] * disk + 2 * noise


def mixing(width_deg):
    """[target][source]; the rows add up to 1."""
    d = between(orientations()[:, None], orientations()[None, :])
    m = np.exp(-(d**2) / (2 * width_deg**2))
    return m / m.sum(1, keepdims=True)


def gaussian_on_ring(n, sigma):
    """On n places, centred on the first, wrapped as often as it matters; sum 1."""
    reach = int(np.ceil(8 * sigma / n)) + 1
    d = np.arange(n)[:, None] + n * np.arange(-reach, reach + 1)[None, :]
    g = np.exp(-(d.astype(float) ** 2) / (2 * sigma**2)).sum(1)
    return g / g.sum()


def field_size(n, zero_edges, sigmas=6):
    """Samples a side of the transformed field: with zero edges padded by the widest kernel."""
    if not zero_edges:
        return n
    size = n + int(sigmas * max(p[3] for p in PROJECTIONS.values()))
    while not is_fast(size):
        size += 1
    return size


def is_fast(n):
    for factor in (2, 3, 5):
        while n % factor == 0:
            n //= factor
    return n == 1


def spectrum(size, sigma):
    """Of a Gaussian on size x size places: real, [ky][kx up to size/2]."""
    g = np.fft.fft(gaussian_on_ring(size, sigma)).real
    s = g[:, None] * g[None, : size // 2 + 1]
    s[np.abs(s) < 1e-15] = 0
    return s


def transfer(v):
    return np.minimum(GAIN * np.maximum(v, 0) ** 2, LARGEST_RATE)


def run(n=128, zero_edges=False, at=(100, 1000)):
    """The rates [population][orientation][y][x] after the given numbers of steps."""
    size = field_size(n, zero_edges)
    h = drive(n)
    kernels = {k: p[2] * spectrum(size, p[3]) for k, p in PROJECTIONS.items()}
    mixes = {k: mixing(p[4]) for k, p in PROJECTIONS.items()}
    rates = np.zeros((2, NUM_ORIENTATIONS, n, n))
    share = np.array([STEP_MS / tau for tau in TAU_MS])[:, None, None, None]
    results = {}
    for step in range(1, max(at) + 1):
        spectra = np.fft.rfft2(rates, s=(size, size))
        drives = np.zeros_like(spectra)
        for key, (target, source, *_) in PROJECTIONS.items():
            drives[target] += kernels[key] * np.tensordot(mixes[key], spectra[source], 1)
        inputs = h + np.fft.irfft2(drives, s=(size, size))[..., :n, :n]
        rates = rates + share * (transfer(inputs) - rates)
        if step in at:
            results[step] = rates.copy()
    return results


def relative_error(rates, reference):
    """The larger of the two populations' relative errors in the L2 norm."""
    return max(
        float(np.linalg.norm(a.astype(float) - b) / np.linalg.norm(b))
        for a, b in zip(rates, reference)
    )
