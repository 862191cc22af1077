#include "app/terminal/number_text.h"

#include "sim/base/text.h"

#include <array>
#include <cstdio>

namespace ventral::app {

std::string format_significant(double value, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*g", digits, value);
    return text.data();
}

std::string format_scientific(double value, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*e", digits, value);
    return text.data();
}

double round_significant(double value, int digits) {
    return base::parse_number(format_significant(value, digits)).value();
}

}  // namespace ventral::app
