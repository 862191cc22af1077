#include "sim/engine/pointwise.h"

#include "sim/base/random.h"
#include "tests/support/close.h"
#include "tests/support/isa_levels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace ventral;
using engine::CombinationKind;
using engine::Isa;
using test::close;

namespace {

/// Sizes around the lanes of every level, so that whole vectors and remainders are met.
constexpr std::size_t kSizes[] = {1, 3, 7, 8, 16, 17, 33, 300};

template <class Real>
std::vector<Real> random_values(const char* name, std::size_t size, double low, double high) {
    base::RandomStream random(1, name);
    std::vector<Real> values;
    for (std::size_t i = 0; i < size; ++i) {
        values.push_back(static_cast<Real>(random.uniform(low, high)));
    }
    return values;
}

template <class Real>
constexpr double kTolerance = sizeof(Real) == 4 ? 1e-6 : 1e-14;

engine::TransferFunction make_transfer(engine::TransferKind kind, engine::Ceiling ceiling) {
    engine::TransferFunction f;
    f.kind = kind;
    f.gain = 1.7;
    f.exponent = 1.8;
    f.half = 0.9;
    f.max_rate = 3;
    f.ceiling = ceiling;
    f.ceiling_rate = 2.5;
    return f;
}

/// f(u) of one drive, by the way that the engine takes.
template <class Real>
std::vector<Real> respond(const engine::TransferFunction& f,
                          const std::vector<Real>& u,
                          const Real* gain,
                          Isa isa) {
    std::vector<Real> rates(u.size());
    engine::ChannelInputs<Real> inputs;
    inputs.planes = {{u.data(), Real(1), nullptr}};
    inputs.groups.push_back({});
    inputs.groups.back().drives = {0, 1};
    const engine::ChannelOutput<Real> to{&f, gain, nullptr, Real(1), rates.data()};
    engine::pointwise_ops<Real>(isa).respond(u.size(), inputs, to);
    return rates;
}

template <class Real>
void check_transfer(const engine::TransferFunction& f, Isa isa) {
    for (const std::size_t n : kSizes) {
        const auto u = random_values<Real>("drive", n, -3, 6);
        const auto gain = random_values<Real>("gain", n, 0.5, 1.5);
        const auto plain = respond<Real>(f, u, nullptr, isa);
        const auto gained = respond<Real>(f, u, gain.data(), isa);
        for (std::size_t i = 0; i < n; ++i) {
            const double expected = engine::evaluate(f, static_cast<double>(u[i]));
            CAPTURE(u[i]);
            CHECK(close(static_cast<double>(plain[i]), expected, 2 * kTolerance<Real>,
                        kTolerance<Real>));
            CHECK(close(static_cast<double>(gained[i]), expected * static_cast<double>(gain[i]),
                        2 * kTolerance<Real>, kTolerance<Real>));
        }
    }
}

}  // namespace

TEST_CASE("single-precision powers keep six digits over the range of rates and exponents") {
    std::vector<float> x{0.0F, -1.0F, 1e-30F, 1.0F};
    double v = 1e-8;
    while (v < 1e6) {
        x.push_back(static_cast<float>(v));
        v *= 1.07;
    }
    std::vector<float> out(x.size());
    for (const Isa isa : test::isa_levels()) {
        for (const float p : {0.2F, 0.5F, 1.0F, 1.3F, 2.0F, 2.7F, 4.0F}) {
            engine::pointwise_ops<float>(isa).power(x.size(), p, x.data(), out.data());
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double wide = static_cast<double>(x[i]);
                const double expected = x[i] > 0 ? std::pow(wide, static_cast<double>(p)) : 0.0;
                if (expected > 0 && (expected < 1e-36 || expected > 1e37)) {
                    continue;
                }
                CAPTURE(x[i]);
                CAPTURE(p);
                CHECK(close(static_cast<double>(out[i]), expected, 4e-6, 0));
            }
        }
    }
}

TEST_CASE("double-precision powers are those of the standard library, zero below zero") {
    const std::vector<double> x{-2, 0, 1e-300, 0.3, 1, 7, 1e9};
    std::vector<double> out(x.size());
    for (const Isa isa : test::isa_levels()) {
        engine::pointwise_ops<double>(isa).power(x.size(), 1.7, x.data(), out.data());
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(close(out[i], x[i] > 0 ? std::pow(x[i], 1.7) : 0.0, 1e-15, 0));
        }
    }
}

