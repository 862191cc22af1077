"""Repeats with SciPy and NumPy what write_estimates computed. Exit status 77 (skipped) without them.

Usage: compare_with_scipy.py WRITE_ESTIMATES
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
    from scipy import optimize, special, stats
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)


def array(values):
    return np.array([np.nan if v is None else v for v in values], float)


def close(name, ours, theirs, rtol, atol=0.0):
    np.testing.assert_allclose(array(np.atleast_1d(ours)), theirs, rtol, atol, err_msg=name)
    print(f"{name}: agrees within {rtol:g} relative, {atol:g} absolute")


def check_orientation(data):
    x, y = array(data["x"]), array(data["y"])

    def von_mises(t, a, b, kappa, preferred):
        return a + b * np.exp(kappa * (np.cos(np.radians(2 * (t - preferred))) - 1))

    def gaussian(t, a, b, sigma, preferred):
        gaps = np.stack([(t - preferred + 180 * k) / sigma for k in range(-3, 4)])
        return a + b * np.exp(-0.5 * gaps**2).sum(0)

    fit, _ = optimize.curve_fit(von_mises, x, y, [5, 20, 1, 60])
    close("von Mises fit", data["von_mises"], fit, 1e-4)
    wrapped, _ = optimize.curve_fit(gaussian, x, y, [5, 20, 20, 60])
    close("wrapped Gaussian fit", data["gaussian"], wrapped, 1e-4)
    a, b, kappa, preferred = fit
    lowest = von_mises(preferred + 90, *fit)
    for ours, level in zip(data["hwhh"], [(a + b + lowest) / 2, (a + b) / 2]):
        half = optimize.brentq(lambda d: von_mises(preferred + d, *fit) - level, 0, 90)
        close("half width at half height", ours, half, 1e-4)
    angles = np.repeat(np.radians(2 * x), array(data["counts"]).astype(int))
    mean = np.degrees(stats.circmean(angles)) / 2
    close("preferred by vector sum", data["preferred_by_vector"], mean, 1e-9)
    close("circular variance", data["circular_variance"], stats.circvar(angles), 1e-9)


def check_size(data):
    x, y = array(data["x"]), array(data["y"])

    def integral(d, w):
        return w * np.sqrt(np.pi) / 2 * special.erf(d / w)

    def difference(d, ke, a, ki, b):
        return 2 + ke * integral(d, a) - ki * integral(d, b)

    def ratio(d, kc, wc, ks, ws):
        centre, surround = ((w * special.erf(d / w)) ** 2 for w in (wc, ws))
        return 2 + kc * centre / (1 + ks * surround)

    fit, _ = optimize.curve_fit(difference, x, y, [50, 1, 10, 4], maxfev=20000)
    close("difference of integrals of Gaussians", data["difference"], fit, 1e-3)
    theirs, _ = optimize.curve_fit(ratio, x, y, [100, 1, 0.5, 3], maxfev=20000)
    close("ratio of Gaussians", data["ratio"], theirs, 1e-3)
    for ours, curve in zip(data["r2"], (difference(x, *fit), ratio(x, *theirs))):
        close("r2", ours, 1 - ((y - curve) ** 2).sum() / ((y - y.mean()) ** 2).sum(), 1e-6)
    dense = difference(np.linspace(x[0], x[-1], 200001), *fit) - 2
    close("suppression index", data["suppression_index"], 1 - dense[-1] / dense.max(), 1e-3)


def check_contrast(data):
    x, y = array(data["x"]), array(data["y"])

    def naka_rushton(c, r0, r_max, c50, n):
        return r0 + r_max * c**n / (c**n + c50**n)

    fit, _ = optimize.curve_fit(naka_rushton, x, y, [1, 30, 0.3, 1.5])
    close("Naka-Rushton fit", data["fit"], fit, 1e-3)


def check_spatial_frequency(data):
    x, y = array(data["x"]), array(data["y"])

    def log_gaussian(f, preferred, height, bandwidth):
        sd = bandwidth / (2 * np.sqrt(2 * np.log(2)))
        return 1 + height * np.exp(-0.5 * (np.log2(f / preferred) / sd) ** 2)

    fit, _ = optimize.curve_fit(log_gaussian, x, y, [2, 15, 1.5])
    close("log Gaussian fit", data["fit"], fit, 1e-4)


def check_receptive_field(data):
    x, y, rates = array(data["x"]), array(data["y"]), array(data["rates"])

    def gaussian(_, r0, height, x0, y0, s1, s2, angle):
        u = (x - x0) * np.cos(angle) + (y - y0) * np.sin(angle)
        v = (y - y0) * np.cos(angle) - (x - x0) * np.sin(angle)
        return r0 + height * np.exp(-0.5 * ((u / s1) ** 2 + (v / s2) ** 2))

    fit, _ = optimize.curve_fit(gaussian, x, rates, [1, 10, 0, 0, 1, 0.6, 0.5])
    close("2-D Gaussian fit", data["fit"], fit[:6], 1e-4)


def check_latency(traces):
    for trace in traces:
        t, y = array(trace["t"]), array(trace["y"]) - trace["baseline"]

        def curve(p, t=t):
            mu, s, a, d, c = p
            fading = d * np.exp(mu * a + 0.5 * s**2 * a**2 - a * t)
            return fading * stats.norm.cdf(t, mu + s**2 * a, s) + c * stats.norm.cdf(t, mu, s)

        # The published start is far from the onset; SciPy is given the same bounds and a near one.
        found = optimize.least_squares(
            lambda p: curve(p) - y, [70, 15, 0.01, 10, 10],
            bounds=([0, 0.5, 1e-4, 0, 0], [500, 300, 1, 1e3, 1e3]), xtol=1e-12, ftol=1e-12,
        )  # fmt: skip
        dense = np.linspace(0, 500, 500001)
        fitted = curve(found.x, dense)
        theirs = dense[np.argmax(fitted >= 0.33 * fitted.max())]
        close("latency of the fit (ms)", trace["latency"], theirs, 0, 0.05)
        r2 = 1 - 2 * found.cost / ((y - y.mean()) ** 2).sum()
        assert trace["r2"] > r2 - 1e-6, (trace["r2"], r2)


def check_anova(cases):
    for case in cases:
        y, a, b = array(case["values"]), 1 - 2 * array(case["a"]), 1 - 2 * array(case["b"])
        columns = [np.ones_like(y), a, b, a * b]

        def left(kept, y=y):
            matrix = np.stack(kept, 1)
            return ((y - matrix @ np.linalg.lstsq(matrix, y, rcond=None)[0]) ** 2).sum()

        full, df = left(columns), len(y) - 4
        for ours, name, out in zip(case["effects"], ("a", "b", "interaction"), (1, 2, 3)):
            squares = left(columns[:out] + columns[out + 1 :]) - full
            f = squares / (full / df)
            close(f"ANOVA {name}", ours, [squares, f, stats.f.sf(f, 1, df)], 1e-8)


def check_rank_tests(cases):
    for case in cases:
        a, b = array(case["a"]), array(case["b"])
        method = "exact" if case["mann_whitney_exact"] else "asymptotic"
        theirs = stats.mannwhitneyu(a, b, alternative="two-sided", method=method)
        close(f"Mann-Whitney, {method}", case["mann_whitney"], theirs, 1e-9)
        mode = "exact" if case["wilcoxon_exact"] else "approx"
        theirs = stats.wilcoxon(a, b, mode=mode)
        close(f"Wilcoxon, {mode}", case["wilcoxon"], [theirs[0], theirs[1]], 1e-9)
        close("Spearman", case["spearman"], stats.spearmanr(a, b)[0], 1e-9)
    assert {case["mann_whitney_exact"] for case in cases} == {True, False}
    assert {case["wilcoxon_exact"] for case in cases} == {True, False}


def check_intervals(data):
    sample = array(data["sample"])
    theirs = stats.bootstrap(
        (sample,), np.mean, n_resamples=100000, method="BCa",
        random_state=np.random.default_rng(1),
    )  # fmt: skip
    interval = theirs.confidence_interval
    # Two draws of 100,000 resamples: their ends differ by some hundredths of the standard error.
    error = theirs.standard_error
    close("BCa interval", data["bca"], [interval.low, interval.high], 0, 0.1 * error)
    close("bootstrap standard error", data["standard_error"], error, 0.03)
    wilson = stats.binomtest(88, 140).proportion_ci(method="wilson")
    close("Wilson interval", data["wilson"], [wilson.low, wilson.high], 1e-9)
    line = stats.linregress(data["x"], data["y"])
    width = stats.t.ppf(0.975, len(data["x"]) - 2) * line.stderr
    expected = [line.slope, line.intercept, line.rvalue, line.pvalue]
    close("regression", data["line"], expected + [line.slope - width, line.slope + width], 1e-8)
    p = array(data["p"])
    order = np.argsort(p)[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    close("Benjamini-Hochberg", data["adjusted"], adjusted, 1e-12)
    critical = stats.f.isf(0.01, 1, 36)
    close("power", data["power"], stats.ncf.sf(critical, 1, 36, 10 * 1.2**2 / 4), 1e-6)
    close("quantiles", data["quantiles"], np.quantile(sample, [0.1, 0.5, 0.9]), 1e-12)


def main():
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "estimates.json"
        subprocess.run([sys.argv[1], path], check=True)
        data = json.loads(path.read_text())
    for topic, check in (
        ("orientation", check_orientation),
        ("size", check_size),
        ("contrast", check_contrast),
        ("spatial_frequency", check_spatial_frequency),
        ("receptive_field", check_receptive_field),
        ("latency", check_latency),
        ("anova", check_anova),
        ("rank_tests", check_rank_tests),
        ("intervals", check_intervals),
    ):
        check(data[topic])


main()
