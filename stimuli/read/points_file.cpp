#include "stimuli/read/points_file.h"

#include "sim/base/text.h"
#include "sim/config/file_path.h"

#include <fstream>
#include <optional>
#include <string_view>

namespace ventral::stimuli {
namespace {

std::optional<double> trimmed_number(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return base::parse_number(text);
}

std::optional<Point> parse_point(std::string_view line) {
    const std::size_t comma = line.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<double> x = trimmed_number(line.substr(0, comma));
    const std::optional<double> y = trimmed_number(line.substr(comma + 1));
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
}

}  // namespace

std::vector<Point> read_points(const config::Node& node) {
    constexpr std::size_t kMostPoints = 2000;
    const std::string path = config::resolved_path(node);
    std::ifstream file(path);
    if (!file) {
        node.fail(base::str("cannot open ", path), "a CSV file of two columns, x and y in degrees");
    }
    std::vector<Point> points;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const bool is_empty = line.find_first_not_of(" \t\r") == std::string::npos;
        const std::optional<Point> point = is_empty ? std::nullopt : parse_point(line);
        if (point) {
            points.push_back(*point);
        } else if (!is_empty && number > 1) {
            node.fail(base::str(path, ":", number, ": no point: ", line.substr(0, 60)),
                      "two numbers with a comma between them");
        }
        if (points.size() > kMostPoints) {
            node.fail(base::str(path, " holds too many points"),
                      base::str("at most ", kMostPoints, " points"));
        }
    }
    return points;
}

}  // namespace ventral::stimuli
