#pragma once

/// The search of a calibration: the start, points of a Latin hypercube, then local searches.

#include "app/fit/pattern_search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// Distance of two points of the unit cube, whose coordinates are logarithms as fractions of their
/// bounds: sqrt(mean_i (a_i - b_i)^2); 0 to 1.
double fit_distance(const std::vector<double>& a, const std::vector<double>& b);

/// A place that the search holds for the best of its surroundings.
struct Optimum {
    std::vector<double> point;
    double loss = 0;
};

struct SearchSettings {
    std::uint64_t seed = 1;
    int random_points = 16;          ///< of one Latin hypercube (McKay et al. 1979)
    double distinct_distance = 0.1;  ///< local searches begin at least so far apart
};

/// Asks for one point of the unit cube after the other; a pure function of the settings and of the
/// losses told, without end. After the start and the random points the best of them, and the best
/// two that are distinct from it and from one another, are starts of local searches, which take
/// turns: the first has every second evaluation. Once all are done there are new random points. No
/// point is asked for twice.
class Search {
public:
    Search(std::vector<double> start, const SearchSettings& settings);

    struct Trial {
        std::vector<double> point;
        std::string phase;  ///< "start", "random", "local 1", ...
    };
    /// The point whose loss is wanted.
    Trial next();
    /// The loss at the last next().
    void tell(double loss);

    /// The best points of the local searches and of all others, best first, each distinct from
    /// those before it; at most `count`. Before there are local searches: of the random points.
    std::vector<Optimum> optima(std::size_t count) const;

private:
    void add_random_points();
    void begin_local_searches();
    std::size_t whose_turn() const;
    bool are_all_done() const;
    Trial wanted() const;
    void take(const std::vector<double>& point, double loss);
    std::optional<double> known_loss(const std::vector<double>& point) const;
    std::vector<Optimum> distinct(std::vector<Optimum> all, std::size_t count) const;

    SearchSettings settings_;
    std::size_t dimension_;
    std::uint64_t num_rounds_ = 0;
    std::vector<std::vector<double>> waiting_;  ///< points before the next local searches
    std::size_t num_taken_ = 0;                 ///< of those
    std::vector<Optimum> seen_;                 ///< every evaluation
    std::vector<Optimum> starts_;               ///< those that were waited for in this round
    std::vector<PatternSearch> local_;
    std::size_t first_active_ = 0;  ///< local searches before it are done
    std::size_t turn_ = 0;
};

}  // namespace ventral::app
