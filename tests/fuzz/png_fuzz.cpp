// Pictures.
#include "sim/base/errors.h"
#include "sim/io/png.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

using namespace ventral;

void fuzz_one(std::string_view bytes) {
    const MemoryFile file(bytes);
    try {
        io::read_png(file.path(), {.max_side = 1024, .max_pixels = std::size_t{1} << 18U});
    } catch (const base::Error&) {
        return;
    }
}
