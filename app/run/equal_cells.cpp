#include "app/run/equal_cells.h"

#include "app/experiment/display_seed.h"
#include "app/run/shown.h"
#include "sim/engine/needed.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace ventral::app {

namespace {

/// All that a display's cells in one variant differ in.
struct Sight {
    stimuli::Display display;
    stimuli::Placement placement;
    std::size_t draw = 0;  ///< trial whose seed draws it
    std::optional<AttentionSettings> attention;
    std::map<std::string, std::vector<double>> attention_channels;
    std::vector<FeatureSettings> features;
    bool operator==(const Sight&) const = default;

    Sight unattended() const {
        Sight sight = *this;
        sight.attention.reset();
        sight.attention_channels.clear();
        return sight;
    }
};

/// One per display of the run (display_index).
std::vector<Sight> make_sights(const PreparedRun& run) {
    const std::size_t draws = num_displays(run.loaded.experiment);
    std::vector<Sight> sights;
    for (std::size_t c = 0; c < run.loaded.conditions.size(); ++c) {
        const Condition& condition = run.loaded.conditions[c];
        for (std::size_t draw = 0; draw < draws; ++draw) {
            sights.push_back({seen(condition.display), run.plan.placements[c], draw,
                              condition.attention, run.plan.attention_channels[c],
                              condition.features});
        }
    }
    return sights;
}

/// Per sight the index of the first that equals it.
std::vector<std::size_t> first_equal(const std::vector<Sight>& sights) {
    std::vector<std::size_t> firsts;
    std::vector<std::size_t> first_of;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const auto found = std::find_if(firsts.begin(), firsts.end(), [&](std::size_t first) {
            return sights[first] == sights[i];
        });
        first_of.push_back(found == firsts.end() ? i : *found);
        if (found == firsts.end()) {
            firsts.push_back(i);
        }
    }
    return first_of;
}

/// What a variant does to all on which something recorded depends.
struct Effect {
    std::vector<bool> needed;             ///< populations
    std::vector<double> scales;           ///< of the classes of projections between them; else 0
    std::vector<engine::Lesion> lesions;  ///< of these projections and populations
    bool operator==(const Effect&) const = default;
};

Effect effect_of(const PreparedRun& run, const engine::Variant& variant) {
    const engine::NetworkDescription& network = run.plan.network;
    Effect effect{engine::find_needed(network, variant, run.plan.recording),
                  std::vector<double>(variant.class_scale.size(), 0.0),
                  {}};
    const auto is_needed = [&](int population) {
        return effect.needed[static_cast<std::size_t>(population)];
    };
    const auto is_between = [&](const engine::ProjectionDescription& p) {
        return is_needed(p.source) && is_needed(p.target);
    };
    for (const engine::ProjectionDescription& p : network.projections) {
        if (is_between(p)) {
            effect.scales[static_cast<std::size_t>(p.projection_class)] =
                variant.scale(p.projection_class);
        }
    }
    for (const engine::Lesion& lesion : variant.lesions) {
        const bool counts =
            lesion.target == engine::Lesion::Target::Population
                ? is_needed(lesion.index)
                : is_between(network.projections[static_cast<std::size_t>(lesion.index)]);
        if (counts) {
            effect.lesions.push_back(lesion);
        }
    }
    return effect;
}

/// One per variant.
std::vector<Effect> effects_of(const PreparedRun& run) {
    std::vector<Effect> effects;
    for (const engine::Variant& variant : run.plan.variants) {
        effects.push_back(effect_of(run, variant));
    }
    return effects;
}

/// Per variant the first that has the same effect.
std::vector<std::size_t> first_of_effect(const std::vector<Effect>& effects) {
    std::vector<std::size_t> first_of;
    for (const Effect& effect : effects) {
        const auto found = std::find(effects.begin(), effects.end(), effect);
        first_of.push_back(static_cast<std::size_t>(found - effects.begin()));
    }
    return first_of;
}

/// True if attention can change what is recorded in the variant. @param needed Effect::needed
bool is_attention_felt(const engine::NetworkDescription& network, const std::vector<bool>& needed) {
    for (std::size_t p = 0; p < network.populations.size(); ++p) {
        if (needed[p] && network.populations[p].input == engine::ExternalInput::Attention) {
            return true;
        }
    }
    return false;
}

}  // namespace

stimuli::Display seen(const stimuli::Display& display) {
    stimuli::Display result = display;
    std::erase_if(result.elements,
                  [](const stimuli::Element& element) { return element.opacity == 0; });
    return result;
}

std::vector<std::size_t> find_equal_cells(const PreparedRun& run) {
    std::vector<std::size_t> first_of(run.layout.cells());
    std::iota(first_of.begin(), first_of.end(), std::size_t{0});
    if (!run.network.can_keep_beginnings()) {
        return first_of;
    }
    std::vector<Sight> sights = make_sights(run);
    const std::vector<std::size_t> attended = first_equal(sights);
    for (Sight& sight : sights) {
        sight = sight.unattended();
    }
    const std::vector<std::size_t> unattended = first_equal(sights);
    const std::vector<Effect> effects = effects_of(run);
    std::vector<bool> felt;
    for (const Effect& effect : effects) {
        felt.push_back(is_attention_felt(run.plan.network, effect.needed));
    }
    const std::vector<std::size_t> first_variant = first_of_effect(effects);
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> found;  // of (variant, sight)
    for (std::size_t index = 0; index < first_of.size(); ++index) {
        const io::Cell cell = run.layout.cell(index);
        const auto& first_sight = felt[cell.variant] ? attended : unattended;
        const std::size_t sight = first_sight[display_index(run, cell)];
        first_of[index] =
            found.emplace(std::pair(first_variant[cell.variant], sight), index).first->second;
    }
    return first_of;
}

std::vector<std::vector<std::size_t>> gather_equal(const std::vector<std::size_t>& cells,
                                                   const std::vector<std::size_t>& first_of) {
    std::map<std::size_t, std::size_t> list_of;
    std::vector<std::vector<std::size_t>> lists;
    for (const std::size_t cell : cells) {
        const auto [at, is_new] = list_of.emplace(first_of[cell], lists.size());
        if (is_new) {
            lists.emplace_back();
        }
        lists[at->second].push_back(cell);
    }
    return lists;
}

std::vector<std::size_t> first_members(const std::vector<std::vector<std::size_t>>& lists) {
    std::vector<std::size_t> firsts;
    for (const std::vector<std::size_t>& list : lists) {
        firsts.push_back(list.front());
    }
    return firsts;
}

}  // namespace ventral::app
