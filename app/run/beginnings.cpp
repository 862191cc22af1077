#include "app/run/beginnings.h"

#include <algorithm>
#include <utility>

namespace ventral::app {

void OpeningGroups::add(engine::Opening opening) {
    opening.until_ms = std::min(opening.until_ms, end_ms_);
    if (!(opening.until_ms > begin_ms_)) {
        found_.push_back(Beginnings::kAlone);
        return;
    }
    const auto same = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
        return group.opening.shown == opening.shown;
    });
    found_.push_back(static_cast<std::size_t>(same - groups_.begin()));
    if (same == groups_.end()) {
        groups_.push_back({std::move(opening), 1});
    } else {
        same->opening.until_ms = std::min(same->opening.until_ms, opening.until_ms);
        ++same->num_displays;
    }
}

Beginnings OpeningGroups::finish() const {
    Beginnings beginnings;
    std::vector<std::size_t> numbers;
    for (const Group& group : groups_) {
        const bool is_shared = group.num_displays > 1;
        numbers.push_back(is_shared ? beginnings.num_groups() : Beginnings::kAlone);
        if (is_shared) {
            beginnings.until_ms.push_back(group.opening.until_ms);
        }
    }
    for (const std::size_t group : found_) {
        beginnings.group_of.push_back(group == Beginnings::kAlone ? group : numbers[group]);
    }
    return beginnings;
}

Beginnings no_beginnings(std::size_t num_displays) {
    return {std::vector<std::size_t>(num_displays, Beginnings::kAlone), {}};
}

}  // namespace ventral::app
