#pragma once

/// std::vector on 64-byte boundaries, for lane vectors.

#include <cstddef>
#include <new>
#include <vector>

namespace ventral::engine {

template <class T>
struct AlignedAllocator {
    using value_type = T;
    AlignedAllocator() = default;
    template <class U>
    AlignedAllocator(const AlignedAllocator<U>&) {}
    T* allocate(std::size_t n) {
        return static_cast<T*>(::operator new (n * sizeof(T), std::align_val_t{64}));
    }
    void deallocate(T* pointer, std::size_t) { ::operator delete (pointer, std::align_val_t{64}); }
    bool operator==(const AlignedAllocator&) const { return true; }
};

template <class T>
using AlignedVector = std::vector<T, AlignedAllocator<T>>;

}  // namespace ventral::engine
