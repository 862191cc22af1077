"""The same workload as experts write it with array toolkits, float32. One process per measurement:

    rivals.py NAME WORKLOAD THREADS BLOCKS      prints one line of JSON

What is periodic over orientations and space is diagonal in a three-dimensional Fourier transform.
"""
import json
import os
import sys
import time

name, workload, threads, num_blocks = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(threads)

import numpy as np

import definition

N = 128
K = definition.NUM_ORIENTATIONS
f4 = np.float32
zero_edges = workload == "w1z"
# Four sigma are enough for the error that is allowed.
size = definition.field_size(N, zero_edges, sigmas=4)
h = np.stack([definition.drive(N)] * 2).astype(f4)
shares = np.array([definition.STEP_MS / tau for tau in definition.TAU_MS], f4).reshape(2, 1, 1, 1)


def diagonals():
    """[source][target][orientation frequency][ky][kx]"""
    d = np.zeros((2, 2, K, size, size // 2 + 1))
    for target, source, weight, sigma, width in definition.PROJECTIONS.values():
        mix = np.fft.fft(definition.mixing(width)[0]).real
        d[source, target] += weight * mix[:, None, None] * definition.spectrum(size, sigma)
    return d.astype(f4)


class Scipy:
    def __init__(self):
        import scipy.fft

        self.fft = scipy.fft
        self.from_e, self.from_i = diagonals()
        self.r = np.zeros((2, K, N, N), f4)

    def rates(self):
        return self.r

    def transformed_back(self):
        f = self.fft.rfftn(self.r, s=(K, size, size), axes=(1, 2, 3), workers=threads)
        g = self.from_e * f[0]
        g += self.from_i * f[1]
        return self.fft.irfftn(
            g, s=(K, size, size), axes=(1, 2, 3), workers=threads, overwrite_x=True
        )[..., :N, :N]

    def step(self):
        v = self.transformed_back()
        v += h
        np.maximum(v, 0, out=v)
        v *= v
        v *= f4(definition.GAIN)
        np.minimum(v, f4(definition.LARGEST_RATE), out=v)
        v -= self.r
        v *= shares
        self.r += v


class Pyfftw(Scipy):
    def __init__(self):
        super().__init__()
        import pyfftw

        self.field = pyfftw.zeros_aligned((2, K, size, size), "float32")
        self.r = self.field[..., :N, :N]
        self.f = pyfftw.zeros_aligned((2, K, size, size // 2 + 1), "complex64")
        self.g = pyfftw.zeros_aligned(self.f.shape, "complex64")
        self.v = pyfftw.zeros_aligned(self.field.shape, "float32")
        self.t = np.empty_like(self.g)
        flags = ("FFTW_MEASURE",)
        self.forward = pyfftw.FFTW(self.field, self.f, axes=(1, 2, 3), threads=threads, flags=flags)
        self.inverse = pyfftw.FFTW(
            self.g,
            self.v,
            axes=(1, 2, 3),
            direction="FFTW_BACKWARD",
            threads=threads,
            flags=flags + ("FFTW_DESTROY_INPUT",),
        )
        self.from_e /= f4(K * size * size)
        self.from_i /= f4(K * size * size)
        self.field[:] = 0

    def transformed_back(self):
        self.forward.execute()
        np.multiply(self.from_e, self.f[0], out=self.g)
        np.multiply(self.from_i, self.f[1], out=self.t)
        self.g += self.t
        self.inverse.execute()
        return self.v[..., :N, :N]


class Torch:
    def __init__(self):
        import torch

        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
        self.torch = torch
        self.from_e, self.from_i = (torch.from_numpy(d) for d in diagonals())
        self.h, self.a = torch.from_numpy(h), torch.from_numpy(shares)
        self.r = torch.zeros(2, K, N, N)

        @torch.jit.script
        def update(r, v, h, a, gain: float, top: float):
            u = torch.relu(v + h)
            return r + a * ((gain * u * u).clamp_max(top) - r)

        self.update = update

    def rates(self):
        return self.r.numpy()

    def step(self):
        dims, s = (1, 2, 3), (K, size, size)
        f = self.torch.fft.rfftn(self.r, dim=dims, s=s)
        g = self.torch.fft.irfftn(self.from_e * f[0] + self.from_i * f[1], dim=dims, s=s)
        v = g[..., :N, :N]
        self.r = self.update(
            self.r, v, self.h, self.a, definition.GAIN, definition.LARGEST_RATE
        )


class TorchConvolutions(Torch):
    """Separable convolutions and a matrix over orientations: the reasonable user's version."""

    def __init__(self):
        super().__init__()
        torch = self.torch
        self.kernels = {}
        for key, (_, _, weight, sigma, width) in definition.PROJECTIONS.items():
            radius = int(4 * sigma + 0.5)
            d = np.arange(-radius, radius + 1)
            taps = np.exp(-(d**2) / (2 * sigma**2))
            g = torch.from_numpy((taps / taps.sum()).astype(f4))
            mix = torch.from_numpy((weight * definition.mixing(width)).astype(f4))
            row, column = g.view(1, 1, 1, -1), g.view(1, 1, -1, 1)
            self.kernels[key] = (
                row.repeat(K, 1, 1, 1),
                column.repeat(K, 1, 1, 1),
                mix.view(K, K, 1, 1),
                radius,
            )

    def blurred(self, x, key):
        functional = self.torch.nn.functional
        row, column, _, radius = self.kernels[key]
        how = {"mode": "constant" if zero_edges else "circular"}
        x = functional.conv2d(functional.pad(x, (radius, radius, 0, 0), **how), row, groups=K)
        return functional.conv2d(functional.pad(x, (0, 0, radius, radius), **how), column, groups=K)

    def step(self):
        sources = [self.r[0][None], self.r[1][None]]
        v = self.torch.zeros_like(self.r)
        inhibition = self.blurred(sources[1], "EI")  # "II" has the same kernel
        for key, (target, source, *_) in definition.PROJECTIONS.items():
            x = inhibition if source == 1 else self.blurred(sources[0], key)
            v[target] += self.torch.nn.functional.conv2d(x, self.kernels[key][2])[0]
        self.r = self.update(
            self.r, v, self.h, self.a, definition.GAIN, definition.LARGEST_RATE
        )


RIVALS = {
    "pyfftw": Pyfftw,
    "scipy_fft": Scipy,
    "torch_fft": Torch,
    "torch_convolutions": TorchConvolutions,
}

if __name__ == "__main__":
    rival = RIVALS[name]()
    for _ in range(100):
        rival.step()
    rates = np.array(rival.rates())
    rates.tofile(sys.argv[5])
    blocks = []
    for _ in range(num_blocks):
        begin = time.perf_counter()
        for _ in range(16):
            rival.step()
        blocks.append((time.perf_counter() - begin) / 16 * 1e3)
    print(json.dumps({"blocks_ms": [blocks]}))