TEST_CASE("fused transfer functions equal their plain definition with every ceiling") {
    for (const Isa isa : test::isa_levels()) {
        for (int kind = 0; kind < 5; ++kind) {
            for (int ceiling = 0; ceiling < 3; ++ceiling) {
                CAPTURE(engine::to_string(isa));
                CAPTURE(kind);
                CAPTURE(ceiling);
                const auto f = make_transfer(static_cast<engine::TransferKind>(kind),
                                             static_cast<engine::Ceiling>(ceiling));
                check_transfer<float>(f, isa);
                check_transfer<double>(f, isa);
                auto squared = f;
                squared.exponent = 2;
                check_transfer<float>(squared, isa);
            }
        }
    }
}

TEST_CASE("transfer functions have their textbook values") {
    engine::TransferFunction f;
    f.kind = engine::TransferKind::NakaRushton;
    f.max_rate = 40;
    f.half = 3;
    f.exponent = 2;
    CHECK(close(engine::evaluate(f, 3), 20, 1e-15, 0));
    CHECK(close(engine::evaluate(f, -1), 0, 0, 0));
    CHECK(close(engine::evaluate(f, 1e9), 40, 1e-12, 0));
    f.kind = engine::TransferKind::Logistic;
    f.gain = 2;
    CHECK(close(engine::evaluate(f, 3), 20, 1e-15, 0));
    CHECK(close(engine::evaluate(f, 4), 40 / (1 + std::exp(-2.0)), 1e-15, 0));
    f.kind = engine::TransferKind::PowerLaw;
    CHECK(close(engine::evaluate(f, 3), 18, 1e-15, 0));
    f.ceiling = engine::Ceiling::Hard;
    f.ceiling_rate = 10;
    CHECK(close(engine::evaluate(f, 3), 10, 0, 0));
    f.ceiling = engine::Ceiling::Soft;
    CHECK(close(engine::evaluate(f, 3), 18 / 2.8, 1e-15, 0));
}

TEST_CASE("what is not a number stays so through powers, ceilings and clamps") {
    for (const Isa isa : test::isa_levels()) {
        const std::vector<float> bad(20, std::numeric_limits<float>::quiet_NaN());
        std::vector<float> out(bad.size());
        const auto& ops = engine::pointwise_ops<float>(isa);
        for (int kind = 0; kind < 5; ++kind) {
            for (int ceiling = 0; ceiling < 3; ++ceiling) {
                CAPTURE(kind);
                CAPTURE(ceiling);
                const auto rates =
                    respond<float>(make_transfer(static_cast<engine::TransferKind>(kind),
                                                 static_cast<engine::Ceiling>(ceiling)),
                                   bad, nullptr, isa);
                CHECK(std::isnan(rates.front()));
                CHECK(std::isnan(rates.back()));
            }
        }
        ops.power(bad.size(), 1.5F, bad.data(), out.data());
        CHECK(std::isnan(out.front()));
        CHECK_FALSE(ops.all_within(bad.size(), 1e9F, bad.data()));
        const std::vector<double> wide(9, std::numeric_limits<double>::quiet_NaN());
        std::vector<double> wide_out(9);
        engine::pointwise_ops<double>(isa).power(9, 1.5, wide.data(), wide_out.data());
        CHECK(std::isnan(wide_out.front()));
    }
}

