#pragma once

/// A small configuration with every kind of field, for the tests of this box.

#include "sim/base/text.h"
#include "sim/config/spec.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::test {

struct Disk {
    double diameter_deg = 1;
    bool operator==(const Disk&) const = default;
};

struct Ring {
    double inner_deg = 1;
    double outer_deg = 2;
    bool operator==(const Ring&) const = default;
};

struct Blank {
    bool operator==(const Blank&) const = default;
};

using Shape = std::variant<Blank, Disk, Ring>;

enum class Solver { Euler, RungeKutta };

struct Cell {
    std::string name;
    double tau_ms = 10;
    std::optional<double> noise_sd;
    Shape field = Disk{};
    bool operator==(const Cell&) const = default;
};

struct Element {
    Shape shape;
    double onset_ms = 0;
    bool operator==(const Element&) const = default;
};

struct Example {
    std::string title;
    std::string comment;
    std::uint64_t seed = 1;
    int trials = 1;
    bool is_noisy = false;
    Solver solver = Solver::Euler;
    std::vector<Solver> solvers;
    std::array<double, 2> at_deg{0, 0};
    std::vector<double> times_ms;
    std::vector<std::string> variants{"recurrent"};
    double weight_limit = 5;
    std::optional<Disk> spot;
    Cell pacemaker{"", 20, {}, Disk{}};
    std::vector<Cell> cells;
    std::vector<Element> elements;
    config::Named<config::Named<double>> gains;
    config::Named<config::Node> factors;
    double ratio = 1;
    bool operator==(const Example&) const = default;
};

inline config::Spec<Disk> disk_spec() {
    return config::Spec<Disk>("disk", "A uniform disk (Zhou et al. 2000).")
        .required_number("diameter_deg", &Disk::diameter_deg,
                         {.unit = "deg",
                          .min = 0,
                          .max = 40,
                          .exclusive_min = true,
                          .doc = "Diameter.",
                          .source = "chosen"});
}

inline config::Spec<Ring> ring_spec() {
    return config::Spec<Ring>("ring", "An annulus.")
        .number("inner_deg", &Ring::inner_deg, {.unit = "deg", .min = 0, .doc = "Inner diameter."})
        .number("outer_deg", &Ring::outer_deg, {.unit = "deg", .min = 0, .doc = "Outer diameter."})
        .check([](const Ring& ring, const config::Node& node) {
            if (ring.outer_deg <= ring.inner_deg) {
                node.fail_at("outer_deg", "the ring is closed",
                             "outer_deg > " + base::format_number(ring.inner_deg));
            }
        });
}

inline config::Spec<Blank> blank_spec() {
    return config::Spec<Blank>("blank", "Nothing.");
}

inline config::Spec<Cell> cell_spec() {
    return config::Spec<Cell>("cell", "One unit.")
        .number("tau_ms", &Cell::tau_ms,
                {.unit = "ms",
                 .min = 0,
                 .max = 10000,
                 .exclusive_min = true,
                 .doc = "Time constant.",
                 .source = "Ozeki et al. 2009"})
        .number("noise_sd", &Cell::noise_sd, {.min = 0, .doc = "Noise; absent: none."})
        .one_of("field", &Cell::field, "Receptive field.",
                config::alternative("blank", blank_spec()),
                config::alternative("disk", disk_spec()), config::alternative("ring", ring_spec()));
}

inline config::Spec<Element> element_spec() {
    return config::Spec<Element>("element", "What is shown.")
        .one_of_keys(&Element::shape, "Its shape.", config::alternative("blank", blank_spec()),
                     config::alternative("disk", disk_spec()),
                     config::alternative("ring", ring_spec()))
        .number("onset_ms", &Element::onset_ms, {.unit = "ms", .doc = "Onset."});
}

inline config::Spec<Example> example_spec() {
    using config::Node;
    const std::vector<config::Choice<Solver>> solvers = {
        {"euler", Solver::Euler, "first order"}, {"runge_kutta", Solver::RungeKutta, "fourth"}};
    const auto gains = config::map_codec(config::map_codec(config::number_codec({.min = 0})));
    return config::Spec<Example>("example", "A file of the tests.")
        .format("ventral-example/1")
        .required_text("title", &Example::title, {.doc = "Title."})
        .text("comment", &Example::comment, {.doc = "Remark.", .allow_empty = true})
        .integer("seed", &Example::seed, {.doc = "Seed."})
        .integer("trials", &Example::trials, {.min = 1, .max = 100, .doc = "Repeats."})
        .boolean("is_noisy", &Example::is_noisy, "Noise on.")
        .choice("solver", &Example::solver, solvers, "Method.")
        .choices("solvers", &Example::solvers, solvers, "Methods.", {0, 2})
        .numbers("at_deg", &Example::at_deg,
                 {.unit = "deg", .min = -30, .max = 30, .doc = "Place."})
        .numbers("times_ms", &Example::times_ms, {.unit = "ms", .min = 0, .doc = "Times."})
        .texts("variants", &Example::variants, {.doc = "Variants."}, {.min = 1})
        .number("weight_limit", &Example::weight_limit,
                {.min = 0, .allow_infinity = true, .doc = "Limit."})
        .optional_record("spot", &Example::spot, disk_spec(), "A spot.")
        .record("pacemaker", &Example::pacemaker, cell_spec(), "The first.")
        .named("cells", &Example::cells, &Cell::name, cell_spec(), "Cells by name.")
        .list("elements", &Example::elements, element_spec(), "Elements.")
        .field("gains", &Example::gains, gains, "Gains.")
        .field("factors", &Example::factors, config::map_codec(config::any_codec()), "Factors.")
        .custom(
            "ratio",
            [](const Node& node, Example& example) {
                example.ratio = node.is_sequence()
                                    ? node.element(0).number() / node.element(1).number()
                                    : node.number();
            },
            [](const Example& example) { return config::make_number(example.ratio); },
            R"({"type": ["number", "array"]})", "a number or a pair", "A ratio.");
}

}  // namespace ventral::test
