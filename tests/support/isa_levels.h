#pragma once

#include "sim/engine/simd.h"

#include <vector>

namespace ventral::test {

/// Every instruction-set level that this machine has.
inline std::vector<engine::Isa> isa_levels() {
    std::vector<engine::Isa> levels;
    for (const auto isa : {engine::Isa::Baseline, engine::Isa::Avx2, engine::Isa::Avx512}) {
        if (isa <= engine::detect_isa()) {
            levels.push_back(isa);
        }
    }
    return levels;
}

}  // namespace ventral::test
