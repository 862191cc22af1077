#include "tests/support/reference_network.h"

#include "sim/engine/resampling.h"
#include "sim/engine/spatial_kernel.h"
#include "sim/engine/spreads.h"

#include <algorithm>
#include <cmath>

namespace ventral::test {
namespace {

using engine::CombinationKind;
using engine::PortKind;

std::size_t index_of(long i) {
    return static_cast<std::size_t>(i);
}

double positive_power(double x, double p) {
    return x > 0 ? std::pow(x, p) : 0.0;
}

/// One sample of one target channel from the members' values (docs/theory.md, "Combinations").
double combine_values(const engine::Combination& c, const std::vector<double>& z) {
    double sum = 0, squares = 0, magnitudes = 0, powers = 0, product = 1;
    for (const double v : z) {
        sum += v;
        squares += v * v;
        magnitudes += std::abs(v);
        powers += std::pow(std::max(v, 0.0) + 1e-4, c.exponent);
        product *= std::max(v, 0.0);
    }
    const auto count = static_cast<double>(z.size());
    switch (c.kind) {
        case CombinationKind::RootSumOfSquares:
            return std::sqrt(squares);
        case CombinationKind::OrientationContrast:
            return magnitudes - std::abs(sum);
        case CombinationKind::PowerMean:
            return std::pow(powers / count, 1 / c.exponent) - 1e-4;
        case CombinationKind::Product:
            return product;
        case CombinationKind::GeometricMean:
            return std::pow(product, 1 / count);
        case CombinationKind::OwnAgainstOpponent: {
            const double own = positive_power(z[0], c.exponent);
            return own / (1 + own + positive_power(z[1], c.exponent));
        }
        case CombinationKind::None:
            break;
    }
    return sum;
}

}  // namespace

ReferenceNetwork::ReferenceNetwork(const engine::NetworkDescription& network,
                                   const ReferenceRun& run)
    : network_(network), run_(run) {
    for (const auto& p : network.populations) {
        const std::size_t size = p.grid.size() * index_of(p.num_channels());
        rates_.emplace_back(size, 0.0);
        adaptations_.emplace_back(size, 0.0);
        noises_.emplace_back(size, 0.0);
        gains_.push_back(engine::make_gain_field<double>(network.seed, p, size));
        thresholds_.push_back(engine::make_threshold_field<double>(network.seed, p, size));
        streams_.emplace_back(run.noise_seed, "noise/" + p.name, run.trial);
        if (p.noise && p.noise->sigma > 0) {
            for (double& eta : noises_.back()) {
                eta = p.noise->sigma * streams_.back().normal();
            }
        }
    }
    for (const auto& d : network.projections) {
        const auto& target = network.populations[index_of(d.target)];
        const std::size_t channels = index_of(target.num_channels());
        spreads_.push_back(
            engine::make_weight_field<double>(network.seed, d, target.grid.size() * channels));
        filters_.emplace_back(kernel_grid(d).size() * channels, 0.0);
    }
}

const std::vector<Field>& ReferenceNetwork::evaluate() {
    outputs_.assign(network_.populations.size(), {});
    has_output_.assign(network_.populations.size(), false);
    contributions_.assign(network_.projections.size(), {});
    has_contribution_.assign(network_.projections.size(), false);
    sources_.clear();
    for (std::size_t p = 0; p < outputs_.size(); ++p) {
        compute_output(static_cast<int>(p));
    }
    for (std::size_t j = 0; j < contributions_.size(); ++j) {
        contribution(static_cast<int>(j));
    }
    return outputs_;
}

void ReferenceNetwork::advance() {
    std::vector<Field> rate_targets(rates_.size()), filter_targets(filters_.size());
    for (std::size_t i = 0; i < network_.populations.size(); ++i) {
        const auto& p = network_.populations[i];
        if (p.input == engine::ExternalInput::None && !p.algebraic) {
            rate_targets[i] = drive(static_cast<int>(i));
        }
    }
    for (std::size_t j = 0; j < filters_.size(); ++j) {
        filter_targets[j] = stage(static_cast<int>(j));
    }
    for (std::size_t i = 0; i < network_.populations.size(); ++i) {
        const auto& p = network_.populations[i];
        if (p.adaptation) {
            Field target = rates_[i];
            for (double& v : target) {
                v *= p.adaptation->strength;
            }
            relax(adaptations_[i], target, p.adaptation->tau_ms);
        }
        if (!rate_targets[i].empty()) {
            relax(rates_[i], rate_targets[i], p.tau_ms);
        }
        if (p.noise && p.noise->sigma > 0) {
            const double decay = std::exp(-run_.step_ms / p.noise->tau_ms);
            for (double& eta : noises_[i]) {
                eta = decay * eta +
                      p.noise->sigma * std::sqrt(1 - decay * decay) * streams_[i].normal();
            }
        }
    }
    for (std::size_t j = 0; j < filters_.size(); ++j) {
        if (network_.projections[j].tau_syn_ms > 0) {
            relax(filters_[j], filter_targets[j], network_.projections[j].tau_syn_ms);
        }
    }
    past_.push_back(outputs_);
    ++step_;
}

void ReferenceNetwork::relax(Field& x, const Field& target, double tau_ms) const {
    const double ratio = run_.step_ms / tau_ms;
    const double c = run_.exponential ? 1 - std::exp(-ratio) : ratio;
    for (std::size_t k = 0; k < x.size(); ++k) {
        x[k] = (1 - c) * x[k] + c * target[k];
    }
}

void ReferenceNetwork::compute_output(int population) {
    const auto i = index_of(population);
    if (has_output_[i]) {
        return;
    }
    has_output_[i] = true;
    const auto& p = network_.populations[i];
    if (p.input != engine::ExternalInput::None) {
        rates_[i] = input_field(population);
    } else if (p.algebraic) {
        rates_[i] = drive(population);
    }
    const Field gain = port_sum(population, {PortKind::Output, 0, 0});
    outputs_[i] = rates_[i];
    for (std::size_t k = 0; k < gain.size(); ++k) {
        outputs_[i][k] *= (1 + gain[k]) * population_factor(population);
    }
}

/// The mean of the field over the step, which is what an Euler step sees.
Field ReferenceNetwork::input_field(int population) const {
    const auto& p = network_.populations[index_of(population)];
    Field mean(p.grid.size(), 0.0);
    const base::VisualInput* input =
        p.input == engine::ExternalInput::Display ? run_.display : run_.attention;
    if (input == nullptr) {
        return mean;
    }
    std::vector<double> edges{now_ms()};
    for (const double t : input->change_times(now_ms() + 1e-9, now_ms() + run_.step_ms - 1e-9)) {
        edges.push_back(t);
    }
    edges.push_back(now_ms() + run_.step_ms);
    std::vector<float> part(p.grid.size());
    for (std::size_t e = 0; e + 1 < edges.size(); ++e) {
        input->sample(p.grid, edges[e], part);
        for (std::size_t k = 0; k < mean.size(); ++k) {
            mean[k] += (edges[e + 1] - edges[e]) / run_.step_ms * static_cast<double>(part[k]);
        }
    }
    for (double& v : mean) {
        v = static_cast<double>(static_cast<float>(v));  // fields enter in single precision
    }
    return mean;
}

/// f(u) times the units' gains.
Field ReferenceNetwork::drive(int population) {
    const auto i = index_of(population);
    const auto& p = network_.populations[i];
    Field rate(rates_[i].size());
    std::vector<Field> drives, gains;
    std::vector<std::vector<Field>> pools;
    for (int g = 0; g < static_cast<int>(p.groups.size()); ++g) {
        drives.push_back(port_sum(population, {PortKind::Drive, g, 0}));
        gains.push_back(port_sum(population, {PortKind::Gain, g, 0}));
        pools.emplace_back();
        for (int k = 0; k < static_cast<int>(p.groups[index_of(g)].pools.size()); ++k) {
            pools.back().push_back(port_sum(population, {PortKind::Pool, g, k}));
        }
    }
    for (std::size_t k = 0; k < rate.size(); ++k) {
        double u = noises_[i][k] - adaptations_[i][k];
        u -= thresholds_[i].empty() ? p.threshold : thresholds_[i][k];
        for (std::size_t g = 0; g < p.groups.size(); ++g) {
            const auto& group = p.groups[g];
            double term =
                drives[g][k] * std::clamp(1 + gains[g][k], group.gain_min, group.gain_max);
            for (std::size_t q = 0; q < group.pools.size(); ++q) {
                term /= group.pools[q].semi_saturation + pools[g][q][k];
            }
            u += term;
        }
        rate[k] = engine::evaluate(p.transfer, u) * (gains_[i].empty() ? 1.0 : gains_[i][k]);
    }
    return rate;
}

Field ReferenceNetwork::port_sum(int population, const engine::Port& port) {
    Field sum(rates_[index_of(population)].size(), 0.0);
    for (std::size_t j = 0; j < network_.projections.size(); ++j) {
        const auto& d = network_.projections[j];
        if (d.target != population || !(d.port == port)) {
            continue;
        }
        const Field& part = contribution(static_cast<int>(j));
        for (std::size_t k = 0; k < sum.size(); ++k) {
            sum[k] += part[k];
        }
    }
    return sum;
}

const Field& ReferenceNetwork::contribution(int projection) {
    const auto j = index_of(projection);
    if (!has_contribution_[j]) {
        const auto& d = network_.projections[j];
        const base::Grid& target = network_.populations[index_of(d.target)].grid;
        const Field value = d.tau_syn_ms > 0 ? filters_[j] : stage(projection);
        contributions_[j] = resample(value, kernel_grid(d), target);
        for (std::size_t k = 0; k < contributions_[j].size(); ++k) {
            contributions_[j][k] *= d.weight * (spreads_[j].empty() ? 1.0 : spreads_[j][k]);
        }
        has_contribution_[j] = true;
    }
    return contributions_[j];
}

double ReferenceNetwork::input_of(int projection, int channel, int y, int x) const {
    const auto& d = network_.projections[index_of(projection)];
    const base::Grid& grid = network_.populations[index_of(d.target)].grid;
    return contributions_[index_of(projection)][index_of((channel * grid.ny + y) * grid.nx + x)];
}

Field ReferenceNetwork::stage(int projection) {
    const auto& d = network_.projections[index_of(projection)];
    const auto& target = network_.populations[index_of(d.target)];
    const base::Grid grid = kernel_grid(d);
    Field channels;
    if (d.dense) {
        channels = dense_product(d, source_at(projection, d.delay.constant_ms));
    } else {
        const int num = std::max(d.num_stage_channels(), target.num_channels());
        channels.assign(grid.size() * index_of(num), 0.0);
        for (const auto& term : d.terms) {
            add_correlation(d, projection, term, channels);
        }
    }
    if (d.combination.kind != CombinationKind::None) {
        channels = combine(d, channels, static_cast<int>(grid.size()));
    }
    channels.resize(grid.size() * index_of(target.num_channels()));
    for (double& v : channels) {
        v *= projection_factor(projection);
    }
    return channels;
}

Field ReferenceNetwork::combine(const engine::ProjectionDescription& d,
                                const Field& channels,
                                int samples) const {
    Field out;
    for (const std::vector<int>& members : d.combination.members) {
        for (int s = 0; s < samples; ++s) {
            std::vector<double> values;
            for (const int m : members) {
                values.push_back(channels[index_of(m * samples + s)]);
            }
            out.push_back(combine_values(d.combination, values));
        }
    }
    return out;
}

/// out += weight * K . in, sample by sample; each weight reads the past that its distance asks for.
void ReferenceNetwork::add_correlation(const engine::ProjectionDescription& d,
                                       int projection,
                                       const engine::KernelTerm& term,
                                       Field& out) {
    const base::Grid grid = kernel_grid(d);
    const engine::SampledKernel kernel =
        engine::sample_kernel(d.kernels[index_of(term.kernel)], grid.samples_per_deg);
    for (int dy = -kernel.radius; dy <= kernel.radius; ++dy) {
        for (int dx = -kernel.radius; dx <= kernel.radius; ++dx) {
            const double weight = term.weight * kernel.at(dx, dy);
            const double distance = std::hypot(dx, dy) / grid.samples_per_deg;
            const double growth = d.delay.at_distance(distance) - d.delay.constant_ms;
            const auto lag = static_cast<double>(std::lround(growth / run_.step_ms));
            const Field& in = source_at(projection, d.delay.constant_ms + lag * run_.step_ms);
            for (int y = 0; y < grid.ny; ++y) {
                const int sy = engine::border_index(y + dy, grid.ny, network_.border);
                for (int x = 0; x < grid.nx && sy >= 0; ++x) {
                    const int sx = engine::border_index(x + dx, grid.nx, network_.border);
                    if (sx >= 0) {
                        out[index_of((term.out * grid.ny + y) * grid.nx + x)] +=
                            weight * in[index_of((term.in * grid.ny + sy) * grid.nx + sx)];
                    }
                }
            }
        }
    }
}

Field ReferenceNetwork::dense_product(const engine::ProjectionDescription& d,
                                      const Field& in) const {
    const auto& source = network_.populations[index_of(d.source)];
    const auto& target = network_.populations[index_of(d.target)];
    const auto& w = *d.dense;
    const std::size_t samples_in = source.grid.size(), samples_out = target.grid.size();
    if (w.spatial.empty()) {
        Field out(index_of(w.num_rows), 0.0);
        for (std::size_t r = 0; r < out.size(); ++r) {
            for (std::size_t c = 0; c < in.size(); ++c) {
                out[r] += static_cast<double>(w.values[r * in.size() + c]) * in[c];
            }
        }
        return out;
    }
    Field out(index_of(w.num_rows) * samples_out, 0.0);
    for (std::size_t r = 0; r < out.size(); ++r) {
        for (std::size_t c = 0; c < in.size(); ++c) {
            const std::size_t channels = r / samples_out * index_of(w.num_columns) + c / samples_in;
            const std::size_t place = samples_out > 1 ? r % samples_out : c % samples_in;
            out[r] += static_cast<double>(w.values[channels]) *
                      static_cast<double>(w.spatial[place]) * in[c];
        }
    }
    return out;
}

/// o^p of the source `delay_ms` ago, on the kernels' grid (dense: on the source's own).
const Field& ReferenceNetwork::source_at(int projection, double delay_ms) {
    const auto& d = network_.projections[index_of(projection)];
    const auto [known, is_new] = sources_.try_emplace({projection, delay_ms});
    Field& field = known->second;
    if (!is_new) {
        return field;
    }
    if (delay_ms > 0) {
        field = past_output(d.source, now_ms() - delay_ms);
    } else {
        compute_output(d.source);
        field = outputs_[index_of(d.source)];
    }
    if (d.source_power != 1) {
        for (double& v : field) {
            v = positive_power(v, d.source_power);
        }
    }
    if (!d.dense) {
        field = resample(field, network_.populations[index_of(d.source)].grid, kernel_grid(d));
    }
    return field;
}

/// Linear between steps; silent before the first.
Field ReferenceNetwork::past_output(int population, double time_ms) const {
    Field field(rates_[index_of(population)].size(), 0.0);
    const double steps = (time_ms - run_.begin_ms) / run_.step_ms;
    if (steps < -1e-9) {
        return field;
    }
    const double before = std::floor(steps + 1e-9);
    const double fraction = std::max(0.0, steps - before);
    const auto n = static_cast<std::size_t>(before);
    for (std::size_t k = 0; k < field.size(); ++k) {
        field[k] = (1 - fraction) * past_[n][index_of(population)][k];
        if (fraction > 1e-9) {
            field[k] += fraction * past_[n + 1][index_of(population)][k];
        }
    }
    return field;
}

double ReferenceNetwork::projection_factor(int projection) const {
    const auto kind = network_.projections[index_of(projection)].projection_class;
    double factor = run_.variant.class_scale[index_of(static_cast<int>(kind))];
    for (const engine::Lesion& lesion : run_.variant.lesions) {
        const bool open = now_ms() >= lesion.begin_ms - 1e-9 && now_ms() < lesion.end_ms - 1e-9;
        if (open && lesion.target == engine::Lesion::Target::Projection &&
            lesion.index == projection) {
            factor *= lesion.factor;
        }
    }
    return factor;
}

double ReferenceNetwork::population_factor(int population) const {
    double factor = 1;
    for (const engine::Lesion& lesion : run_.variant.lesions) {
        const bool open = now_ms() >= lesion.begin_ms - 1e-9 && now_ms() < lesion.end_ms - 1e-9;
        if (open && lesion.target == engine::Lesion::Target::Population &&
            lesion.index == population) {
            factor *= lesion.factor;
        }
    }
    return factor;
}

/// Kernels are applied at the lower of the two densities; dense weights end on the target's grid.
base::Grid ReferenceNetwork::kernel_grid(const engine::ProjectionDescription& d) const {
    const base::Grid& source = network_.populations[index_of(d.source)].grid;
    const base::Grid& target = network_.populations[index_of(d.target)].grid;
    return d.dense || target.samples_per_deg <= source.samples_per_deg ? target : source;
}

Field ReferenceNetwork::resample(const Field& in,
                                 const base::Grid& from,
                                 const base::Grid& to) const {
    if (from == to) {
        return in;
    }
    const auto along_x =
        engine::make_resampling_axis(from.nx, from.samples_per_deg, to.nx, to.samples_per_deg,
                                     to.centre_x_deg - from.centre_x_deg, network_.border);
    const auto along_y =
        engine::make_resampling_axis(from.ny, from.samples_per_deg, to.ny, to.samples_per_deg,
                                     to.centre_y_deg - from.centre_y_deg, network_.border);
    const std::size_t channels = in.size() / from.size();
    Field out;
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t y = 0; y < index_of(to.ny); ++y) {
            for (std::size_t x = 0; x < index_of(to.nx); ++x) {
                double sum = 0;
                for (int k = along_y.begin[y]; k < along_y.begin[y + 1]; ++k) {
                    for (int l = along_x.begin[x]; l < along_x.begin[x + 1]; ++l) {
                        const int sy = along_y.indices[index_of(k)];
                        const int sx = along_x.indices[index_of(l)];
                        sum += along_y.weights[index_of(k)] * along_x.weights[index_of(l)] *
                               in[c * from.size() + index_of(sy * from.nx + sx)];
                    }
                }
                out.push_back(sum);
            }
        }
    }
    return out;
}

}  // namespace ventral::test
