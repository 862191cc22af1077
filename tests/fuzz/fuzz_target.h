#pragma once

/// What a fuzzer calls, and the replay of its findings. See CMakeLists.txt beside it.

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Gives the bytes to the code under test. What a user can cause ends in base::Error, which is
/// caught here; anything else that leaves it, a crash, a leak or a hang is a finding.
void fuzz_one(std::string_view bytes);

#ifdef VENTRAL_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    fuzz_one({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
#endif
