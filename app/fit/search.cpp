#include "app/fit/search.h"

#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace ventral::app {

namespace {

constexpr std::size_t kLocalSearches = 3;

}  // namespace

double fit_distance(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return std::sqrt(sum / static_cast<double>(a.size()));
}

Search::Search(std::vector<double> start, const SearchSettings& settings)
    : settings_(settings), dimension_(start.size()) {
    waiting_.push_back(std::move(start));
    add_random_points();
}

/// Along every coordinate each of as many equal parts holds one point.
void Search::add_random_points() {
    const auto count = static_cast<std::size_t>(settings_.random_points);
    const std::size_t first = waiting_.size();
    waiting_.resize(first + count, std::vector<double>(dimension_));
    for (std::size_t i = 0; i < dimension_; ++i) {
        base::RandomStream stream(settings_.seed, "fit/latin_hypercube",
                                  num_rounds_ * dimension_ + i);
        std::vector<std::size_t> parts(count);
        std::iota(parts.begin(), parts.end(), std::size_t{0});
        for (std::size_t k = count; k > 1; --k) {
            std::swap(parts[k - 1], parts[stream.below(static_cast<std::uint32_t>(k))]);
        }
        for (std::size_t k = 0; k < count; ++k) {
            waiting_[first + k][i] =
                (static_cast<double>(parts[k]) + stream.uniform()) / static_cast<double>(count);
        }
    }
    ++num_rounds_;
}

void Search::begin_local_searches() {
    for (const Optimum& start : distinct(std::exchange(starts_, {}), kLocalSearches)) {
        local_.emplace_back(start.point, start.loss);
    }
    waiting_.clear();
    num_taken_ = 0;
    turn_ = 0;
}

bool Search::are_all_done() const {
    return std::all_of(local_.begin() + static_cast<std::ptrdiff_t>(first_active_), local_.end(),
                       [](const PatternSearch& search) { return search.is_done(); });
}

/// First, second, first, third, first, second, ...; a search that is done passes its turn on.
std::size_t Search::whose_turn() const {
    constexpr std::array<std::size_t, 4> kTurns{0, 1, 0, 2};
    const std::size_t count = local_.size() - first_active_;
    std::size_t chosen = kTurns[turn_ % kTurns.size()] % count;
    while (local_[first_active_ + chosen].is_done()) {
        chosen = (chosen + 1) % count;
    }
    return first_active_ + chosen;
}

Search::Trial Search::wanted() const {
    if (num_taken_ < waiting_.size()) {
        return {waiting_[num_taken_], seen_.empty() ? "start" : "random"};
    }
    const std::size_t search = whose_turn();
    return {local_[search].next(), base::str("local ", search + 1)};
}

void Search::take(const std::vector<double>& point, double loss) {
    if (num_taken_ < waiting_.size()) {
        starts_.push_back({point, loss});
        if (++num_taken_ == waiting_.size()) {
            begin_local_searches();
        }
        return;
    }
    local_[whose_turn()].tell(loss);
    if (are_all_done()) {
        first_active_ = local_.size();
        add_random_points();
    }
}

std::optional<double> Search::known_loss(const std::vector<double>& point) const {
    constexpr double kSame = 1e-12;
    for (const Optimum& seen : seen_) {
        if (fit_distance(seen.point, point) < kSame) {
            return seen.loss;
        }
    }
    return std::nullopt;
}

Search::Trial Search::next() {
    for (;;) {
        Trial trial = wanted();
        const auto loss = known_loss(trial.point);
        if (!loss) {
            return trial;
        }
        take(trial.point, *loss);
    }
}

void Search::tell(double loss) {
    const std::vector<double> point = next().point;
    const bool is_turn = num_taken_ == waiting_.size();
    seen_.push_back({point, loss});
    take(point, loss);
    turn_ += is_turn ? 1 : 0;
}

std::vector<Optimum> Search::distinct(std::vector<Optimum> all, std::size_t count) const {
    std::stable_sort(all.begin(), all.end(),
                     [](const Optimum& a, const Optimum& b) { return a.loss < b.loss; });
    std::vector<Optimum> chosen;
    for (Optimum& optimum : all) {
        const bool is_new = std::all_of(chosen.begin(), chosen.end(), [&](const Optimum& other) {
            return fit_distance(other.point, optimum.point) >= settings_.distinct_distance;
        });
        if (chosen.empty() || (is_new && chosen.size() < count)) {
            chosen.push_back(std::move(optimum));
        }
    }
    return chosen;
}

std::vector<Optimum> Search::optima(std::size_t count) const {
    std::vector<Optimum> ends;
    for (const PatternSearch& search : local_) {
        ends.push_back({search.best(), search.best_loss()});
    }
    // What is being sampled now may be better already.
    ends.insert(ends.end(), starts_.begin(), starts_.end());
    return distinct(std::move(ends), count);
}

}  // namespace ventral::app
