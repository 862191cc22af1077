#include "app/procedure/quantity_text.h"

#include "sim/base/text.h"

#include <cmath>
#include <iomanip>

namespace ventral::app {

std::string quantity_text(const analysis::Quantity& quantity) {
    if (std::isnan(quantity.value)) {
        return base::str(quantity.name, ": none, ", quantity.reason);
    }
    const auto rounded = [](double value) { return base::str(std::setprecision(4), value); };
    const bool is_full_turn =
        quantity.period > 0 && rounded(quantity.value) == rounded(quantity.period);
    const std::string unit = quantity.unit == "1" ? "" : " " + quantity.unit;
    return base::str(quantity.name, " ", rounded(is_full_turn ? 0 : quantity.value), unit);
}

}  // namespace ventral::app
