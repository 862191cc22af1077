#include "stimuli/catalogue.h"

#include "stimuli/read/kind_specs.h"

namespace ventral::stimuli {
namespace {

ParameterEntry entry_of(const config::FieldOutline& field) {
    ParameterEntry entry;
    entry.name = field.key;
    entry.type = config::type_text(field.value);
    entry.unit = config::unit_of(field.value);
    if (entry.unit.empty() && field.key.ends_with("_deg")) {
        entry.unit = "deg";  // lists of points
    }
    entry.range = config::range_text(field.value, field.key);
    entry.is_required = field.required;
    if (field.default_value) {
        entry.fallback = config::to_flow_text(*field.default_value);
    }
    entry.doc = field.doc;
    return entry;
}

KindEntry entry_of(const std::string& name, const config::Outline& record) {
    KindEntry entry;
    entry.name = name;
    entry.doc = record.doc;
    for (const config::FieldOutline& field : record.fields) {
        if (!field.key.empty()) {
            entry.parameters.push_back(entry_of(field));
        }
    }
    return entry;
}

}  // namespace

std::vector<KindEntry> element_kinds() {
    const config::Outline& element = element_spec().outline();
    std::vector<KindEntry> kinds;
    for (const config::FieldOutline& field : element.fields) {
        if (field.key.empty()) {
            for (const config::NamedOutline& kind : field.value.names) {
                kinds.push_back(entry_of(kind.name, *kind.record));
            }
        }
    }
    kinds.push_back(entry_of("(every element)", element));
    return kinds;
}

}  // namespace ventral::stimuli
