#pragma once

/// The immutable description of a network: populations and projections, with every number bound.
/// It computes nothing. `Network` compiles it, `Simulation` runs it.
///
/// One equation for every population (docs/theory.md, eq. 1-7), per unit (channel c, y, x):
///
///   drive       u = sum_g D_g G_g / prod_k (sigma_gk + S_gk) - theta - a + eta
///   rate        tau dr/dt = -r + f(u)           (algebraic: r = f(u) at once)
///   output      o = r (1 + sum S_output)
///   projection  tau_syn ds/dt = -s + C( K * o_source(t - d)^p )     (tau_syn = 0: s at once)
///   adaptation  tau_a da/dt = -a + g_a r
///   noise       d eta = -eta/tau_eta dt + sigma_eta sqrt(2/tau_eta) dW

#include "sim/base/grid.h"
#include "sim/engine/spatial_kernel.h"
#include "sim/engine/transfer_function.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::engine {

/// One axis of a population's channels. The channels are the product of the axes, last fastest.
struct ChannelAxis {
    std::string name;                 ///< "orientation", "side", "polarity", "radius", "unit", ...
    std::string unit;                 ///< "deg", or empty for labels
    std::vector<double> values;       ///< coordinates (label index where labelled)
    std::vector<std::string> labels;  ///< or empty
    double period = 0;                ///< 180 for orientation, 360 for direction, 0: not circular
    bool operator==(const ChannelAxis&) const = default;
};

/// A divisive pool: the factor 1 / (semi_saturation + S).
struct Pool {
    std::string name;
    double semi_saturation = 1;  ///< > 0
    bool operator==(const Pool&) const = default;
};

/// A group of drives that share a gain and pools.
struct DriveGroup {
    std::string name;
    double gain_min = 0;   ///< lower bound of the gain G
    double gain_max = 10;  ///< upper bound of the gain G
    std::vector<Pool> pools;
    bool operator==(const DriveGroup&) const = default;
};

struct Adaptation {
    double tau_ms = 100;  ///< > 0
    double strength = 0;  ///< g_a, drive per Hz
    bool operator==(const Adaptation&) const = default;
};

/// Ornstein-Uhlenbeck noise on the drive, a named stream per population and trial.
struct Noise {
    double tau_ms = 10;  ///< > 0
    double sigma = 0;    ///< stationary standard deviation, in units of the drive, >= 0
    bool operator==(const Noise&) const = default;
};

/// Seeded fields of unit-to-unit differences, a property of the network.
struct Spread {
    double gain_sd = 0;       ///< SD of the log of a factor of mean 1 on f(u)
    double threshold_sd = 0;  ///< SD added to theta
    bool operator==(const Spread&) const = default;
};

/// What a homeostatic calibration sets: one threshold and one gain for each channel, shared over
/// its map, as batch normalization shares them.
struct ChannelSettings {
    std::vector<double> thresholds;  ///< added to theta, one per channel, or empty
    std::vector<double> gains;       ///< factors > 0 on f(u), one per channel, or empty
    bool operator==(const ChannelSettings&) const = default;
};

/// Where an input population takes its values from; `None` for all others.
enum class ExternalInput { None, Display, Attention, Features };

/// How many of the areas' conventions apply to a population.
struct PopulationDescription {
    std::string name;  ///< "V2.border_ownership": area, dot, population
    base::Grid grid;   ///< 1 x 1: no map
    std::vector<ChannelAxis> axes;
    bool algebraic = false;
    double tau_ms = 10;  ///< > 0 unless algebraic
    TransferFunction transfer;
    double threshold = 0;  ///< theta, in units of the drive
    std::vector<DriveGroup> groups;
    std::optional<Adaptation> adaptation;
    std::optional<Noise> noise;
    Spread spread;
    ChannelSettings channels;
    ExternalInput input = ExternalInput::None;  ///< then r is the field itself; no groups, no tau
    std::string rate_unit = "Hz";               ///< "Hz" or "1"
    bool operator==(const PopulationDescription&) const = default;

    int num_channels() const;
    std::string area() const { return name.substr(0, name.find('.')); }
};

/// The classes over which variants switch.
enum class ProjectionClass { Feedforward, Local, Lateral, Feedback };

/// Which quantity of the target a projection adds to.
enum class PortKind { Drive, Gain, Pool, Output };