TEST_CASE("groups multiply by the clamped gain and divide by each pool") {
    const engine::TransferFunction linear{.kind = engine::TransferKind::Linear};
    for (const std::size_t n : {std::size_t{37}, std::size_t{1300}}) {
        const auto d = random_values<float>("d", n, -2, 2);
        const auto g = random_values<float>("g", n, -2, 4);
        const auto pool = random_values<float>("pool", n, 0.5, 3);
        const auto spread = random_values<float>("spread", n, 0.5, 3);
        engine::ChannelInputs<float> inputs;
        inputs.threshold = -1;
        inputs.planes = {
            {d.data(), 2, spread.data()}, {g.data(), 1, nullptr}, {pool.data(), 1, nullptr}};
        inputs.pools = {{0.25F, {2, 3}}, {1.5F, {2, 3}}};
        const auto responses = [&](const engine::GroupInputs<float>& group, Isa isa) {
            inputs.groups = {group};
            std::vector<float> out(n);
            engine::pointwise_ops<float>(isa).respond(n, inputs,
                                                      {&linear, nullptr, nullptr, 1, out.data()});
            return out;
        };
        for (const Isa isa : test::isa_levels()) {
            const auto both = responses({{0, 1}, {1, 2}, true, 0.2F, 3.0F, {0, 2}}, isa);
            const auto gain = responses({{0, 1}, {1, 2}, true, 0.2F, 3.0F, {0, 0}}, isa);
            const auto divided = responses({{0, 1}, {1, 1}, false, 0, 0, {1, 2}}, isa);
            for (std::size_t i = 0; i < n; ++i) {
                const float kept = std::clamp(1.0F + g[i], 0.2F, 3.0F);
                const float drive = 2 * spread[i] * d[i];
                const float pools = (0.25F + pool[i]) * (1.5F + pool[i]);
                CHECK(close(static_cast<double>(both[i]),
                            static_cast<double>(1.0F + drive * kept / pools), 1e-6, 2e-6));
                CHECK(close(static_cast<double>(gain[i]), static_cast<double>(1.0F + drive * kept),
                            1e-6, 2e-6));
                CHECK(close(static_cast<double>(divided[i]),
                            static_cast<double>(1.0F + drive / (1.5F + pool[i])), 1e-6, 2e-6));
            }
        }
    }
}

TEST_CASE("thresholds, adaptation and noise enter the drive, and a share of the way is a step") {
    const std::size_t n = 700;
    const auto theta = random_values<double>("theta", n, -2, 2);
    const auto a = random_values<double>("a", n, -2, 2);
    const auto noise = random_values<double>("noise", n, -2, 2);
    const auto state = random_values<double>("state", n, -2, 2);
    const engine::TransferFunction linear{.kind = engine::TransferKind::Linear, .gain = 3};
    engine::ChannelInputs<double> inputs;
    inputs.thresholds = theta.data();
    inputs.adaptation = a.data();
    inputs.noise = noise.data();
    for (const Isa isa : test::isa_levels()) {
        std::vector<double> rates(n), next(n), filtered = a;
        const auto& ops = engine::pointwise_ops<double>(isa);
        ops.respond(n, inputs, {&linear, nullptr, nullptr, 1, rates.data()});
        ops.respond(n, inputs, {&linear, nullptr, state.data(), 0.25, next.data()});
        ops.approach(n, 2, filtered.data(), 0.1, state.data(), filtered.data());
        for (std::size_t i = 0; i < n; ++i) {
            const double u = noise[i] - theta[i] - a[i];
            CHECK(close(rates[i], 3 * u, 1e-14, 1e-14));
            CHECK(close(next[i], state[i] + 0.25 * (3 * u - state[i]), 1e-14, 1e-14));
            CHECK(close(filtered[i], 0.9 * state[i] + 0.2 * a[i], 1e-14, 1e-14));
        }
        double expected = 0;
        for (std::size_t i = 0; i < n; ++i) {
            expected += a[i] * noise[i];
        }
        CHECK(close(ops.dot(n, a.data(), noise.data()), expected, 1e-12, 0));
        CHECK(close(ops.dot(3, a.data(), noise.data()),
                    a[0] * noise[0] + a[1] * noise[1] + a[2] * noise[2], 1e-14, 1e-15));
    }
}

