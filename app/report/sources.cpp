#include "app/report/sources.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace ventral::app {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
    return base::index_of(names, name) < names.size();
}

/// The same population, units, times and variables.
bool is_same(const io::View& a, const io::View& b) {
    return a.path() == b.path() && a.variables == b.variables && a.time == b.time &&
           a.axes == b.axes;
}

/// Names that tell the files apart.
std::vector<std::string> names_of(const std::vector<const io::ResultFile*>& files) {
    std::vector<std::string> names;
    for (const io::ResultFile* file : files) {
        names.push_back(std::filesystem::path(file->path()).stem().string());
    }
    for (std::size_t i = 0; i < files.size() && names[0] == names[1]; ++i) {
        names[i] = files[i]->path();
    }
    return names[0] == names[1] ? std::vector<std::string>{names[0], names[1] + " (again)"} : names;
}

/// Finds every source's conditions in its own file.
void find_indices(Sources& sources) {
    std::map<const io::ResultFile*, std::vector<std::size_t>> indices;
    for (Source& source : sources.all) {
        const io::ResultLayout& layout = source.file->layout();
        source.variant_index = base::index_of(layout.variants, source.variant);
        std::vector<std::size_t>& found = indices[source.file];
        if (found.empty()) {
            std::map<std::string, std::size_t> places;
            for (std::size_t i = 0; i < layout.conditions.size(); ++i) {
                places[layout.conditions[i]] = i;
            }
            for (const std::string& condition : sources.conditions) {
                found.push_back(places.at(condition));
            }
        }
        source.condition_indices = found;
    }
}

}  // namespace

Sources sources_of(const io::ResultFile& file) {
    Sources sources;
    for (const std::string& variant : file.layout().variants) {
        sources.all.push_back({.file = &file, .variant = variant, .label = variant});
    }
    sources.conditions = file.layout().conditions;
    sources.views = file.layout().views;
    find_indices(sources);
    return sources;
}

Sources sources_of(const io::ResultFile& a, const io::ResultFile& b) {
    Sources sources;
    const std::vector<const io::ResultFile*> files{&a, &b};
    const std::vector<std::string> names = names_of(files);
    std::vector<std::string> variants = a.layout().variants;
    for (const std::string& variant : b.layout().variants) {
        if (!has(variants, variant)) {
            variants.push_back(variant);
        }
    }
    for (const std::string& variant : variants) {
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (has(files[i]->layout().variants, variant)) {
                sources.all.push_back(
                    {.file = files[i], .variant = variant, .label = names[i] + ": " + variant});
            }
        }
    }
    const std::set<std::string> others(b.layout().conditions.begin(), b.layout().conditions.end());
    std::copy_if(a.layout().conditions.begin(), a.layout().conditions.end(),
                 std::back_inserter(sources.conditions),
                 [&](const std::string& condition) { return others.contains(condition); });
    for (const io::View& view : a.layout().views) {
        const auto& candidates = b.layout().views;
        if (std::any_of(candidates.begin(), candidates.end(),
                        [&](const io::View& other) { return is_same(view, other); })) {
            sources.views.push_back(view);
        }
    }
    if (sources.conditions.empty() || sources.views.empty()) {
        throw base::IoError("cannot be shown beside " + a.path(), b.path(),
                            sources.conditions.empty() ? "they have no condition in common"
                                                       : "they have no recording in common");
    }
    find_indices(sources);
    return sources;
}

SourceCubes::SourceCubes(const Sources& sources, const io::View& view, const std::string& variable)
    : sources_(sources) {
    for (const Source& source : sources.all) {
        cubes_.push_back(source.file->cube(view, variable));
    }
}

std::vector<float> SourceCubes::read(std::size_t source,
                                     std::size_t condition,
                                     std::size_t trial) const {
    const Source& from = sources_.all[source];
    return cubes_[source].read({from.variant_index, from.condition_indices[condition], trial});
}

std::size_t SourceCubes::num_trials(std::size_t source) const {
    return sources_.all[source].file->layout().trials;
}

std::string population_name(const io::View& view) {
    return view.area == view.population ? view.area : view.area + "." + view.population;
}

}  // namespace ventral::app
