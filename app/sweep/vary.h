#pragma once

/// What a sweep varies: parameters with their values or ranges, and seeds.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// Points of one sweep at most.
inline constexpr std::size_t kMostPoints = 1'000'000;

/// How an axis gets its values.
enum class VaryKind {
    Levels,  ///< a list, or steps of a range: every level with every level of the other axes
    Random,  ///< drawn independently and uniformly
    Sobol,   ///< a Sobol sequence over all such axes together (Sobol' 1967; Joe & Kuo 2008)
};

/// One `--vary`.
struct VaryAxis {
    std::string path;  ///< as for --set: "model.projections.NAME.weight"
    VaryKind kind = VaryKind::Levels;
    std::vector<std::string> levels{};  ///< YAML texts
    double from = 0;                    ///< of drawn values
    double to = 0;
    bool is_log = false;  ///< drawn uniformly in the logarithm

    /// The value at a share 0 to 1 of the way, with six significant digits.
    std::string value_at(double share) const;
};

/// What `--vary` may say, for messages.
inline constexpr const char* kVaryForms =
    "PATH=1,2,5, PATH=range:FROM:TO:N, PATH=log:FROM:TO:N, PATH=random:FROM:TO[:log] or "
    "PATH=sobol:FROM:TO[:log]";

/// Throws the base::ConfigError of a bad choice of what is varied. @param where the option
[[noreturn]] void refuse_vary(const std::string& what,
                              const std::string& got,
                              const std::string& allowed,
                              const std::string& where = "--vary");

/// Reads "PATH=VALUES"; anything else is a base::ConfigError:
///   PATH=1,2,5             a list of YAML values
///   PATH=range:FROM:TO:N   N values, equally far apart, ends included
///   PATH=log:FROM:TO:N     N values, each the same multiple of the last, ends included
///   PATH=random:FROM:TO[:log], PATH=sobol:FROM:TO[:log]   drawn values
VaryAxis parse_vary(const std::string& text);

/// Reads "1,2,7" or "1:50", or both joined by commas; each seed once.
std::vector<std::uint64_t> parse_seeds(const std::string& text);

/// All that a sweep goes over.
struct SweepAxes {
    std::vector<VaryAxis> axes;
    std::vector<std::uint64_t> seeds{};  ///< empty: the experiment's own
    std::size_t samples = 0;             ///< draws of the random and Sobol axes
    std::uint64_t sample_seed = 1;       ///< of the draws
};

/// One point: a value for every axis, as YAML text, and the seed.
struct SweepPoint {
    std::vector<std::string> values;
    std::optional<std::uint64_t> seed;
    bool operator==(const SweepPoint&) const = default;
};

/// Every combination of the levels, with every sample, with every seed; the first axis slowest,
/// seeds fastest. A pure function of its argument. Drawn values have six significant digits. Sobol
/// points are shifted as a whole, modulo 1, by a draw from the sample seed (Cranley & Patterson
/// 1976). base::ConfigError if there are too many, or samples without a drawn axis or the reverse.
std::vector<SweepPoint> make_points(const SweepAxes& sweep);

/// "weight=2, tau_ms=10, seed 3": the last keys of the paths.
std::string describe_point(const SweepAxes& sweep, const SweepPoint& point);

}  // namespace ventral::app
