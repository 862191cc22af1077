#include "app/sweep/sobol.h"

#include <boost/random/sobol.hpp>

namespace ventral::app {

std::vector<std::vector<double>> sobol_points(std::size_t count, std::size_t dimension) {
    boost::random::sobol sequence(dimension);
    const double scale = static_cast<double>(sequence.max()) + 1;
    std::vector<std::vector<double>> points(count, std::vector<double>(dimension));
    for (std::vector<double>& point : points) {
        for (double& coordinate : point) {
            coordinate = static_cast<double>(sequence()) / scale;
        }
    }
    return points;
}

}  // namespace ventral::app
