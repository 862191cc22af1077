#include "sim/io/result_layout.h"

#include <algorithm>

namespace ventral::io {

std::string View::path() const {
    return "/simulation/" + area + "/" + population + "/" + kind;
}

std::string View::short_name() const {
    return area + "." + population + "/" + kind;
}

std::size_t View::frame_size() const {
    std::size_t product = 1;
    for (const base::Axis& axis : axes) {
        product *= axis.size();
    }
    return product;
}

std::size_t ResultLayout::index(const Cell& cell) const {
    return (cell.variant * conditions.size() + cell.condition) * trials + cell.trial;
}

Cell ResultLayout::cell(std::size_t index) const {
    Cell cell;
    cell.trial = index % trials;
    cell.condition = index / trials % conditions.size();
    cell.variant = index / trials / conditions.size();
    return cell;
}

std::size_t ResultLayout::bytes() const {
    std::size_t values = 0;
    for (const View& view : views) {
        values += view.cell_size() * view.variables.size();
    }
    return values * cells() * sizeof(float);
}

std::string provenance_text(const ResultLayout& layout, const std::string& key) {
    const auto found = std::find_if(layout.provenance.begin(), layout.provenance.end(),
                                    [&](const auto& entry) { return entry.first == key; });
    return found == layout.provenance.end() ? "" : found->second;
}

}  // namespace ventral::io
