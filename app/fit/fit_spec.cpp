#include "app/fit/fit_file.h"
#include "sim/base/text.h"

#include <algorithm>
#include <set>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;

const Spec<FreeValue>& free_value_spec() {
    using F = FreeValue;
    const auto bound = [](const char* doc) {
        return config::Number{.min = 0, .exclusive_min = true, .doc = doc, .source = {}};
    };
    static const Spec<F> spec =
        Spec<F>("free_value", "A free value of the model file, searched on a log scale.")
            .number("from", &F::from, bound("Lower bound; absent: half of the shipped value."))
            .number("to", &F::to, bound("Upper bound; absent: twice the shipped value."))
            .texts("along", &F::along,
                   {.doc = "Further paths, scaled by the same factor.", .source = {}});
    return spec;
}

/// Every path is free once.
void check_paths(const FitFile& file, const Node& root) {
    std::set<std::string> known;
    const auto check = [&](const std::string& path, const Node& node) {
        if (!known.insert(path).second) {
            node.fail(base::str("'", path, "' is free twice"), "every path once");
        }
    };
    for (const FreeValue& value : file.free) {
        const Node node = root.at("free").at(value.path);
        check(value.path, node);
        for (const std::string& path : value.along) {
            check(path, node);
        }
    }
}

/// What was seen in calibration tells nothing about other instances.
void check_seeds(const FitFile& file, const Node& root) {
    const auto& fitted = file.calibration_seeds;
    for (const std::uint64_t seed : file.kept_out_seeds) {
        if (std::find(fitted.begin(), fitted.end(), seed) != fitted.end()) {
            root.at("kept_out_seeds")
                .fail(base::str("seed ", seed, " is calibrated on, so it is not kept out"),
                      "seeds that are not among calibration_seeds");
        }
    }
}

config::Codec<std::vector<std::uint64_t>> seeds_codec(config::Count count) {
    return config::list_codec(
        config::integer_codec<std::uint64_t>({.min = 0, .doc = {}, .source = {}}), count);
}

Spec<FitFile> make_spec() {
    using F = FitFile;
    Spec<F> s("fit", "A calibration: free values of a model, searched on published values.");
    s.format(kFitFormat)
        .required_text("model", &F::model,
                       {.doc = "Name of a model, or path of a model file.", .source = {}})
        .required_field("free", &F::free,
                        config::named_codec(free_value_spec().codec(), &FreeValue::path, {1, 100}),
                        "Free values by their path in the model file.")
        .required_field("experiments", &F::experiments,
                        config::list_codec(config::text_codec(), {1, 1000}),
                        "Names or files; their quick designs are run, their bands are the aim.")
        .texts("variants", &F::variants,
               {.doc = "Only targets under these variants; absent: under any.", .source = {}})
        .integer("seed", &F::seed, {.min = 0, .doc = "Of the search.", .source = {}})
        .field("calibration_seeds", &F::calibration_seeds, seeds_codec({1, 1000}),
               "Seeds of the experiments' random displays on which the loss is computed.")
        .field("kept_out_seeds", &F::kept_out_seeds, seeds_codec({0, 1000}),
               "Seeds on which only the start and the optima are judged at the end.")
        .integer(
            "evaluations", &F::evaluations,
            {.min = 1, .max = 1000000, .doc = "Of the loss, the start among them.", .source = {}})
        .choice("start", &F::start,
                {{"shipped", FitStart::Shipped, "the values of the model file"}},
                "The first evaluation.")
        .integer("random_points", &F::random_points,
                 {.min = 1,
                  .max = 100000,
                  .doc = "Points of the Latin hypercube after the start.",
                  .source = {}})
        .number("distinct_distance", &F::distinct_distance,
                {.min = 0,
                 .max = 1,
                 .doc = "Optima nearer than this are one: root mean square over the free values of "
                        "the distance in logarithms, as a fraction of the bounds' own.",
                 .source = {}})
        .check(check_paths)
        .check(check_seeds);
    return s;
}

}  // namespace

const Spec<FitFile>& fit_spec() {
    static const Spec<FitFile> spec = make_spec();
    return spec;
}

}  // namespace ventral::app
