#include "app/calibrate/homeostasis.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using app::ChannelPoint;
using app::HomeostaticTarget;
using app::ResponseMoments;
using engine::Ceiling;
using engine::TransferFunction;
using engine::TransferKind;
using test::close;

namespace {

/// Drives of one channel over a set of stimuli and places.
std::vector<double> draw_drives(std::size_t count, double mean, double sd) {
    base::RandomStream stream(7, "homeostasis_test");
    std::vector<double> drives;
    for (std::size_t i = 0; i < count; ++i) {
        drives.push_back(mean + sd * stream.normal());
    }
    return drives;
}

ResponseMoments respond(const std::vector<double>& drives,
                        const ChannelPoint& point,
                        const TransferFunction& f,
                        double contrast = 1) {
    std::vector<float> responses;
    for (const double drive : drives) {
        responses.push_back(static_cast<float>(
            point.gain * engine::evaluate(f, contrast * drive - point.threshold)));
    }
    ResponseMoments moments;
    moments.add(responses, f, point.gain);
    return moments;
}

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

double sd_of(const std::vector<double>& values) {
    const double mean = mean_of(values);
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size()));
}

}  // namespace

TEST_CASE("the slope at a rate is the transfer's derivative where it gives that rate") {
    const std::vector<TransferFunction> functions{
        {.kind = TransferKind::Linear, .gain = 3},
        {.kind = TransferKind::RectifiedLinear, .gain = 2},
        {.kind = TransferKind::PowerLaw, .gain = 0.01, .exponent = 2.2},
        {.kind = TransferKind::PowerLaw,
         .gain = 0.01,
         .exponent = 2.2,
         .ceiling = Ceiling::Soft,
         .ceiling_rate = 90},
        {.kind = TransferKind::NakaRushton, .exponent = 2, .half = 15, .max_rate = 50},
        {.kind = TransferKind::Logistic, .gain = 0.2, .half = 15, .max_rate = 50},
        {.kind = TransferKind::RectifiedLinear,
         .gain = 2,
         .ceiling = Ceiling::Hard,
         .ceiling_rate = 90}};
    for (const TransferFunction& f : functions) {
        for (const double drive : {1.0, 5.0, 20.0}) {
            const double step = 1e-5;
            const double slope =
                (engine::evaluate(f, drive + step) - engine::evaluate(f, drive - step)) /
                (2 * step);
            CHECK(close(app::slope_at_rate(f, engine::evaluate(f, drive)), slope, 1e-6, 0));
        }
    }
    CHECK(app::slope_at_rate(functions.back(), 90) == 0);
    CHECK(app::slope_at_rate(functions[1], 0) == 0);
}

TEST_CASE("a linear channel comes to rest where batch normalization would put it") {
    const TransferFunction f{.kind = TransferKind::Linear, .gain = 2};
    const HomeostaticTarget target{5, 3};
    const std::vector<double> drives = draw_drives(4000, 12, 4);
    const double rate = 0.5;
    ChannelPoint point;
    double distance = respond(drives, point, f).mean() - target.mean;
    for (int step = 0; step < 40; ++step) {
        point = app::homeostatic_step(point, respond(drives, point, f), target, f, rate);
        const double now = respond(drives, point, f).mean() - target.mean;
        // Each step takes away the same share of the distance: no ringing.
        CHECK(close(now, (1 - rate) * distance, 1e-3, 1e-5));
        distance = now;
    }
    // r = gamma (u - mean) / SD + beta, with gamma and beta the targets.
    CHECK(close(point.gain * f.gain, target.sd / sd_of(drives), 1e-5, 0));
    CHECK(
        close(point.threshold, mean_of(drives) - target.mean * sd_of(drives) / target.sd, 1e-5, 0));
    const ResponseMoments moments = respond(drives, point, f);
    CHECK(close(moments.mean(), target.mean, 1e-5, 0));
    CHECK(close(moments.sd(), target.sd, 1e-5, 0));
}

TEST_CASE("rectified and supralinear channels reach both targets") {
    for (const TransferFunction& f :
         {TransferFunction{.kind = TransferKind::RectifiedLinear, .gain = 1},
          TransferFunction{.kind = TransferKind::PowerLaw, .gain = 0.01, .exponent = 2.2}}) {
        const std::vector<double> drives = draw_drives(4000, 10, 6);
        ChannelPoint point;
        for (int step = 0; step < 60; ++step) {
            point = app::homeostatic_step(point, respond(drives, point, f), {4, 5}, f, 0.5);
        }
        CHECK(close(respond(drives, point, f).mean(), 4, 0.01, 0));
        CHECK(close(respond(drives, point, f).sd(), 5, 0.01, 0));
    }
}

TEST_CASE("after a step of contrast by four the mean comes back from one side") {
    const TransferFunction f{.kind = TransferKind::RectifiedLinear, .gain = 1};
    const HomeostaticTarget target{4, 3};
    const std::vector<double> drives = draw_drives(4000, 10, 6);
    ChannelPoint point;
    for (int step = 0; step < 60; ++step) {
        point = app::homeostatic_step(point, respond(drives, point, f), target, f, 0.5);
    }
    double distance = respond(drives, point, f, 4).mean() - target.mean;
    CHECK(distance > target.mean);  // the step is felt
    for (int step = 0; step < 30; ++step) {
        point = app::homeostatic_step(point, respond(drives, point, f, 4), target, f, 0.5);
        const double now = respond(drives, point, f, 4).mean() - target.mean;
        CHECK(now > -0.02 * target.mean);
        CHECK(now < distance + 0.02 * target.mean);
        distance = now;
    }
    CHECK(close(distance, 0, 0, 0.04));
}

TEST_CASE("a channel that is silent is moved until it responds") {
    const TransferFunction f{.kind = TransferKind::RectifiedLinear, .gain = 1};
    const std::vector<double> drives = draw_drives(1000, -5, 2);
    ChannelPoint point;
    for (int step = 0; step < 80; ++step) {
        point = app::homeostatic_step(point, respond(drives, point, f), {4, 2}, f, 0.5);
    }
    CHECK(close(respond(drives, point, f).mean(), 4, 0.02, 0));
}

TEST_CASE("moments of parts add up to those of the whole") {
    const TransferFunction f;
    const std::vector<float> values{1, 4, 2, 8, 5, 7};
    ResponseMoments whole;
    whole.add(values, f, 1);
    ResponseMoments left;
    left.add(std::span(values).first(2), f, 1);
    ResponseMoments right;
    right.add(std::span(values).last(4), f, 1);
    left.add(right);
    CHECK(close(left.mean(), whole.mean(), 1e-12, 0));
    CHECK(close(left.sd(), whole.sd(), 1e-12, 0));
    CHECK(close(whole.sd(), std::sqrt(159.0 / 6 - 4.5 * 4.5), 1e-12, 0));
}
