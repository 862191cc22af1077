#include "stimuli/element.h"

#include <tuple>

namespace ventral::stimuli {

bool Group::operator==(const Group& other) const {
    return x_deg == other.x_deg && y_deg == other.y_deg && rotation_deg == other.rotation_deg &&
           elements == other.elements;
}

bool Sequence::operator==(const Sequence& other) const {
    return each_ms == other.each_ms && blank_ms == other.blank_ms && repeats == other.repeats &&
           shuffled == other.shuffled && items == other.items;
}

bool Photograph::operator==(const Photograph& other) const {
    const auto written = [](const Photograph& p) {
        return std::tie(p.file, p.x_deg, p.y_deg, p.width_deg, p.height_deg, p.encoding,
                        p.white_luminance, p.mean_luminance, p.rms_contrast, p.crop, p.rotation_deg,
                        p.mirror_x, p.mirror_y, p.invert);
    };
    return written(*this) == written(other);
}

}  // namespace ventral::stimuli
