// The reader of YAML files, and the writer of what it has read.
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "sim/config/write.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <optional>

using namespace ventral;

void fuzz_one(std::string_view bytes) {
    config::Limits limits;
    limits.max_nodes = 20'000;
    std::optional<config::Node> node;
    try {
        node = config::load_text(bytes, "fuzz.yaml", limits);
    } catch (const base::Error&) {
        return;
    }
    // What was read is written as text that reads back as the same text.
    const std::string text = config::to_yaml_text(*node);
    limits.max_bytes *= 64;
    limits.max_text_length *= 8;
    limits.max_key_length *= 8;
    if (config::to_yaml_text(config::load_text(text, "written.yaml", limits)) != text) {
        std::abort();
    }
}
