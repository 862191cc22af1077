#include "models/model_spec.h"

#include <algorithm>

namespace ventral::models {
namespace {

using config::alternative;
using config::Node;
using config::Number;
using config::Spec;

Number positive(std::string doc, std::string unit = "") {
    return {.unit = std::move(unit), .min = 0, .exclusive_min = true, .doc = std::move(doc)};
}

Spec<DriveSpec> drive_spec() {
    const Spec<PoolSpec> pool =
        Spec<PoolSpec>("pool", "A divisive pool: the factor 1 / (semi_saturation + pooled input).")
            .required_number("semi_saturation", &PoolSpec::semi_saturation,
                             positive("Input at which the pool halves the drive."));
    return Spec<DriveSpec>("drive", "A group of drives that share a gain and pools.")
        .number("gain_min", &DriveSpec::gain_min, {.min = 0, .doc = "Lower bound of the gain."})
        .number("gain_max", &DriveSpec::gain_max, {.min = 0, .doc = "Upper bound of the gain."})
        .map("pools", &DriveSpec::pools, pool, "Divisive pools, by name.")
        .check([](const DriveSpec& drive, const Node& node) {
            if (drive.gain_max < std::max(drive.gain_min, 1.0) || drive.gain_min > 1.0) {
                node.fail("the bounds of the gain leave out 1, the gain without modulation",
                          "gain_min <= 1 <= gain_max");
            }
        });
}

/// Adds `transfer:` with its five functions.
void add_transfer(Spec<PopulationSpec>& spec) {
    const Number gain = positive("Factor; Hz per unit of drive.");
    const Number exponent = positive("Exponent.");
    spec.one_of(
        "transfer", &PopulationSpec::transfer, "Drive to rate.",
        alternative("linear", Spec<LinearTransfer>("linear", "gain u; signed.")
                                  .number("gain", &LinearTransfer::gain, gain)),
        alternative("rectified_linear",
                    Spec<RectifiedLinearTransfer>("rectified_linear", "gain [u]+.")
                        .number("gain", &RectifiedLinearTransfer::gain, gain)),
        alternative("power_law",
                    Spec<PowerLawTransfer>("power_law", "gain [u]+^exponent.")
                        .required_number("gain", &PowerLawTransfer::gain, gain)
                        .required_number("exponent", &PowerLawTransfer::exponent, exponent)),
        alternative(
            "naka_rushton",
            Spec<NakaRushtonTransfer>("naka_rushton", "max [u]+^n / (half^n + [u]+^n).")
                .required_number("max_rate_hz", &NakaRushtonTransfer::max_rate_hz,
                                 positive("Largest rate.", "Hz"))
                .required_number("exponent", &NakaRushtonTransfer::exponent, exponent)
                .required_number("half", &NakaRushtonTransfer::half, positive("Semi-saturation."))),
        alternative("logistic",
                    Spec<LogisticTransfer>("logistic", "max / (1 + exp(-gain (u - half))).")
                        .required_number("max_rate_hz", &LogisticTransfer::max_rate_hz,
                                         positive("Largest rate.", "Hz"))
                        .required_number("gain", &LogisticTransfer::gain, positive("Steepness."))
                        .required_number("half", &LogisticTransfer::half,
                                         {.doc = "Drive at half the rate."})));
}

Spec<CeilingSpec> ceiling_spec() {
    using engine::Ceiling;
    return Spec<CeilingSpec>("ceiling", "An upper bound of the rate.")
        .required_choice<Ceiling>("kind", &CeilingSpec::kind,
                                  {{"hard", Ceiling::Hard, "min(p, rate)"},
                                   {"soft", Ceiling::Soft, "p / (1 + p / rate)"}},
                                  "How the bound is approached.")
        .required_number("rate_hz", &CeilingSpec::rate_hz, positive("The bound.", "Hz"));
}

Spec<engine::Adaptation> adaptation_spec() {
    return Spec<engine::Adaptation>("adaptation", "Subtractive: tau da/dt = -a + strength r.")
        .required_number("tau_ms", &engine::Adaptation::tau_ms, positive("Time constant.", "ms"))
        .required_number("strength", &engine::Adaptation::strength,
                         {.min = 0, .doc = "Drive taken away per Hz."});
}

Spec<engine::Noise> noise_spec() {
    return Spec<engine::Noise>("noise", "Ornstein-Uhlenbeck noise on the drive.")
        .required_number("tau_ms", &engine::Noise::tau_ms, positive("Correlation time.", "ms"))
        .required_number("sigma", &engine::Noise::sigma,
                         {.min = 0, .doc = "Standard deviation, in units of the drive."});
}

Spec<engine::Spread> spread_spec() {
    return Spec<engine::Spread>("spread", "Seeded differences from unit to unit.")
        .number("gain_sd", &engine::Spread::gain_sd,
                {.min = 0, .doc = "SD of the log of a factor of mean 1 on the rate."})
        .number("threshold_sd", &engine::Spread::threshold_sd,
                {.min = 0, .doc = "SD added to the threshold."});
}

/// One number for each channel; how many there are is known once the axes are.
Spec<engine::ChannelSettings> homeostasis_spec() {
    using C = engine::ChannelSettings;
    return Spec<C>("homeostasis",
                   "What a calibration sets: one number for each channel, in their "
                   "order, shared over the map (ventral calibrate).")
        .numbers("thresholds", &C::thresholds, {.doc = "Added to the threshold."})
        .numbers("gains", &C::gains, positive("Factors on the rate."));
}

void check_population(const PopulationSpec& population, const Node& node) {
    const bool is_input = population.input != engine::ExternalInput::None;
    if (is_input && (population.tau_ms || population.algebraic || !population.drives.empty())) {
        node.fail_at("input", "an input has no tau_ms, no drives and is not algebraic",
                     "remove those keys or 'input'");
    }
    if (is_input) {
        return;
    }
    if (population.algebraic == population.tau_ms.has_value()) {
        node.fail_at(population.algebraic ? "tau_ms" : "populations",
                     population.algebraic ? "an algebraic population has no time constant"
                                          : "the time constant is missing",
                     "either tau_ms > 0, or algebraic: true");
    }
    if (population.drives.empty()) {
        node.fail("the population has no drives", "at least one group under 'drives'");
    }
}

}  // namespace

Spec<PopulationSpec> population_spec() {
    using engine::ExternalInput;
    Spec<PopulationSpec> spec("population", "Units with one equation.");
    spec.required_field("source", &PopulationSpec::sources, sources_codec(),
                        "Where the constants come from: a citation, or `chosen`.")
        .text("doc", &PopulationSpec::doc, {.doc = "What it is.", .allow_empty = true})
        .texts("channels", &PopulationSpec::channels, {.doc = "Axes, the last fastest."})
        .choice<ExternalInput>(
            "input", &PopulationSpec::input,
            {{"none", ExternalInput::None, "computed by the network"},
             {"display", ExternalInput::Display, "Weber contrast of the display"},
             {"attention", ExternalInput::Attention, "the attention field"},
             {"features", ExternalInput::Features, "features from a file, one field a channel"}},
            "What the rates are taken from.")
        .boolean("algebraic", &PopulationSpec::algebraic, "The rate follows the drive at once.")
        .number("tau_ms", &PopulationSpec::tau_ms, positive("Time constant.", "ms"));
    add_transfer(spec);
    spec.optional_record("ceiling", &PopulationSpec::ceiling, ceiling_spec(), "Bound of the rate.")
        .number("threshold", &PopulationSpec::threshold, {.doc = "Taken from the drive."})
        .map("drives", &PopulationSpec::drives, drive_spec(), "Groups of drives, by name.")
        .optional_record("adaptation", &PopulationSpec::adaptation, adaptation_spec(),
                         "Of the drive.")
        .optional_record("noise", &PopulationSpec::noise, noise_spec(), "On the drive.")
        .record("spread", &PopulationSpec::spread, spread_spec(), "From unit to unit.")
        .record("homeostasis", &PopulationSpec::homeostasis, homeostasis_spec(),
                "From channel to channel.")
        .choice<std::string>("rate_unit", &PopulationSpec::rate_unit,
                             {{"Hz", "Hz"}, {"dimensionless", "1"}}, "Unit of the rate in results.")
        .check(check_population);
    return spec;
}

}  // namespace ventral::models
