#include "app/experiment/measures_codec.h"

#include "sim/config/spec.h"

namespace ventral::app {

namespace {

config::Codec<std::vector<analysis::Measure>> measures_codec() {
    return config::named_codec(analysis::measure_spec().codec(), &analysis::Measure::name);
}

}  // namespace

std::vector<analysis::Measure> read_measures(const config::Node& node) {
    return measures_codec().read(node);
}

std::string measures_text(const std::vector<analysis::Measure>& measures) {
    return measures.empty() ? "" : config::to_yaml_text(measures_codec().write(measures));
}

}  // namespace ventral::app
