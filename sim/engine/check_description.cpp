#include "sim/engine/check_description.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <variant>

namespace ventral::engine {
namespace {

using base::str;

[[noreturn]] void refuse(const std::string& what,
                         const std::string& key,
                         const std::string& got,
                         const std::string& allowed,
                         const std::string& hint = "") {
    throw base::ConfigError(
        {.what = what, .key_path = key, .got = got, .allowed = allowed, .hint = hint});
}

void require_above(double value, double bound, const std::string& key, const char* unit) {
    if (!(value > bound) || !std::isfinite(value)) {
        refuse("value out of range", key, str(value, unit), str("> ", bound, unit));
    }
}

void require_at_least(double value, double bound, const std::string& key, const char* unit) {
    if (!(value >= bound) || !std::isfinite(value)) {
        refuse("value out of range", key, str(value, unit), str(">= ", bound, unit));
    }
}

void require_finite(double value, const std::string& key) {
    if (!std::isfinite(value)) {
        refuse("value is not finite", key, str(value), "a number");
    }
}

void check_transfer(const TransferFunction& f, const std::string& key) {
    require_above(f.gain, 0, key + ".gain", "");
    require_above(f.exponent, 0, key + ".exponent", "");
    if (f.kind == TransferKind::NakaRushton) {
        require_above(f.half, 0, key + ".half", "");
    }
    if (f.kind == TransferKind::NakaRushton || f.kind == TransferKind::Logistic) {
        require_above(f.max_rate, 0, key + ".max_rate", " Hz");
    }
    if (f.ceiling != Ceiling::None) {
        require_above(f.ceiling_rate, 0, key + ".ceiling_rate", " Hz");
    }
}

/// One number for each channel, or none.
void check_channels(const PopulationDescription& p, const std::string& key) {
    const auto check = [&](const std::vector<double>& values, const std::string& name) {
        const std::size_t count = values.size();
        if (count != 0 && count != static_cast<std::size_t>(p.num_channels())) {
            refuse("there must be one number for each channel", key + name, str(count, " numbers"),
                   str(p.num_channels(), " channels"));
        }
        for (std::size_t i = 0; i < count; ++i) {
            require_finite(values[i], str(key, name, ".", i));
        }
    };
    check(p.channels.thresholds, ".thresholds");
    check(p.channels.gains, ".gains");
    for (std::size_t i = 0; i < p.channels.gains.size(); ++i) {
        require_above(p.channels.gains[i], 0, str(key, ".gains.", i), "");
    }
}

void check_population(const PopulationDescription& p) {
    const std::string key = "populations." + p.name;
    require_above(p.grid.nx, 0, key + ".grid.nx", "");
    require_above(p.grid.ny, 0, key + ".grid.ny", "");
    require_above(p.grid.samples_per_deg, 0, key + ".samples_per_deg", " 1/deg");
    if (p.num_channels() < 1) {
        refuse("an axis has no channels", key + ".axes", "0 channels", "one or more");
    }
    if (p.input != ExternalInput::None) {
        if (p.num_channels() != 1 && p.input == ExternalInput::Display) {
            refuse("a population that sees the display has one channel", key + ".axes",
                   str(p.num_channels(), " channels"), "1");
        }
        return;
    }
    if (!p.algebraic) {
        if (!(p.tau_ms > 0)) {
            refuse("a population with a time constant of zero must be algebraic", key + ".tau_ms",
                   str(p.tau_ms, " ms"), "tau_ms > 0 ms",
                   "write `algebraic: true` if the rate follows its drive at once");
        }
    }
    check_transfer(p.transfer, key + ".transfer");
    require_finite(p.threshold, key + ".threshold");
    for (const DriveGroup& group : p.groups) {
        for (const Pool& pool : group.pools) {
            require_above(
                pool.semi_saturation, 0,
                key + ".groups." + group.name + ".pools." + pool.name + ".semi_saturation", "");
        }
        if (!(group.gain_min <= 1 && group.gain_max >= 1)) {
            refuse("the gain of a group without modulation lies outside its bounds",
                   key + ".groups." + group.name,
                   str("gain_min ", group.gain_min, ", gain_max ", group.gain_max),
                   "gain_min <= 1 <= gain_max");
        }
    }
    if (p.adaptation) {
        require_above(p.adaptation->tau_ms, 0, key + ".adaptation.tau_ms", " ms");
    }
    if (p.noise) {
        require_above(p.noise->tau_ms, 0, key + ".noise.tau_ms", " ms");
        require_at_least(p.noise->sigma, 0, key + ".noise.sigma", "");
    }
    require_at_least(p.spread.gain_sd, 0, key + ".spread.gain_sd", "");
    require_at_least(p.spread.threshold_sd, 0, key + ".spread.threshold_sd", "");
    check_channels(p, key + ".homeostasis");
}

void check_port(const ProjectionDescription& d,
                const PopulationDescription& target,
                const std::string& key) {
    if (target.input != ExternalInput::None) {
        refuse("an input population receives no projections", key + ".to", target.name,
               "a population without `input:`");
    }
    if (d.port.kind == PortKind::Output) {
        return;
    }
    const auto groups = static_cast<int>(target.groups.size());
    if (d.port.group < 0 || d.port.group >= groups) {
        refuse("the port names a group that the target lacks", key + ".port", str(d.port.group),
               str("0 to ", groups - 1));
    }
    const auto& pools = target.groups[static_cast<std::size_t>(d.port.group)].pools;
    if (d.port.kind == PortKind::Pool &&
        (d.port.pool < 0 || d.port.pool >= static_cast<int>(pools.size()))) {
        refuse("the port names a pool that the group lacks", key + ".port", str(d.port.pool),
               str("0 to ", pools.size() - 1));
    }
    if (d.port.kind == PortKind::Pool && d.weight < 0) {
        refuse("a divisive pool takes no negative weight", key + ".weight", str(d.weight),
               "weight >= 0");
    }
}

void check_combination(const NetworkDescription& network,
                       const ProjectionDescription& d,
                       const std::string& key) {
    const Combination& c = d.combination;
    if (c.kind == CombinationKind::None) {
        return;
    }
    const int channels = network.populations[static_cast<std::size_t>(d.target)].num_channels();
    if (static_cast<int>(c.members.size()) != channels) {
        refuse("the combination does not give one channel per target channel", key,
               str(c.members.size(), " channels"), str(channels));
    }
    require_above(c.exponent, 0, key + ".exponent", "");
    for (const std::vector<int>& members : c.members) {
        if (c.kind == CombinationKind::OwnAgainstOpponent && members.size() != 2) {
            refuse("own_against_opponent takes pairs", key, str(members.size(), " members"), "2");
        }
        if (members.empty() || *std::min_element(members.begin(), members.end()) < 0) {
            refuse("a channel is combined of nothing", key, str(members.size(), " members"),
                   "one or more stage channels, counted from 0");
        }
    }
}

void check_kernel(const SpatialKernel& kernel, const base::Grid& grid, const std::string& key) {
    require_above(kernel.truncate_sigma, 0, key + ".truncate_sigma", "");
    const auto* array = std::get_if<ArrayKernel>(&kernel.shape);
    if (array != nullptr) {
        require_above(array->samples_per_deg, 0, key + ".samples_per_deg", " 1/deg");
        const auto side = static_cast<std::size_t>(std::max(array->side, 0));
        if (array->side % 2 != 1 || array->values.size() != side * side) {
            refuse("an array kernel is a square of odd side", key,
                   str("side ", array->side, " with ", array->values.size(), " values"),
                   "side * side values, side odd");
        }
    }
    if (kernel.normalization == KernelNormalization::UnitWave &&
        !std::holds_alternative<GaborKernel>(kernel.shape)) {
        refuse("only a gabor is normalized by its own wave", key, shape_name(kernel.shape),
               "gabor");
    }
    // Checked before it is sampled: a wide kernel may not fit into memory either.
    const double side = 2 * kernel_radius(kernel, grid.samples_per_deg) + 1;
    if (!(side <= grid.nx && side <= grid.ny)) {
        refuse("the kernel is wider than the grid", key,
               str(side, " samples (", side / grid.samples_per_deg, " deg)"),
               str("at most ", std::min(grid.nx, grid.ny), " samples (",
                   std::min(grid.nx, grid.ny) / grid.samples_per_deg, " deg)"),
               "narrow the kernel, lower truncate_sigma, or enlarge the field");
    }
    double total = 0;
    for (const double w : sample_kernel(kernel, grid.samples_per_deg).weights) {
        total += std::abs(w);
    }
    const bool as_given = kernel.normalization == KernelNormalization::AsGiven;
    if (!std::isfinite(total) || (!as_given && total > 1e6)) {
        refuse("the kernel cannot be normalized", key, str("weights of ", total, " in all"),
               "a sum that is not zero (normalization: unit_sum), finite values");
    }
}

void check_dense(const NetworkDescription& network,
                 const ProjectionDescription& d,
                 const std::string& key) {
    const PopulationDescription& source = network.populations[static_cast<std::size_t>(d.source)];
    const PopulationDescription& target = network.populations[static_cast<std::size_t>(d.target)];
    const bool separable = !d.dense->spatial.empty();
    const auto columns =
        static_cast<std::size_t>(source.num_channels()) * (separable ? 1 : source.grid.size());
    const int stage = d.combination.kind == CombinationKind::None ? target.num_channels()
                                                                  : d.num_stage_channels();
    const std::size_t samples = separable ? 1 : target.grid.size();
    const std::size_t rows = static_cast<std::size_t>(stage) * samples;
    const auto given = static_cast<std::size_t>(d.dense->num_rows);
    // A combination may leave stage channels unread.
    const bool fits = d.combination.kind == CombinationKind::None
                          ? given == rows
                          : given >= rows && given % samples == 0;
    if (static_cast<std::size_t>(d.dense->num_columns) != columns || d.dense->num_rows < 0 ||
        !fits || d.dense->values.size() != given * columns) {
        refuse("the weight matrix has the wrong shape", key + ".dense",
               str(d.dense->num_rows, " x ", d.dense->num_columns, " with ", d.dense->values.size(),
                   " values"),
               str(rows, " x ", columns));
    }
    const std::string place = key + ".dense";
    for (const auto* weights : {&d.dense->values, &d.dense->spatial}) {
        for (const float w : *weights) {
            require_finite(static_cast<double>(w), place);
        }
    }
    if (d.delay.grows()) {
        refuse("explicit weights have no distances for a delay to grow with",
               key + ".velocity_m_per_s", str(d.delay.velocity_m_per_s, " m/s"), "delay_ms alone");
    }
    const std::size_t map = std::max(source.grid.size(), target.grid.size());
    if (separable &&
        (d.dense->spatial.size() != map || std::min(source.grid.size(), target.grid.size()) != 1)) {
        refuse("separable weights need one map and as many spatial weights as it has samples",
               key + ".dense.spatial", str(d.dense->spatial.size(), " values"), str(map));
    }
}

void check_terms(const NetworkDescription& network,
                 const ProjectionDescription& d,
                 const std::string& key) {
    const PopulationDescription& source = network.populations[static_cast<std::size_t>(d.source)];
    const PopulationDescription& target = network.populations[static_cast<std::size_t>(d.target)];
    const bool on_target = target.grid.samples_per_deg <= source.grid.samples_per_deg;
    const base::Grid& grid = on_target ? target.grid : source.grid;
    for (const SpatialKernel& kernel : d.kernels) {
        check_kernel(kernel, grid, key + ".kernel." + shape_name(kernel.shape));
    }
    const int stage = d.combination.kind == CombinationKind::None ? target.num_channels()
                                                                  : d.num_stage_channels();
    const std::string place = key + ".terms";
    for (const KernelTerm& term : d.terms) {
        require_finite(term.weight, place);
        if (term.in < 0 || term.in >= source.num_channels() || term.out < 0 || term.out >= stage ||
            term.kernel < 0 || term.kernel >= static_cast<int>(d.kernels.size())) {
            refuse("a kernel term names a channel or kernel that does not exist", key + ".terms",
                   str("in ", term.in, ", out ", term.out, ", kernel ", term.kernel),
                   str("in < ", source.num_channels(), ", out < ", stage, ", kernel < ",
                       d.kernels.size()));
        }
    }
}

void check_projection(const NetworkDescription& network, const ProjectionDescription& d) {
    const std::string key = "projections." + d.name;
    const auto num = static_cast<int>(network.populations.size());
    if (d.source < 0 || d.source >= num || d.target < 0 || d.target >= num) {
        refuse("a projection names a population that does not exist", key,
               str(d.source, " -> ", d.target), str("0 to ", num - 1));
    }
    const PopulationDescription& target = network.populations[static_cast<std::size_t>(d.target)];
    require_finite(d.weight, key + ".weight");
    require_at_least(d.delay.constant_ms, 0, key + ".delay_ms", " ms");
    require_at_least(d.delay.velocity_m_per_s, 0, key + ".velocity_m_per_s", " m/s");
    require_at_least(d.tau_syn_ms, 0, key + ".tau_syn_ms", " ms");
    require_above(d.source_power, 0, key + ".power", "");
    require_at_least(d.weight_sd, 0, key + ".weight_sd", "");
    if (d.delay.grows()) {
        require_above(d.delay.magnification_mm_per_deg, 0, key + ".magnification_mm_per_deg",
                      " mm/deg");
    }
    check_port(d, target, key);
    check_combination(network, d, key + ".combine");
    if (d.dense) {
        check_dense(network, d, key);
    } else {
        check_terms(network, d, key);
    }
}

}  // namespace

void check_description(const NetworkDescription& network) {
    std::set<std::string> names;
    for (const PopulationDescription& p : network.populations) {
        if (!names.insert(p.name).second) {
            refuse("two populations share a name", "populations." + p.name, p.name, "unique names");
        }
        check_population(p);
    }
    names.clear();
    for (const ProjectionDescription& d : network.projections) {
        if (!names.insert(d.name).second) {
            refuse("two projections share a name", "projections." + d.name, d.name, "unique names",
                   "give one of them a `name:`");
        }
        check_projection(network, d);
    }
}

}  // namespace ventral::engine
