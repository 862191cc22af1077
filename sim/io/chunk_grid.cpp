#include "sim/io/chunk_grid.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ventral::io {
namespace {

std::size_t product(Shape::const_iterator begin, Shape::const_iterator end) {
    return std::accumulate(begin, end, std::size_t{1}, std::multiplies<>());
}

/// Calls visit(place in the array, place in the chunk, count) for each stretch that lies whole in
/// both.
template <class Visit>
void for_each_stretch(const Shape& shape,
                      const Shape& offset,
                      const Shape& chunk,
                      const Visit& visit) {
    Shape inside(shape.size());
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        inside[axis] = std::min(chunk[axis], shape[axis] - offset[axis]);
    }
    std::size_t split = shape.size() - 1;  // axes from here on are one stretch
    while (split > 0 && chunk[split] == shape[split]) {
        --split;
    }
    const auto at = static_cast<std::ptrdiff_t>(split);
    const std::size_t count = product(inside.begin() + at, inside.end());
    Shape place(split, 0);
    const Shape steps(split, 1);
    const Shape outer(inside.begin(), inside.begin() + at);
    do {
        std::size_t in_array = 0;
        std::size_t in_chunk = 0;
        for (std::size_t axis = 0; axis < shape.size(); ++axis) {
            const std::size_t index = axis < split ? place[axis] : 0;
            in_array = in_array * shape[axis] + offset[axis] + index;
            in_chunk = in_chunk * chunk[axis] + index;
        }
        visit(in_array, in_chunk, count);
    } while (next_chunk(place, steps, outer));
}

}  // namespace

bool next_chunk(Shape& offset, const Shape& chunk, const Shape& shape, std::size_t first) {
    for (std::size_t axis = shape.size(); axis-- > first;) {
        offset[axis] += chunk[axis];
        if (offset[axis] < shape[axis]) {
            return true;
        }
        offset[axis] = 0;
    }
    return false;
}

void gather(std::span<const float> array,
            const Shape& shape,
            const Shape& offset,
            const Shape& chunk,
            std::span<float> values) {
    bool is_whole = true;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        is_whole = is_whole && offset[axis] + chunk[axis] <= shape[axis];
    }
    if (!is_whole) {
        std::fill(values.begin(), values.end(), std::numeric_limits<float>::quiet_NaN());
    }
    for_each_stretch(shape, offset, chunk,
                     [&](std::size_t in_array, std::size_t in_chunk, std::size_t count) {
                         std::copy_n(array.begin() + static_cast<std::ptrdiff_t>(in_array), count,
                                     values.begin() + static_cast<std::ptrdiff_t>(in_chunk));
                     });
}

void scatter(std::span<const float> values,
             const Shape& shape,
             const Shape& offset,
             const Shape& chunk,
             std::span<float> array) {
    for_each_stretch(shape, offset, chunk,
                     [&](std::size_t in_array, std::size_t in_chunk, std::size_t count) {
                         std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(in_chunk), count,
                                     array.begin() + static_cast<std::ptrdiff_t>(in_array));
                     });
}

}  // namespace ventral::io
