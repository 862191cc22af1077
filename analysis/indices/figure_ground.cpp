#include "analysis/indices/figure_ground.h"

#include "analysis/indices/contrast_index.h"
#include "analysis/timecourse/curves.h"

#include <cmath>

namespace ventral::analysis {

FigureGround figure_ground_index(double figure, double ground) {
    FigureGround result{.contrast_index = contrast_index(figure, ground),
                        .share_of_ground = ratio(figure, ground)};
    if (result.share_of_ground.reason.empty()) {
        result.share_of_ground.value -= 1;
    }
    return result;
}

FigureGroundParts figure_ground_parts(std::span<const double> figure,
                                      std::span<const double> homogeneous,
                                      std::span<const double> ground) {
    return {.modulation = difference(figure, ground),
            .figure_enhancement = difference(figure, homogeneous),
            .ground_suppression = difference(homogeneous, ground)};
}

FigureRegion figure_region(double offset_deg) {
    const double distance = std::abs(offset_deg);
    if (distance <= 0.5) {
        return FigureRegion::Centre;
    }
    if (distance >= 1.5 && distance <= 2.5) {
        return FigureRegion::Edge;
    }
    return distance >= 4 ? FigureRegion::Ground : FigureRegion::Between;
}

Measured tracing_modulation(double target, double distractor) {
    Measured index = contrast_index(target, distractor);
    index.value *= 2;
    return index;
}

}  // namespace ventral::analysis
