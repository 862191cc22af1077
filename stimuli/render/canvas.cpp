#include "stimuli/render/canvas.h"

#include <algorithm>
#include <cmath>

namespace ventral::stimuli {

FineGrid make_fine_grid(const base::Grid& grid, double min_per_deg) {
    FineGrid fine;
    const double wanted = min_per_deg / grid.samples_per_deg;
    fine.per_sample = std::max(1, static_cast<int>(std::ceil(wanted - 1e-9)));
    fine.pixels.nx = grid.nx * fine.per_sample;
    fine.pixels.ny = grid.ny * fine.per_sample;
    fine.pixels.size_deg = grid.spacing_deg() / fine.per_sample;
    fine.pixels.left_deg = grid.centre_x_deg - 0.5 * grid.width_deg();
    fine.pixels.bottom_deg = grid.centre_y_deg - 0.5 * grid.height_deg();
    return fine;
}

Canvas::Canvas(const Pixels& pixels, const Box& box) : pixels_(pixels), box_(box) {
    sheet({});
}

TimedSheet& Canvas::sheet(const TimeFunction& when) {
    const auto found = std::find_if(sheets_.begin(), sheets_.end(),
                                    [&](const TimedSheet& s) { return s.when == when; });
    if (found != sheets_.end()) {
        return *found;
    }
    sheets_.push_back({when, std::vector<float>(box_.size(), 0.0F), {}});
    return sheets_.back();
}

void Canvas::compose(const Layer& layer, double opacity, Blend blend) {
    const Box box = intersection(layer.coverage.box, box_);
    if (box.empty() || opacity == 0) {
        return;
    }
    for (const Sheet& part : layer.sheets) {
        sheet(part.when);  // made before any is changed
    }
    for (TimedSheet& target : sheets_) {
        for (int iy = box.y0; iy < box.y1; ++iy) {
            compose_row(layer, static_cast<float>(opacity), blend, box, iy, target);
        }
    }
}

void Canvas::compose_row(
    const Layer& layer, float opacity, Blend blend, const Box& box, int iy, TimedSheet& target) {
    const auto width = static_cast<std::size_t>(box.width());
    const std::size_t from = layer.coverage.box.index(box.x0, iy);
    const float* alpha = layer.coverage.values.data() + from;
    float* row = target.values.data() + box_.index(box.x0, iy);
    if (blend == Blend::Over) {
        for (std::size_t i = 0; i < width; ++i) {
            row[i] -= opacity * alpha[i] * row[i];
        }
    }
    for (const Sheet& part : layer.sheets) {
        if (part.when != target.when) {
            continue;
        }
        const float* values = part.values.empty() ? nullptr : part.values.data() + from;
        for (std::size_t i = 0; i < width; ++i) {
            const float value = values == nullptr ? 0.0F : values[i];
            row[i] += opacity * alpha[i] * (part.constant + value);
        }
    }
}

Canvas Canvas::part(const Box& box) const {
    Canvas copy(pixels_, box);
    for (const TimedSheet& source : sheets_) {
        TimedSheet& target = copy.sheet(source.when);
        for (int iy = box.y0; iy < box.y1; ++iy) {
            const float* row = source.values.data() + box_.index(box.x0, iy);
            std::copy(row, row + box.width(), target.values.data() + box.index(box.x0, iy));
        }
    }
    return copy;
}

Box aligned(const Box& box, int per_sample) {
    const auto up = [&](int value) { return (value + per_sample - 1) / per_sample * per_sample; };
    const auto down = [&](int value) { return value / per_sample * per_sample; };
    return {down(box.x0), down(box.y0), up(box.x1), up(box.y1)};
}

std::vector<TimedSheet> Canvas::averaged(int per_sample) const {
    const auto k = static_cast<std::size_t>(per_sample);
    const auto nx = static_cast<std::size_t>(box_.width()) / k;
    const auto ny = static_cast<std::size_t>(box_.height()) / k;
    const double share = 1.0 / static_cast<double>(k * k);
    std::vector<TimedSheet> result;
    std::vector<double> sums(nx);
    for (const TimedSheet& sheet : sheets_) {
        if (sheet.when.law == TimeFunction::Law::SquareWave) {
            result.push_back(
                {sheet.when, {}, make_wave_weights(pixels_, box_, sheet.values, per_sample)});
            continue;
        }
        TimedSheet mean{sheet.when, std::vector<float>(nx * ny), {}};
        for (std::size_t y = 0; y < ny; ++y) {
            std::fill(sums.begin(), sums.end(), 0.0);
            for (std::size_t j = 0; j < k; ++j) {
                const float* row = sheet.values.data() + (y * k + j) * nx * k;
                for (std::size_t x = 0; x < nx; ++x) {
                    for (std::size_t i = 0; i < k; ++i) {
                        sums[x] += static_cast<double>(row[x * k + i]);
                    }
                }
            }
            for (std::size_t x = 0; x < nx; ++x) {
                mean.values[y * nx + x] = static_cast<float>(sums[x] * share);
            }
        }
        result.push_back(std::move(mean));
    }
    return result;
}

void evaluate(const std::vector<TimedSheet>& sheets, double time_ms, std::span<float> out) {
    std::vector<double> sums(out.size(), 0.0);
    for (const TimedSheet& sheet : sheets) {
        if (sheet.weights) {
            add_wave(*sheet.weights, sheet.when.wave_at(time_ms), sums);
            continue;
        }
        const double weight = sheet.when.at(time_ms);
        for (std::size_t i = 0; i < out.size(); ++i) {
            sums[i] += weight * static_cast<double>(sheet.values[i]);
        }
    }
    std::transform(sums.begin(), sums.end(), out.begin(),
                   [](double sum) { return static_cast<float>(sum); });
}

}  // namespace ventral::stimuli