struct Port {
    PortKind kind = PortKind::Drive;
    int group = 0;  ///< index into the target's groups (not for Output)
    int pool = 0;   ///< index into the group's pools (Pool only)
    bool operator==(const Port&) const = default;
};

/// A constant delay, or one that grows with the distance between source and target:
/// d = constant + distance_deg * magnification / velocity, binned no wider than a step.
struct ConductionDelay {
    double constant_ms = 0;               ///< >= 0
    double velocity_m_per_s = 0;          ///< 0: no growth with distance
    double magnification_mm_per_deg = 0;  ///< > 0 where there is a velocity
    bool operator==(const ConductionDelay&) const = default;
    bool grows() const { return velocity_m_per_s > 0; }
    double at_distance(double deg) const {
        return constant_ms + (grows() ? deg * magnification_mm_per_deg / velocity_m_per_s : 0.0);
    }
};

/// Combines the channels that leave the linear stage into the target's channels.
enum class CombinationKind {
    None,                 ///< stage channel m is target channel m
    RootSumOfSquares,     ///< sqrt(sum_m z^2): quadrature energy (Adelson & Bergen 1985)
    OrientationContrast,  ///< sum_m |z| - |sum_m z|
    PowerMean,            ///< (mean_m [z + floor]+^p)^(1/p): soft AND for small p; floor 1e-4
    Product,              ///< prod_m [z]+ (two or more)
    GeometricMean,        ///< (prod_m [z]+)^(1/M)
    OwnAgainstOpponent,   ///< y0 / (1 + y0 + y1), y = [z]+^p; members ordered own, opponent
};

/// Target channel c is made of the stage channels members[c].
struct Combination {
    CombinationKind kind = CombinationKind::None;
    double exponent = 1;                    ///< p, > 0 (PowerMean, OwnAgainstOpponent)
    std::vector<std::vector<int>> members;  ///< one list per target channel; empty for None
    bool operator==(const Combination&) const = default;
};

/// One term of the linear stage: stage channel `out` += weight * (kernel . source channel `in`).
struct KernelTerm {
    int out = 0;
    int in = 0;
    int kernel = 0;  ///< index into ProjectionDescription::kernels
    double weight = 1;
    bool operator==(const KernelTerm&) const = default;
};

/// An explicit matrix, used instead of kernels where source or target has no map.
/// Row-major [num_rows][num_columns]; rows are stage channels x target samples, columns source
/// channels x source samples (channel slowest, then y, then x).
struct DenseWeights {
    int num_rows = 0;
    int num_columns = 0;
    std::vector<float> values;
    /// Separable weights, for a map on one side only: a weight for each sample of the map ([y][x],
    /// row 0 lowest), shared by all channels. `values` then is [stage channels][source channels],
    /// and the whole weight is values * spatial. Empty: `values` holds everything.
    std::vector<float> spatial;
    bool operator==(const DenseWeights&) const = default;
};

struct ProjectionDescription {
    std::string name;  ///< unique; e.g. "V4.grouping -> V2.border_ownership (gain)"
    ProjectionClass projection_class = ProjectionClass::Feedforward;
    int source = 0;  ///< index into NetworkDescription::populations
    int target = 0;
    Port port;
    double weight = 1;      ///< signed for Drive; >= 0 for Pool
    double tau_syn_ms = 0;  ///< receptor low-pass, >= 0
    ConductionDelay delay;
    double source_power = 1;  ///< p in o^p, > 0
    std::vector<SpatialKernel> kernels;
    std::vector<KernelTerm> terms;
    std::optional<DenseWeights> dense;  ///< then kernels and terms are empty
    Combination combination;
    double weight_sd = 0;  ///< SD of the log of a seeded factor of mean 1 per target unit
    bool operator==(const ProjectionDescription&) const = default;

    int num_stage_channels() const;
};

/// What a kernel meets beyond the edge of its source's grid.
enum class BorderRule { Zero, Mirror, Replicate, Periodic };

struct NetworkDescription {
    std::string name;
    std::uint64_t seed = 1;  ///< of the spreads; a property of the network, not of a run
    BorderRule border = BorderRule::Periodic;
    std::vector<PopulationDescription> populations;
    std::vector<ProjectionDescription> projections;
    bool operator==(const NetworkDescription&) const = default;

    /// Index of the population, or -1.
    int find_population(const std::string& population_name) const;
};

std::string to_string(ProjectionClass projection_class);
std::string to_string(BorderRule rule);

}  // namespace ventral::engine
