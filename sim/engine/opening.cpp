#include "sim/engine/opening.h"

#include "sim/engine/run_inputs.h"
#include "sim/engine/shown_fields.h"

#include <algorithm>
#include <limits>
#include <span>

namespace ventral::engine {

namespace {

template <class T>
void append(const std::vector<T>& values, std::vector<std::byte>& bytes) {
    const std::size_t count = values.size();
    const auto size = std::as_bytes(std::span(&count, 1));
    const auto content = std::as_bytes(std::span(values));
    bytes.insert(bytes.end(), size.begin(), size.end());
    bytes.insert(bytes.end(), content.begin(), content.end());
}

}  // namespace

Opening find_opening(const NetworkDescription& network,
                     const TrialInput& input,
                     const Schedule& schedule) {
    Opening opening;
    opening.until_ms = std::numeric_limits<double>::infinity();
    for (const PopulationDescription& d : network.populations) {
        for (const ShownField& shown : shown_fields(d, input)) {
            InputField field(shown.input, d.grid, schedule.begin_ms, schedule.end_ms);
            opening.until_ms = std::min(opening.until_ms, field.constant_until());
            const std::vector<float>& values =
                field.at(schedule.begin_ms, schedule.begin_ms, schedule.begin_ms);
            append(values, opening.shown);
            const bool is_dark =
                std::all_of(values.begin(), values.end(), [](float value) { return value == 0; });
            append(is_dark ? std::vector<double>() : shown.factors, opening.shown);
        }
    }
    return opening;
}

}  // namespace ventral::engine
