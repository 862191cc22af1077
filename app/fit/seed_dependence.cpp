#include "app/fit/seed_dependence.h"

#include "models/read_model.h"
#include "stimuli/presentations.h"

#include <algorithm>
#include <type_traits>

namespace ventral::app {

namespace {

/// Draws of its own; the order of sequences aside.
bool is_random(const std::vector<stimuli::Element>& elements);

template <class K, class... Random>
constexpr bool kIsOneOf = (std::is_same_v<K, Random> || ...);

bool is_random(const stimuli::Element& element) {
    return std::visit(
        [](const auto& kind) {
            using K = std::decay_t<decltype(kind)>;
            if constexpr (std::is_same_v<K, stimuli::Group>) {
                return is_random(kind.elements);
            } else if constexpr (std::is_same_v<K, stimuli::Sequence>) {
                return is_random(kind.items);
            } else {
                return kIsOneOf<K, stimuli::LineTexture, stimuli::DotTexture,
                                stimuli::SpectralNoise, stimuli::DeadLeaves, stimuli::MappingNoise>;
            }
        },
        element.kind);
}

bool is_random(const std::vector<stimuli::Element>& elements) {
    return std::any_of(elements.begin(), elements.end(),
                       [](const stimuli::Element& element) { return is_random(element); });
}

}  // namespace

bool depends_on_seed(const LoadedExperiment& loaded) {
    const auto network = models::read_network(loaded.model.root);
    return !loaded.experiment.steps.empty() ||
           std::any_of(loaded.conditions.begin(), loaded.conditions.end(),
                       [](const Condition& condition) {
                           return stimuli::has_shuffled_sequence(condition.display) ||
                                  is_random(condition.display.elements);
                       }) ||
           std::any_of(network.populations.begin(), network.populations.end(),
                       [](const auto& population) { return population.noise.has_value(); });
}

}  // namespace ventral::app
