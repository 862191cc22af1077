// Model files, from text to the description of a network.
#include "models/read_model.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "tests/fuzz/fuzz_target.h"

using namespace ventral;

void fuzz_one(std::string_view bytes) {
    config::Limits limits;
    limits.max_nodes = 5'000;
    try {
        models::read_network(config::load_text(bytes, "fuzz.yaml", limits));
    } catch (const base::Error&) {
        return;
    }
}
