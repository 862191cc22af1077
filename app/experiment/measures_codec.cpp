#include "app/experiment/measures_codec.h"

#include "sim/config/load.h"
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

std::vector<analysis::Measure> recorded_measures(const io::ResultFile& file) {
    const std::string text = io::provenance_text(file.layout(), "measure");
    return text.empty() ? std::vector<analysis::Measure>()
                        : read_measures(config::load_text(text, file.path() + ", measure"));
}

}  // namespace ventral::app
