#pragma once

/// The scoreboard as one page.

#include "analysis/measures/evaluate.h"

#include <string>
#include <vector>

namespace ventral::app {

/// What one experiment adds to the scoreboard.
struct ScoreboardEntry {
    std::string name;  ///< "border_ownership/isolated_square"
    std::string title;
    std::string cites;
    std::string figure;  ///< file beside the page; empty: none
    std::string fault;   ///< why it could not be run; then there is no table
    analysis::MeasureTable table;
};

/// A whole HTML page that needs no network: the hard rows in brief, then every experiment with its
/// table and figure.
std::string scoreboard_page(const std::string& heading,
                            const std::vector<ScoreboardEntry>& entries);

}  // namespace ventral::app
