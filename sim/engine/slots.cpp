#include "sim/engine/slots.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace ventral::engine {
namespace {

/// A term without its slot: projection, tap, source channel, kernel or -1, weight.
template <class Real>
using TermKey = std::tuple<int, int, int, int, Real>;
template <class Real>
using SlotKey = std::vector<TermKey<Real>>;

template <class Real>
std::vector<SlotKey<Real>> make_keys(const Pathway<Real>& p) {
    std::vector<SlotKey<Real>> keys(static_cast<std::size_t>(p.stage_channels));
    for (const PointTerm<Real>& t : p.points) {
        keys[static_cast<std::size_t>(t.out)].emplace_back(t.projection, t.tap, t.in, -1, t.weight);
    }
    for (const SpectralTerm<Real>& t : p.kernels) {
        keys[static_cast<std::size_t>(t.out)].emplace_back(t.projection, t.tap, t.in, t.kernel,
                                                           t.weight);
    }
    for (SlotKey<Real>& key : keys) {
        std::sort(key.begin(), key.end());
    }
    return keys;
}

/// Makes the first weight positive. Returns the sign that it had.
template <class Real>
int take_sign(SlotKey<Real>& key) {
    if (key.empty() || std::get<4>(key.front()) >= Real(0)) {
        return 1;
    }
    for (TermKey<Real>& term : key) {
        std::get<4>(term) = -std::get<4>(term);
    }
    return -1;
}

/// Keeps the terms of each slot's first stage channel, and moves them to the slot.
template <class Term>
void move_terms(std::vector<Term>& terms,
                const std::vector<SlotView>& slot_of,
                const std::vector<int>& first) {
    std::erase_if(terms, [&](const Term& t) {
        const SlotView& view = slot_of[static_cast<std::size_t>(t.out)];
        return first[static_cast<std::size_t>(view.slot)] != t.out;
    });
    for (Term& t : terms) {
        const SlotView& view = slot_of[static_cast<std::size_t>(t.out)];
        t.out = view.slot;
        t.weight = view.sign < 0 ? -t.weight : t.weight;
    }
}

template <class Term>
std::vector<TermRange> ranges_of(const std::vector<Term>& terms, std::size_t num_slots) {
    std::vector<TermRange> ranges(num_slots);
    std::size_t i = 0;
    for (std::size_t slot = 0; slot < num_slots; ++slot) {
        ranges[slot].begin = i;
        while (i < terms.size() && static_cast<std::size_t>(terms[i].out) == slot) {
            ++i;
        }
        ranges[slot].end = i;
    }
    return ranges;
}

template <class Terms>
bool same_terms(const Terms& a, const Terms& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& s, const auto& t) {
        return s.tap == t.tap && s.out == t.out && s.in == t.in && s.weight == t.weight;
    });
}

}  // namespace

int common_sign(const SampledKernel& a, const SampledKernel& b) {
    if (a.radius != b.radius) {
        return 0;
    }
    double largest = 0;
    double sum = 0;
    double difference = 0;
    for (std::size_t i = 0; i < a.weights.size(); ++i) {
        largest = std::max(largest, std::abs(a.weights[i]));
        sum = std::max(sum, std::abs(a.weights[i] + b.weights[i]));
        difference = std::max(difference, std::abs(a.weights[i] - b.weights[i]));
    }
    const double rounding = 1e-15 * largest;
    return difference <= rounding ? 1 : (sum <= rounding ? -1 : 0);
}

template <class Real>
void merge_slots(Pathway<Real>& p, int num_channels) {
    std::vector<SlotKey<Real>> keys = make_keys(p);
    std::map<SlotKey<Real>, int> slots;
    std::vector<SlotView> slot_of;  // of stage channels
    std::vector<int> first;         // stage channel of slots
    for (std::size_t channel = 0; channel < keys.size(); ++channel) {
        const int sign = p.is_linear() ? take_sign(keys[channel]) : 1;
        auto slot = slots.find(keys[channel]);
        if (slot == slots.end() || p.dense_tap >= 0) {
            slot = slots.insert_or_assign(keys[channel], static_cast<int>(first.size())).first;
            first.push_back(static_cast<int>(channel));
        }
        slot_of.push_back({slot->second, sign});
    }
    move_terms(p.points, slot_of, first);
    move_terms(p.kernels, slot_of, first);
    const auto by_slot = [](const auto& a, const auto& b) { return a.out < b.out; };
    std::stable_sort(p.points.begin(), p.points.end(), by_slot);
    std::stable_sort(p.kernels.begin(), p.kernels.end(), [](const auto& a, const auto& b) {
        return std::pair(a.out, a.kernel) < std::pair(b.out, b.kernel);
    });
    p.points_of = ranges_of(p.points, first.size());
    p.kernels_of = ranges_of(p.kernels, first.size());
    for (auto& members : p.combination.members) {
        for (int& member : members) {
            member = slot_of[static_cast<std::size_t>(member)].slot;
        }
    }
    if (p.is_linear()) {
        p.views = std::move(slot_of);
        return;
    }
    for (int channel = 0; channel < num_channels; ++channel) {
        p.views.push_back({channel, 1});
    }
}

template <class Real>
bool have_same_values(const Pathway<Real>& a, const Pathway<Real>& b) {
    const auto same_kernels = [](const SpectralTerm<Real>& s, const SpectralTerm<Real>& t) {
        return s.kernel == t.kernel;
    };
    return a.state_offset >= 0 && b.state_offset >= 0 && a.tau_syn_ms == b.tau_syn_ms &&
           a.dense_tap < 0 && b.dense_tap < 0 && a.projections.size() == 1 &&
           b.projections.size() == 1 && a.grid == b.grid && a.combination == b.combination &&
           same_terms(a.points, b.points) && same_terms(a.kernels, b.kernels) &&
           std::equal(a.kernels.begin(), a.kernels.end(), b.kernels.begin(), b.kernels.end(),
                      same_kernels) &&
           a.stage_size == b.stage_size;
}

void insert_sorted(std::vector<int>& values, int value) {
    const auto place = std::lower_bound(values.begin(), values.end(), value);
    if (place == values.end() || *place != value) {
        values.insert(place, value);
    }
}

template void merge_slots(Pathway<float>&, int);
template void merge_slots(Pathway<double>&, int);
template bool have_same_values(const Pathway<float>&, const Pathway<float>&);
template bool have_same_values(const Pathway<double>&, const Pathway<double>&);

}  // namespace ventral::engine
