#pragma once

/// Visual inputs made of functions, for tests.

#include "sim/base/visual_input.h"

#include <functional>
#include <utility>
#include <vector>

namespace ventral::test {

/// value(x_deg, y_deg, time_ms), sampled at the samples' centres.
class FunctionField final : public base::VisualInput {
public:
    using Value = std::function<double(double x_deg, double y_deg, double time_ms)>;

    /// @param changes times at which the field jumps, ascending.
    /// @param constant true: it does not change in between.
    explicit FunctionField(Value value, std::vector<double> changes = {}, bool constant = true)
        : value_(std::move(value)), changes_(std::move(changes)), constant_(constant) {}

private:
    void do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const override {
        std::size_t i = 0;
        for (int y = 0; y < grid.ny; ++y) {
            for (int x = 0; x < grid.nx; ++x) {
                out[i++] = static_cast<float>(value_(grid.x_deg(x), grid.y_deg(y), time_ms));
            }
        }
    }
    std::vector<double> do_change_times(double begin_ms, double end_ms) const override {
        std::vector<double> inside;
        for (const double t : changes_) {
            if (t >= begin_ms && t < end_ms) {
                inside.push_back(t);
            }
        }
        return inside;
    }
    bool do_constant_between(double, double) const override { return constant_; }

    Value value_;
    std::vector<double> changes_;
    bool constant_;
};

/// `before` until `onset_ms`, `after` from then on, everywhere.
inline FunctionField step_field(double before, double after, double onset_ms) {
    return FunctionField([=](double, double, double t) { return t < onset_ms ? before : after; },
                         {onset_ms});
}

/// The same value everywhere and always.
inline FunctionField constant_field(double value) {
    return FunctionField([value](double, double, double) { return value; });
}

}  // namespace ventral::test
