#pragma once

/// A small run with every kind of view, whose values tell where they belong.

#include "sim/io/result_layout.h"
#include "sim/io/result_parts.h"

#include <string>
#include <vector>

namespace ventral::test {

/// Two variants, three conditions with a text and a number factor, two trials; a 3 x 5 map, two
/// sites with their inputs, a 4-channel cube of 3 x 5.
io::ResultLayout sample_layout();

/// The value at a place: a whole number that differs between all places of a variable.
float sample_value(const io::ResultLayout& layout,
                   const io::Cell& cell,
                   std::size_t variable,
                   std::size_t place);

/// Writes one cell, its maps in two goes.
void write_sample_cell(const std::string& folder,
                       const io::ResultLayout& layout,
                       std::size_t index);

/// The whole run under its final name.
void write_sample(const std::string& final_path, const io::ResultLayout& layout = sample_layout());

}  // namespace ventral::test
