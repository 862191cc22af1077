#include "sim/base/text.h"
#include "sim/config/outline.h"
#include "sim/config/write.h"

#include <set>
#include <sstream>

namespace ventral::config {
namespace {

/// A text that fits into a cell of a table.
std::string cell(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '|') {
            out += "\\|";
        } else {
            out += letter == '\n' ? ' ' : letter;
        }
    }
    return out;
}

std::string link(const std::string& name) {
    return base::str('[', name, "](#", name, ')');
}

/// The type, with links to the tables of the records.
std::string type_cell(const ValueOutline& value) {
    switch (value.kind) {
        case ValueKind::Record:
            return link(value.record->name);
        case ValueKind::List:
            if (!value.item->names.empty()) {
                return "list, each " + type_cell(*value.item);
            }
            return value.item->record ? "list of " + type_cell(*value.item)
                                      : type_text(value).substr(2);
        case ValueKind::Map:
            return "map of " + type_cell(*value.item);
        case ValueKind::OneOf: {
            std::vector<std::string> links;
            for (const NamedOutline& named : value.names) {
                links.push_back(named.name == named.record->name
                                    ? link(named.name)
                                    : base::str(named.name, ": ", link(named.record->name)));
            }
            return "one of " + base::join(links);
        }
        case ValueKind::Choice: {
            std::vector<std::string> names;
            for (const NamedOutline& named : value.names) {
                names.push_back(named.doc.empty()
                                    ? "`" + named.name + "`"
                                    : base::str('`', named.name, "` (", named.doc, ')'));
            }
            return "one of " + base::join(names);
        }
        case ValueKind::Number:
            return "number";
        case ValueKind::Integer:
            return "integer";
        case ValueKind::Text:
            return "text";
        case ValueKind::Boolean:
        case ValueKind::Any:
            break;
    }
    return type_text(value);
}

/// True if a record's default is what the table of the record says anyway.
bool is_default_of_record(const Node& value, const Outline& record) {
    std::vector<std::pair<std::string, Node>> defaults;
    for (const FieldOutline& field : record.fields) {
        if (field.default_value) {
            defaults.emplace_back(field.key, *field.default_value);
        }
    }
    return value == make_map(defaults);
}

std::string default_cell(const FieldOutline& field) {
    if (field.required) {
        return "required";
    }
    if (!field.default_value) {
        return "none";
    }
    if (field.value.record && is_default_of_record(*field.default_value, *field.value.record)) {
        return "its defaults";
    }
    return base::str('`', to_flow_text(*field.default_value), '`');
}

void collect(const ValueOutline& value, std::vector<const Outline*>& records) {
    if (value.item) {
        collect(*value.item, records);
    }
    if (value.record) {
        records.push_back(value.record.get());
    }
    for (const NamedOutline& named : value.names) {
        if (named.record) {
            records.push_back(named.record.get());
        }
    }
}

void write_section(const Outline& outline, std::set<std::string>& seen, std::ostringstream& out) {
    // Two records of one name but other keys are two tables.
    if (!seen.insert(outline.name + ": " + base::join(outline.keys())).second) {
        return;
    }
    out << "## " << outline.name << "\n\n" << outline.doc << "\n\n";
    std::vector<const Outline*> records;
    if (!outline.fields.empty()) {
        out << "| key | type | unit | default | range | meaning | source |\n"
               "| --- | --- | --- | --- | --- | --- | --- |\n";
    }
    if (!outline.format.empty()) {
        out << "| `format` | text |  | required | `" << outline.format
            << "` | Kind and version of the file. |  |\n";
    }
    for (const FieldOutline& field : outline.fields) {
        const std::string key = field.key.empty() ? "*its name*" : "`" + field.key + "`";
        out << "| " << key << " | " << cell(type_cell(field.value)) << " | " << unit_of(field.value)
            << " | " << cell(default_cell(field)) << " | " << cell(bounds_text(field)) << " | "
            << cell(field.doc) << " | " << cell(field.source) << " |\n";
        collect(field.value, records);
    }
    out << '\n';
    for (const Outline* record : records) {
        write_section(*record, seen, out);
    }
}

}  // namespace

std::string reference_markdown(const Outline& outline) {
    std::ostringstream out;
    std::set<std::string> seen;
    write_section(outline, seen, out);
    return out.str();
}

}  // namespace ventral::config
