#include "app/experiment/date.h"

#include <array>
#include <cstdlib>

namespace ventral::app {

namespace {

/// True if the text follows the pattern, where 0 stands for any digit.
bool follows(const std::string& text, const std::string& pattern) {
    if (text.size() != pattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        const bool fits = pattern[i] == '0'
                              ? is_digit
                              : text[i] == pattern[i] || (pattern[i] == '+' && text[i] == '-');
        if (!fits) {
            return false;
        }
    }
    return true;
}

/// The number that begins there.
int number_at(const std::string& text, std::size_t begin, std::size_t length) {
    return std::atoi(text.substr(begin, length).c_str());
}

bool is_day(const std::string& text) {
    constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = number_at(text, 0, 4);
    const int month = number_at(text, 5, 2);
    const int day = number_at(text, 8, 2);
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= kDays[static_cast<std::size_t>(month - 1)] && (month != 2 || day < 29 || is_leap);
}

bool is_time(const std::string& text) {
    return number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 &&
           number_at(text, 17, 2) < 60 &&
           (text.size() < 25 || (number_at(text, 20, 2) < 24 && number_at(text, 23, 2) < 60));
}

}  // namespace

bool is_date(const std::string& text) {
    if (follows(text, "0000-00-00")) {
        return is_day(text);
    }
    for (const char* zone : {"", "Z", "+00:00"}) {
        if (follows(text, std::string("0000-00-00T00:00:00") + zone)) {
            return is_day(text) && is_time(text);
        }
    }
    return false;
}

std::string full_date(const std::string& date) {
    std::string full = date.size() == 10 ? date + "T00:00:00" : date;
    if (full.back() == 'Z') {
        full.pop_back();
    }
    return full.size() == 19 ? full + "+00:00" : full;
}

}  // namespace ventral::app