TEST_CASE("sums of spectra are sums of complex products, for every number of slots") {
    const std::size_t n = 624;  // 39 of the widest lane vectors
    const auto kr = random_values<double>("kr", n, -1, 1);
    const auto ki = random_values<double>("ki", n, -1, 1);
    const auto sr = random_values<double>("sr", n, -1, 1);
    const auto si = random_values<double>("si", n, -1, 1);
    const engine::SpectralProduct<double> products[] = {
        {kr.data(), ki.data(), sr.data(), si.data()},
        {kr.data(), ki.data(), si.data(), kr.data()},
        {ki.data(), nullptr, si.data(), sr.data()}};
    const double weights[] = {2, 3, -1, 0.5, 0.25, -4, 1, 1.5, -0.5, 7, 0.125, -3};
    for (const Isa isa : test::isa_levels()) {
        for (int num_slots = 1; num_slots <= engine::kMixedSlots; ++num_slots) {
            std::vector<double> re(4 * n, 99), im(4 * n, 99);
            engine::SpectralMix<double> mix{n, products, 3, weights, num_slots, {}, {}};
            for (std::size_t s = 0; s < 4; ++s) {
                mix.out_re[s] = re.data() + s * n;
                mix.out_im[s] = im.data() + s * n;
            }
            engine::pointwise_ops<double>(isa).mix_spectra(mix);
            for (std::size_t s = 0; s < 4; ++s) {
                for (std::size_t i = 0; i < n; ++i) {
                    const double mixed_re = weights[s] * sr[i] + weights[4 + s] * si[i];
                    const double mixed_im = weights[s] * si[i] + weights[4 + s] * kr[i];
                    const bool is_made = s < static_cast<std::size_t>(num_slots);
                    const double real =
                        kr[i] * mixed_re - ki[i] * mixed_im + weights[8 + s] * ki[i] * si[i];
                    const double imaginary =
                        kr[i] * mixed_im + ki[i] * mixed_re + weights[8 + s] * ki[i] * sr[i];
                    CHECK(close(re[s * n + i], is_made ? real : 99.0, 0, 1e-14));
                    CHECK(close(im[s * n + i], is_made ? imaginary : 99.0, 0, 1e-14));
                }
            }
        }
    }
}

TEST_CASE("limits are told from both sides at every place of a plane") {
    for (const Isa isa : test::isa_levels()) {
        for (const std::size_t n : kSizes) {
            std::vector<float> x(n, 5.0F);
            const auto& ops = engine::pointwise_ops<float>(isa);
            CHECK(ops.all_within(n, 5.0F, x.data()));
            for (std::size_t i = 0; i < n; ++i) {
                x[i] = -5.001F;
                CHECK_FALSE(ops.all_within(n, 5.0F, x.data()));
                x[i] = std::numeric_limits<float>::infinity();
                CHECK_FALSE(ops.all_within(n, 5.0F, x.data()));
                x[i] = 5.0F;
            }
        }
    }
}

TEST_CASE("combinations have the values that their names promise") {
    const double z0[] = {3, -1, 0.5}, z1[] = {4, 2, -0.25}, z2[] = {1, 1, 1};
    const engine::ScaledPlane<double> planes[] = {
        {z0, 1, nullptr}, {z1, 0.5, nullptr}, {z1, 0.5, nullptr}, {z2, 1, nullptr}};
    const engine::PlaneRange ranges[] = {{0, 1}, {1, 3}, {3, 4}};
    const auto combined = [&](CombinationKind kind, double p, std::size_t members) {
        std::vector<double> out(3);
        engine::pointwise_ops<double>(engine::detect_isa())
            .combine({kind, p, planes, ranges, members, 3, out.data()});
        return out;
    };
    const auto energy = combined(CombinationKind::RootSumOfSquares, 1, 2);
    CHECK(close(energy[0], 5, 1e-15, 0));
    CHECK(close(energy[1], std::sqrt(5.0), 1e-15, 0));
    const auto contrast = combined(CombinationKind::OrientationContrast, 1, 3);
    CHECK(close(contrast[0], 0, 0, 1e-15));
    CHECK(close(contrast[1], 4 - 2, 1e-15, 0));
    const auto product = combined(CombinationKind::Product, 1, 2);
    CHECK(close(product[0], 12, 1e-15, 0));
    CHECK(close(product[1], 0, 0, 0));
    const auto geometric = combined(CombinationKind::GeometricMean, 1, 3);
    CHECK(close(geometric[0], std::cbrt(12.0), 1e-14, 0));
    const auto pair = combined(CombinationKind::GeometricMean, 1, 2);
    CHECK(close(pair[0], std::sqrt(12.0), 1e-15, 0));
    const auto opponent = combined(CombinationKind::OwnAgainstOpponent, 2, 2);
    CHECK(close(opponent[0], 9.0 / (1 + 9 + 16), 1e-15, 0));
    CHECK(close(opponent[1], 0, 0, 0));
    CHECK(close(opponent[2], 0.25 / 1.25, 1e-15, 0));
    const auto mean = combined(CombinationKind::PowerMean, 0.5, 2);
    const double root = 0.5 * (std::sqrt(3.0001) + std::sqrt(4.0001));
    CHECK(close(mean[0], root * root - 1e-4, 1e-14, 0));
    CHECK(mean[1] < 0.6);
    CHECK(mean[1] > 0);
}
