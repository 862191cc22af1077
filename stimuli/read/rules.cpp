#include "stimuli/read/rules.h"

#include <array>
#include <cmath>

namespace ventral::stimuli {

using config::Number;

Number position_rule(std::string doc) {
    return {.unit = "deg", .min = -kLargestDeg, .max = kLargestDeg, .doc = std::move(doc)};
}

Number size_rule(std::string doc) {
    return {
        .unit = "deg", .min = 0, .max = kLargestDeg, .exclusive_min = true, .doc = std::move(doc)};
}

Number size_or_none_rule(std::string doc) {
    return {.unit = "deg", .min = 0, .max = kLargestDeg, .doc = std::move(doc)};
}

Number angle_rule(std::string doc) {
    return {.unit = "deg", .doc = std::move(doc)};
}

Number time_rule(std::string doc) {
    return {.unit = "ms", .allow_infinity = true, .doc = std::move(doc)};
}

Number duration_rule(std::string doc, bool can_be_0) {
    return {.unit = "ms", .min = 0, .exclusive_min = !can_be_0, .doc = std::move(doc)};
}

Number share_rule(std::string doc) {
    return {.min = 0, .max = 1, .doc = std::move(doc)};
}

Number positive_rule(std::string doc) {
    return {.min = 0, .exclusive_min = true, .doc = std::move(doc)};
}

Number luminance_rule(std::string doc) {
    return {.min = 0, .doc = std::move(doc)};
}

Number weber_rule(std::string doc) {
    return {.min = -1, .doc = std::move(doc)};
}

config::Codec<Point> point_codec() {
    const auto pair =
        config::array_codec<double, 2>(config::number_codec(position_rule("A coordinate.")));
    config::Codec<Point> codec;
    codec.outline = pair.outline;
    codec.read = [read = pair.read](const config::Node& node) {
        const std::array<double, 2> values = read(node);
        return Point{values[0], values[1]};
    };
    codec.write = [write = pair.write](const Point& p) { return write({p.x_deg, p.y_deg}); };
    return codec;
}

config::Codec<Colour> colour_codec() {
    return config::array_codec<double, 3>(config::number_codec(share_rule("A component.")));
}

void check_light_keys(const config::Node& node, int count, bool required) {
    if (count > 1) {
        const char* key = node.find("weber_contrast") ? "weber_contrast" : "colour";
        node.fail_at(key, count > 2 ? "the light is given three times" : "the light is given twice",
                     "one of luminance, weber_contrast and colour");
    }
    if (required && count == 0) {
        node.fail("no light is given", "luminance, weber_contrast or colour");
    }
}

}  // namespace ventral::stimuli
