#pragma once

/// A model file as it is written: areas, populations and projections in the field's words. The
/// registry of its keys is model_spec(); build_network() turns it into a network description.

#include "models/channel_rule.h"
#include "models/combine_rule.h"
#include "models/dense_rule.h"
#include "models/kernel_template.h"
#include "sim/config/codec.h"
#include "sim/engine/network_description.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::models {

/// Where the constants of a record come from: a citation or the word `chosen` for all of them, or
/// one for each key, with `other` for the rest.
using Sources = config::Named<std::string>;

/// The simulated part of the visual field, about fixation.
struct FieldSpec {
    double width_deg = 16;
    double height_deg = 16;
    engine::BorderRule border = engine::BorderRule::Periodic;
    bool operator==(const FieldSpec&) const = default;
};

/// An axis of channels; exactly one of count, values_deg, values and labels.
struct AxisSpec {
    std::optional<int> count;  ///< with a period: equally spaced from 0; else 0, 1, 2, ...
    std::optional<double> period_deg;
    std::vector<double> values_deg;
    std::vector<double> values;
    std::vector<std::string> labels;
    bool operator==(const AxisSpec&) const = default;
};

struct PoolSpec {
    double semi_saturation = 1;
    bool operator==(const PoolSpec&) const = default;
};

/// A group of drives that share a gain and pools.
struct DriveSpec {
    double gain_min = 0;
    double gain_max = 10;
    config::Named<PoolSpec> pools;
    bool operator==(const DriveSpec&) const = default;
};

struct LinearTransfer {
    double gain = 1;
    bool operator==(const LinearTransfer&) const = default;
};
struct RectifiedLinearTransfer {
    double gain = 1;
    bool operator==(const RectifiedLinearTransfer&) const = default;
};
struct PowerLawTransfer {
    double gain = 1;
    double exponent = 2;
    bool operator==(const PowerLawTransfer&) const = default;
};
struct NakaRushtonTransfer {
    double max_rate_hz = 100;
    double exponent = 2;
    double half = 1;
    bool operator==(const NakaRushtonTransfer&) const = default;
};
struct LogisticTransfer {
    double max_rate_hz = 100;
    double gain = 1;
    double half = 0;
    bool operator==(const LogisticTransfer&) const = default;
};
using TransferSpec = std::variant<LinearTransfer,
                                  RectifiedLinearTransfer,
                                  PowerLawTransfer,
                                  NakaRushtonTransfer,
                                  LogisticTransfer>;

/// Upper bound of the rate.
struct CeilingSpec {
    engine::Ceiling kind = engine::Ceiling::Soft;
    double rate_hz = 100;
    bool operator==(const CeilingSpec&) const = default;
};

struct PopulationSpec {
    Sources sources;
    std::string doc;
    std::vector<std::string> channels;  ///< names of axes, last fastest
    engine::ExternalInput input = engine::ExternalInput::None;
    bool algebraic = false;
    std::optional<double> tau_ms;
    TransferSpec transfer = RectifiedLinearTransfer{};
    std::optional<CeilingSpec> ceiling;
    double threshold = 0;
    config::Named<DriveSpec> drives;
    std::optional<engine::Adaptation> adaptation;
    std::optional<engine::Noise> noise;
    engine::Spread spread;
    engine::ChannelSettings homeostasis;
    std::string rate_unit = "Hz";
    bool operator==(const PopulationSpec&) const = default;
};

struct AreaSpec {
    std::string doc;
    bool map = true;                        ///< false: no retinotopic map, one position
    std::optional<double> samples_per_deg;  ///< of the map
    std::optional<double> width_deg;        ///< where the area sees less or more than the field
    std::optional<double> height_deg;
    config::Named<PopulationSpec> populations;
    bool operator==(const AreaSpec&) const = default;
};

/// The port that a projection enters.
struct PortSpec {
    engine::PortKind kind = engine::PortKind::Drive;
    std::string group;  ///< not for Output
    std::string pool;   ///< Pool only
    bool operator==(const PortSpec&) const = default;
};

struct ProjectionSpec {
    Sources sources;
    std::string doc;
    std::string from;
    std::string to;
    engine::ProjectionClass projection_class = engine::ProjectionClass::Feedforward;
    PortSpec port;
    double weight = 1;
    double weight_spread = 0;
    double tau_syn_ms = 0;
    double delay_ms = 0;
    double velocity_m_per_s = 0;
    double magnification_mm_per_deg = 0;
    double power = 1;
    KernelTemplate kernel = PointTemplate{};
    std::optional<engine::KernelNormalization> normalize;
    double truncate_sigma = 4;
    config::Named<ChannelRule> channels;
    CombineRule combine = NoCombination{};
    std::optional<DenseRule> dense;
    bool operator==(const ProjectionSpec&) const = default;
};

struct ModelFile {
    std::string model;
    std::string doc;
    std::vector<std::string> cites;
    std::uint64_t seed = 1;
    FieldSpec field;
    config::Named<AxisSpec> axes;
    config::Named<AreaSpec> areas;
    config::Named<ProjectionSpec> projections;
    bool operator==(const ModelFile&) const = default;
};

}  // namespace ventral::models
