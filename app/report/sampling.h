#pragma once

/// What of a result a report shows, so that it stays small: which conditions, which samples.

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// Every `every`-th sample from `first` on; the sample at stimulus onset is always among them.
struct Samples {
    std::size_t first = 0;
    std::size_t every = 1;
    std::size_t count = 0;
    std::size_t index(std::size_t i) const { return first + i * every; }
};

/// At most `most` samples of a time axis, evenly spaced. @param times_ms ascending.
Samples thin_out(const std::vector<double>& times_ms, std::size_t most);

/// The times of the samples.
std::vector<double> pick(const std::vector<double>& times_ms, const Samples& samples);

/// `count` of the indices 0 ... total - 1, ascending: those asked for, then others evenly spread.
std::vector<std::size_t> spread(std::size_t total,
                                std::size_t count,
                                const std::vector<std::size_t>& wanted);

/// Indices of the named conditions. An unknown one is a base::ConfigError with the nearest name.
std::vector<std::size_t> find_conditions(const std::vector<std::string>& conditions,
                                         const std::vector<std::string>& labels);

}  // namespace ventral::app
