#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace ventral;
using base::RandomStream;
using test::close;

namespace {

constexpr int kDraws = 200000;

std::vector<std::uint32_t> first_words(RandomStream stream, int n = 64) {
    std::vector<std::uint32_t> words;
    for (int i = 0; i < n; ++i) {
        words.push_back(stream.next_u32());
    }
    return words;
}

/// Mean, variance, third and fourth standardized moment.
template <class Draw>
std::array<double, 4> moments_of(const Draw& draw) {
    std::vector<double> values;
    double mean = 0;
    for (int i = 0; i < kDraws; ++i) {
        values.push_back(draw());
        mean += values.back() / kDraws;
    }
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (const double value : values) {
        const double d = value - mean;
        second += d * d / kDraws;
        third += d * d * d / kDraws;
        fourth += d * d * d * d / kDraws;
    }
    return {mean, second, third / std::pow(second, 1.5), fourth / (second * second)};
}

}  // namespace

TEST_CASE("A stream gives the same numbers every time") {
    CHECK(first_words(RandomStream(7, "noise/a", 3)) == first_words(RandomStream(7, "noise/a", 3)));
}

TEST_CASE("The seed, the name and the index each change every word of a stream") {
    const auto words = first_words(RandomStream(1, "noise/a", 0));
    const std::vector<RandomStream> others = {
        RandomStream(2, "noise/a", 0),          RandomStream(1 + (1ULL << 40U), "noise/a", 0),
        RandomStream(0, "noise/a", 0),          RandomStream(1, "noise/b", 0),
        RandomStream(1, "noise/", 0),           RandomStream(1, "noise/a", 1),
        RandomStream(1, "noise/a", 1ULL << 32U)};
    for (const RandomStream& other : others) {
        const auto different = first_words(other);
        int num_equal = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            num_equal += words[i] == different[i] ? 1 : 0;
        }
        CHECK(num_equal == 0);
    }
}

TEST_CASE("The first words of a stream are the same on every machine") {
    RandomStream stream(1, "noise/V1", 2);                // words from an independent Philox4x32-10
    CHECK(base::hash_name("") == 0xcbf29ce484222325ULL);  // FNV-1a of nothing and of one letter,
    CHECK(base::hash_name("a") == 0xaf63dc4c8601ec8cULL);  // from its authors' test vectors
    CHECK(stream.next_u32() == 0xb67ba4d3U);
    CHECK(stream.next_u32() == 0xe32d5135U);
}

TEST_CASE("A copy of a stream goes on from the same place by itself") {
    RandomStream stream(1, "x");
    (void)stream.normal();
    (void)stream.next_u32();
    RandomStream copy = stream;
    const double next = stream.normal();
    CHECK(copy.normal() == next);
    CHECK(copy.uniform() == stream.uniform());
}

TEST_CASE("Uniform numbers fill the half-open interval evenly") {
    RandomStream stream(1, "uniform");
    std::array<int, 100> counts{};
    for (int i = 0; i < kDraws; ++i) {
        const double u = stream.uniform();
        REQUIRE(u >= 0);
        REQUIRE(u < 1);
        ++counts[static_cast<std::size_t>(u * 100)];
    }
    double chi_squared = 0;
    for (const int count : counts) {
        chi_squared += (count - kDraws / 100.0) * (count - kDraws / 100.0) / (kDraws / 100.0);
    }
    // 99 degrees of freedom: mean 99, standard deviation 14; 4.5 of them on either side.
    CHECK(chi_squared > 36);
    CHECK(chi_squared < 162);
    const auto moments = moments_of([&] { return stream.uniform(-2, 4); });
    CHECK(close(moments[0], 1.0, 0, 4 * std::sqrt(3.0 / kDraws)));
    CHECK(close(moments[1], 3.0, 0.01, 0));
}

TEST_CASE("Normal numbers have the moments and the tails of a standard normal") {
    RandomStream stream(1, "normal");
    const auto moments = moments_of([&] { return stream.normal(); });
    CHECK(close(moments[0], 0, 0, 4 / std::sqrt(kDraws)));
    CHECK(close(moments[1], 1, 0, 4 * std::sqrt(2.0 / kDraws)));
    CHECK(close(moments[2], 0, 0, 4 * std::sqrt(6.0 / kDraws)));
    CHECK(close(moments[3], 3, 0, 4 * std::sqrt(24.0 / kDraws)));
    int num_beyond = 0;
    for (int i = 0; i < kDraws; ++i) {
        num_beyond += std::abs(stream.normal()) > 1.959963984540054 ? 1 : 0;
    }
    CHECK(close(num_beyond, 0.05 * kDraws, 0, 4 * std::sqrt(0.05 * 0.95 * kDraws)));
}

TEST_CASE("Neighbouring normal numbers are independent") {
    RandomStream stream(3, "normal");
    double product = 0;
    double before = stream.normal();
    for (int i = 0; i < kDraws; ++i) {
        const double now = stream.normal();
        product += before * now / kDraws;
        before = now;
    }
    CHECK(close(product, 0, 0, 4 / std::sqrt(kDraws)));
}

TEST_CASE("Streams of neighbouring indices are uncorrelated") {
    RandomStream a(3, "noise", 0);
    RandomStream b(3, "noise", 1);
    double product = 0;
    for (int i = 0; i < kDraws; ++i) {
        product += a.normal() * b.normal() / kDraws;
    }
    CHECK(close(product, 0, 0, 4 / std::sqrt(kDraws)));
}

TEST_CASE("Gamma numbers have mean and variance equal to their shape") {
    for (const double shape : {0.3, 1.0, 2.5, 20.0}) {
        CAPTURE(shape);
        RandomStream stream(1, "gamma");
        const auto moments = moments_of([&] { return stream.gamma(shape); });
        CHECK(close(moments[0], shape, 0, 4 * std::sqrt(shape / kDraws)));
        CHECK(close(moments[1], shape, 0.05, 0));
        CHECK(close(moments[2], 2 / std::sqrt(shape), 0.1, 0));
    }
}

TEST_CASE("Integers below a bound are even, also where the bound does not divide 2^32") {
    RandomStream stream(1, "below");
    for (const std::uint32_t bound : {1U, 2U, 7U, 1000U}) {
        CAPTURE(bound);
        std::vector<int> counts(bound);
        for (int i = 0; i < kDraws; ++i) {
            const std::uint32_t draw = stream.below(bound);
            REQUIRE(draw < bound);
            ++counts[draw];
        }
        const double expected = static_cast<double>(kDraws) / bound;
        for (const int count : counts) {
            CHECK(close(count, expected, 0, 5 * std::sqrt(expected)));
        }
    }
    // Two thirds of 2^32: a modulo would make the lower half twice as likely as the upper one.
    const std::uint32_t bound = 2863311530U;
    int num_low = 0;
    for (int i = 0; i < kDraws; ++i) {
        num_low += stream.below(bound) < bound / 2 ? 1 : 0;
    }
    CHECK(close(num_low, 0.5 * kDraws, 0, 4 * std::sqrt(0.25 * kDraws)));
}
