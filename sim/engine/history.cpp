#include "sim/engine/history.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {
namespace {

/// Times closer than this are one node (ms).
constexpr double kSameTime = 1e-9;

}  // namespace

template <class Real>
History<Real>::History(std::size_t size,
                       double max_delay_ms,
                       double step_ms,
                       Interpolation interpolation)
    : size_(size), max_delay_ms_(max_delay_ms), interpolation_(interpolation) {
    const auto num_nodes = static_cast<std::size_t>(std::ceil(max_delay_ms / step_ms)) + 3;
    for (std::size_t i = 0; i < num_nodes; ++i) {
        nodes_.push_back(make_node());
    }
}

template <class Real>
typename History<Real>::Node History<Real>::make_node() const {
    Node node;
    node.right.assign(size_, Real(0));
    if (interpolation_ != Interpolation::Linear) {
        node.left.assign(size_, Real(0));
    }
    if (interpolation_ == Interpolation::Hermite) {
        node.slope_right.assign(size_, Real(0));
        node.slope_left.assign(size_, Real(0));
    }
    return node;
}

/// Makes room behind the newest node: only adaptive steppers, whose steps may shrink, need it.
template <class Real>
void History<Real>::grow() {
    std::rotate(nodes_.begin(), nodes_.begin() + static_cast<std::ptrdiff_t>(newest_ + 1),
                nodes_.end());
    newest_ = nodes_.size() - 1;
    const std::size_t more = nodes_.size();
    for (std::size_t i = 0; i < more; ++i) {
        nodes_.push_back(make_node());
    }
}

template <class Real>
void History<Real>::push(double time_ms, double earliest_reader_ms, const Real* value) {
    const double needed_from_ms = earliest_reader_ms - max_delay_ms_ - kSameTime;
    if (count_ == nodes_.size() && node(count_ - 2).time_ms > needed_from_ms) {
        grow();
    }
    newest_ = count_ == 0 ? 0 : (newest_ + 1) % nodes_.size();
    count_ = std::min(count_ + 1, nodes_.size());
    Node& n = nodes_[newest_];
    n.time_ms = time_ms;
    // The first node jumps from the silence before it: its left side is zero as made.
    n.jumps = count_ == 1 && interpolation_ != Interpolation::Linear;
    std::copy_n(value, size_, n.right.begin());
}

template <class Real>
void History<Real>::set_slope(const Real* slope) {
    if (interpolation_ == Interpolation::Hermite) {
        std::copy_n(slope, size_, nodes_[newest_].slope_right.begin());
    }
}

template <class Real>
void History<Real>::set_right(const Real* value) {
    Node& n = nodes_[newest_];
    if (interpolation_ != Interpolation::Linear) {
        n.left = n.right;
        n.slope_left = n.slope_right;
        n.jumps = true;
    }
    std::copy_n(value, size_, n.right.begin());
}

template <class Real>
const Real* History<Real>::at(double time_ms, Side side, Real* work) const {
    std::size_t age = 0;
    while (age + 1 < count_ && node(age).time_ms > time_ms + kSameTime) {
        ++age;
    }
    const Node& before = node(age);
    if (count_ == 0 || before.time_ms > time_ms + kSameTime) {
        std::fill_n(work, size_, Real(0));
        return work;
    }
    if (std::abs(before.time_ms - time_ms) <= kSameTime || age == 0) {
        return before.jumps && side == Side::Left ? before.left.data() : before.right.data();
    }
    const Node& after = node(age - 1);
    const double h = after.time_ms - before.time_ms;
    const double s = (time_ms - before.time_ms) / h;
    const Real* a = before.right.data();
    const Real* b = after.jumps ? after.left.data() : after.right.data();
    if (interpolation_ != Interpolation::Hermite) {
        const Real wb = static_cast<Real>(s);
        const Real wa = Real(1) - wb;
        for (std::size_t i = 0; i < size_; ++i) {
            work[i] = wa * a[i] + wb * b[i];
        }
        return work;
    }
    const Real* da = before.slope_right.data();
    const Real* db = after.jumps ? after.slope_left.data() : after.slope_right.data();
    const Real h00 = static_cast<Real>((1 + 2 * s) * (1 - s) * (1 - s));
    const Real h10 = static_cast<Real>(s * (1 - s) * (1 - s) * h);
    const Real h01 = static_cast<Real>(s * s * (3 - 2 * s));
    const Real h11 = static_cast<Real>(s * s * (s - 1) * h);
    for (std::size_t i = 0; i < size_; ++i) {
        work[i] = h00 * a[i] + h10 * da[i] + h01 * b[i] + h11 * db[i];
    }
    return work;
}

template <class Real>
std::size_t History<Real>::bytes() const {
    const std::size_t arrays = interpolation_ == Interpolation::Hermite ? 4 : 1;
    return nodes_.size() * arrays * size_ * sizeof(Real);
}

template <class Real>
void History<Real>::archive(StateArchive& archive) {
    std::uint64_t num_nodes = nodes_.size();
    archive.item(num_nodes);
    while (nodes_.size() < num_nodes) {
        nodes_.push_back(make_node());
    }
    archive.item(newest_);
    archive.item(count_);
    for (Node& n : nodes_) {
        archive.item(n.time_ms);
        archive.item(n.jumps);
        for (AlignedVector<Real>* values : {&n.right, &n.left, &n.slope_right, &n.slope_left}) {
            archive.growing(*values);
        }
    }
}

template class History<float>;
template class History<double>;

}  // namespace ventral::engine
