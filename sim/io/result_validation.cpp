#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/result_layout.h"

#include <set>

namespace ventral::io {
namespace {

[[noreturn]] void refuse(const std::string& what,
                         const std::string& where,
                         const std::string& got,
                         const std::string& allowed,
                         const std::string& hint = "") {
    base::ConfigFault fault;
    fault.what = what;
    fault.key_path = where;
    fault.got = got;
    fault.allowed = allowed;
    fault.hint = hint;
    throw base::ConfigError(fault);
}

/// A name becomes a link in the file and a word in the `coordinates` attribute.
void check_name(const std::string& name, const std::string& where) {
    if (name.empty() || name.front() == '.' ||
        name.find_first_of("/ \t\r\n") != std::string::npos) {
        refuse("a name that cannot stand in a result file", where, "'" + name + "'",
               "letters, digits and '_', no '/' and no blanks");
    }
}

void check_labels(const std::vector<std::string>& labels, const std::string& where) {
    if (labels.empty()) {
        refuse("nothing to record", where, "an empty list", "at least one label");
    }
    std::set<std::string> seen;
    for (const std::string& label : labels) {
        if (!seen.insert(label).second) {
            refuse("a label occurs twice", where, "'" + label + "'", "labels that differ");
        }
    }
}

/// The names inside one group: each may be used once.
class Names {
public:
    explicit Names(const std::string& where) : where_(where) {}

    void add(const std::string& name, const std::string& use) {
        check_name(name, where_);
        for (const auto& [known, known_use] : names_) {
            if (known == name) {
                refuse("two things in one group of the result file have the same name", where_,
                       "'" + name + "' as " + known_use + " and as " + use, "names that differ",
                       "rename the " + use);
            }
        }
        names_.emplace_back(name, use);
    }

private:
    std::string where_;
    TextTable names_;
};

void check_axis(const base::Axis& axis, const std::string& where) {
    if (axis.size() == 0) {
        refuse("an axis without samples", where, "'" + axis.name + "'", "at least one sample");
    }
}

void check_coordinate(const Coordinate& coordinate, const View& view) {
    for (const base::Axis& axis : view.axes) {
        if (axis.name != coordinate.along) {
            continue;
        }
        if (axis.size() != coordinate.values.size()) {
            refuse("a coordinate of another length than its axis", view.short_name(),
                   base::str(coordinate.values.size(), " values of '", coordinate.values.name, "'"),
                   base::str(axis.size(), ", one per sample of '", axis.name, "'"));
        }
        return;
    }
    std::vector<std::string> known;
    for (const base::Axis& axis : view.axes) {
        known.push_back(axis.name);
    }
    refuse("a coordinate along no axis", view.short_name(), "'" + coordinate.along + "'",
           base::join(known), base::did_you_mean(coordinate.along, known));
}

void check_view(const View& view, const ResultLayout& layout) {
    const std::string where = view.short_name();
    check_name(view.area, where);
    check_name(view.population, where);
    check_name(view.kind, where);
    Names names(where);
    for (const char* fixed : {"variant", "condition", "trial", "time"}) {
        names.add(fixed, "axis");
    }
    for (const char* fixed : {"title", "signal", "axes", "auxiliary_signals"}) {
        names.add(fixed, "attribute");
    }
    for (const base::Axis& axis : view.axes) {
        names.add(axis.name, "axis");
        check_axis(axis, where);
    }
    if (view.time.name != "time") {
        refuse("a time axis of another name", where, "'" + view.time.name + "'", "'time'");
    }
    check_axis(view.time, where);
    if (view.variables.empty()) {
        refuse("a view without variables", where, "an empty list", "at least one variable");
    }
    for (const Variable& variable : view.variables) {
        names.add(variable.name, "variable");
    }
    for (const base::Axis& factor : layout.factors) {
        names.add(factor.name, "factor");
    }
    for (const Coordinate& coordinate : view.coordinates) {
        names.add(coordinate.values.name, "coordinate");
        check_coordinate(coordinate, view);
    }
}

void check_factors(const ResultLayout& layout) {
    Names names("/conditions");
    names.add("condition", "axis");
    names.add("label", "column");
    for (const base::Axis& factor : layout.factors) {
        names.add(factor.name, "factor");
        if (factor.size() != layout.conditions.size()) {
            refuse("a factor needs one level for each condition", "/conditions/" + factor.name,
                   base::str(factor.size(), " levels"), base::str(layout.conditions.size()));
        }
    }
}

}  // namespace

void validate(const ResultLayout& layout) {
    check_labels(layout.variants, "variants");
    check_labels(layout.conditions, "conditions");
    if (layout.trials == 0) {
        refuse("nothing to record", "trials", "0", "at least 1");
    }
    check_factors(layout);
    std::vector<std::string> paths;
    for (const View& view : layout.views) {
        check_view(view, layout);
        paths.push_back(view.path());
    }
    check_labels(paths, "views");
    Names keys("/provenance");
    for (const auto& [key, text] : layout.provenance) {
        keys.add(key, "key");
    }
}

}  // namespace ventral::io
