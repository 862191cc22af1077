#include "app/sweep/sobol.h"
#include "app/sweep/vary.h"
#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

/// Random values are streams of their own, named by the path: another axis shifts none of them.
double draw_random(const SweepAxes& sweep, const VaryAxis& axis, std::size_t sample) {
    base::RandomStream stream(sweep.sample_seed, "sweep/random/" + axis.path, sample);
    return stream.uniform();
}

/// Shares in [0, 1) for every sample and drawn axis.
std::vector<std::vector<double>> draw(const SweepAxes& sweep) {
    std::vector<const VaryAxis*> drawn;
    std::size_t num_sobol = 0;
    for (const VaryAxis& axis : sweep.axes) {
        if (axis.kind != VaryKind::Levels) {
            drawn.push_back(&axis);
            num_sobol += axis.kind == VaryKind::Sobol ? std::size_t{1} : 0;
        }
    }
    if (num_sobol > kMostSobolAxes) {
        refuse_vary("too many axes of a Sobol sequence", base::str(num_sobol),
                    base::str("at most ", kMostSobolAxes));
    }
    std::vector<std::vector<double>> sequence;
    if (num_sobol > 0) {
        sequence = sobol_points(sweep.samples, num_sobol);
    }
    std::vector<std::vector<double>> shares(sweep.samples);
    for (std::size_t sample = 0; sample < sweep.samples; ++sample) {
        std::size_t next = 0;
        for (const VaryAxis* axis : drawn) {
            if (axis->kind == VaryKind::Random) {
                shares[sample].push_back(draw_random(sweep, *axis, sample));
                continue;
            }
            base::RandomStream shift(sweep.sample_seed, "sweep/sobol/" + axis->path);
            const double moved = sequence[sample][next++] + shift.uniform();
            shares[sample].push_back(moved - std::floor(moved));
        }
    }
    return shares;
}

/// The number of points, refused where it is too large; no product overflows.
std::size_t count_points(const SweepAxes& sweep) {
    std::size_t count = 1;
    const auto times = [&](std::size_t factor) {
        if (factor > kMostPoints / count) {
            refuse_vary("the sweep has too many points", base::str("more than ", kMostPoints),
                        base::str("at most ", kMostPoints));
        }
        count *= factor;
    };
    for (const VaryAxis& axis : sweep.axes) {
        if (axis.kind == VaryKind::Levels) {
            times(axis.levels.size());
        }
    }
    times(std::max<std::size_t>(sweep.samples, 1));
    times(std::max<std::size_t>(sweep.seeds.size(), 1));
    return count;
}

void check(const SweepAxes& sweep) {
    bool is_drawn = false;
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
        is_drawn = is_drawn || sweep.axes[i].kind != VaryKind::Levels;
        for (std::size_t j = 0; j < i; ++j) {
            if (sweep.axes[i].path == sweep.axes[j].path) {
                refuse_vary("a path is varied twice", sweep.axes[i].path, "each path once");
            }
        }
    }
    if (sweep.axes.empty() && sweep.seeds.empty()) {
        refuse_vary("nothing is varied", "no --vary and no --seeds", kVaryForms);
    }
    if (is_drawn != (sweep.samples > 0)) {
        refuse_vary(is_drawn ? "random and sobol axes need a number of samples"
                             : "samples are of random and sobol axes, and there is none",
                    base::str("--samples ", sweep.samples),
                    is_drawn ? "--samples N, N at least 1" : "an axis PATH=sobol:FROM:TO",
                    "--samples");
    }
}

}  // namespace

std::vector<SweepPoint> make_points(const SweepAxes& sweep) {
    check(sweep);
    const std::size_t count = count_points(sweep);
    const std::vector<std::vector<double>> shares = draw(sweep);
    const std::size_t num_seeds = std::max<std::size_t>(sweep.seeds.size(), 1);
    const std::size_t num_samples = std::max<std::size_t>(sweep.samples, 1);
    std::vector<SweepPoint> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        SweepPoint& point = points[i];
        std::size_t rest = i;
        if (!sweep.seeds.empty()) {
            point.seed = sweep.seeds[rest % num_seeds];
        }
        rest /= num_seeds;
        const std::size_t sample = rest % num_samples;
        rest /= num_samples;
        point.values.resize(sweep.axes.size());
        std::size_t next_drawn = shares.empty() ? 0 : shares[sample].size();
        for (std::size_t a = sweep.axes.size(); a-- > 0;) {
            const VaryAxis& axis = sweep.axes[a];
            if (axis.kind == VaryKind::Levels) {
                point.values[a] = axis.levels[rest % axis.levels.size()];
                rest /= axis.levels.size();
            } else {
                point.values[a] = axis.value_at(shares[sample][--next_drawn]);
            }
        }
    }
    return points;
}

std::string describe_point(const SweepAxes& sweep, const SweepPoint& point) {
    std::vector<std::string> facts;
    for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
        const std::string& path = sweep.axes[a].path;
        facts.push_back(path.substr(path.rfind('.') + 1) + "=" + point.values[a]);
    }
    if (point.seed) {
        facts.push_back(base::str("seed ", *point.seed));
    }
    return base::join(facts);
}

}  // namespace ventral::app
