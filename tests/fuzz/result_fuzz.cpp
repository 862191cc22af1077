// Result files: the layout, and every view of one.
#include "sim/base/errors.h"
#include "sim/io/result_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

using namespace ventral;

void fuzz_one(std::string_view bytes) {
    const MemoryFile file(bytes);
    try {
        const io::ResultFile result(file.path());
        for (const io::View& view : result.layout().views) {
            result.read(view, view.variables.front().name);
        }
    } catch (const base::Error&) {
        return;
    }
}
