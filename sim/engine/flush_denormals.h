#pragma once

/// Denormal numbers are flushed to zero in this thread while the object lives: rates that decay
/// towards zero would otherwise cost tens of times more per operation.

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace ventral::engine {

class FlushDenormals {
public:
#if defined(__x86_64__)
    FlushDenormals() : saved_(_mm_getcsr()) {
        _mm_setcsr(saved_ | 0x8040U);
    }
    ~FlushDenormals() {
        _mm_setcsr(saved_);
    }
#else
    FlushDenormals() = default;
    ~FlushDenormals() = default;
#endif
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
    [[maybe_unused]] unsigned saved_ = 0;
};

}  // namespace ventral::engine
