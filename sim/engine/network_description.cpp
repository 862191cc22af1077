#include "sim/engine/network_description.h"

#include <algorithm>

namespace ventral::engine {

int PopulationDescription::num_channels() const {
    int product = 1;
    for (const ChannelAxis& axis : axes) {
        product *= static_cast<int>(axis.values.size());
    }
    return product;
}

int ProjectionDescription::num_stage_channels() const {
    int highest = -1;
    for (const KernelTerm& term : terms) {
        highest = std::max(highest, term.out);
    }
    for (const std::vector<int>& members : combination.members) {
        for (const int member : members) {
            highest = std::max(highest, member);
        }
    }
    return highest + 1;
}

int NetworkDescription::find_population(const std::string& population_name) const {
    for (std::size_t i = 0; i < populations.size(); ++i) {
        if (populations[i].name == population_name) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::string to_string(ProjectionClass projection_class) {
    switch (projection_class) {
        case ProjectionClass::Feedforward:
            return "feedforward";
        case ProjectionClass::Local:
            return "local";
        case ProjectionClass::Lateral:
            return "lateral";
        case ProjectionClass::Feedback:
            return "feedback";
    }
    return "";
}

std::string to_string(BorderRule rule) {
    switch (rule) {
        case BorderRule::Zero:
            return "zero";
        case BorderRule::Mirror:
            return "mirror";
        case BorderRule::Replicate:
            return "replicate";
        case BorderRule::Periodic:
            return "periodic";
    }
    return "";
}

}  // namespace ventral::engine
