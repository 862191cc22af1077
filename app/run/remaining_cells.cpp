#include "app/run/remaining_cells.h"

#include "app/run/shown.h"

#include <algorithm>

namespace ventral::app {

std::vector<std::size_t> remaining_cells(const PreparedRun& run,
                                         const Beginnings& beginnings,
                                         const std::vector<io::Cell>& finished) {
    const io::ResultLayout& layout = run.layout;
    std::vector<std::size_t> cells;
    for (std::size_t condition = 0; condition < layout.conditions.size(); ++condition) {
        for (std::size_t trial = 0; trial < layout.trials; ++trial) {
            for (std::size_t variant = 0; variant < layout.variants.size(); ++variant) {
                const io::Cell cell{variant, condition, trial};
                if (std::find(finished.begin(), finished.end(), cell) == finished.end()) {
                    cells.push_back(layout.index(cell));
                }
            }
        }
    }
    const auto group = [&](std::size_t cell) {
        return beginnings.group_of[display_index(run, layout.cell(cell))];
    };
    std::stable_sort(cells.begin(), cells.end(),
                     [&](std::size_t a, std::size_t b) { return group(a) < group(b); });
    return cells;
}

}  // namespace ventral::app
