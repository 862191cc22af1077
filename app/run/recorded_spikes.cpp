#include "app/run/recorded_spikes.h"

#include "analysis/spikes/draw_spikes.h"
#include "app/experiment/parts_spec.h"
#include "app/provenance/provenance.h"
#include "sim/base/text.h"

namespace ventral::app {

void check_spikes(const LoadedExperiment& loaded, const io::ResultLayout& layout) {
    if (!loaded.experiment.record.spikes) {
        return;
    }
    const config::Node record = loaded.document.root.at("record");
    bool has_sites = false;
    for (const io::View& view : layout.views) {
        if (view.kind != "site") {
            continue;
        }
        has_sites = true;
        if (view.variables.front().unit != "Hz") {
            record.fail_at("spikes",
                           base::str("the rate of ", view.area, ".", view.population,
                                     " is in another unit than Hz"),
                           "spikes of sites whose rate is in Hz");
        }
    }
    if (!has_sites) {
        record.fail_at("spikes", "spikes are drawn for sites, and none is recorded",
                       "`sites:` or `units:`");
    }
}

namespace {

void write_spikes(const analysis::TrainSettings& settings,
                  std::uint64_t seed,
                  const std::string& path,
                  Talk& talk) {
    io::ResultLayout layout;  // views in the order of the file
    analysis::DrawnSpikes drawn;
    {
        const io::ResultFile result(path);
        layout = result.layout();
        drawn = analysis::draw_spikes(result, settings, seed);
    }
    if (drawn.num_cut > 0) {
        talk.warn(base::str("spikes: ", drawn.num_cut, " samples of rates below 0 or above ",
                            base::format_number(analysis::highest_drawn_hz(settings)),
                            " Hz are drawn as these"));
    }
    io::File file = io::File::open_for_writing(path);
    io::write_spikes(file, layout, drawn.units,
                     base::str("spikes drawn from the rates: variance-to-mean ratio ",
                               base::format_number(settings.variance_to_mean), ", refractory for ",
                               base::format_number(settings.refractory_ms), " ms"));
    file.close();
}

}  // namespace

void add_spikes(const PreparedRun& run, const std::string& path, Talk& talk) {
    if (const auto& settings = run.loaded.experiment.record.spikes) {
        write_spikes(*settings, run.loaded.experiment.seed, path, talk);
    }
}

void add_recorded_spikes(const std::string& path, Talk& talk) {
    const io::ResultLayout layout = io::ResultFile(path).layout();
    const config::Node experiment = load_recorded(layout, "experiment_resolved");
    if (const auto spikes = record_spec().read(experiment.at("record")).spikes) {
        write_spikes(*spikes, experiment.at("seed").unsigned_integer(), path, talk);
    }
}

}  // namespace ventral::app
