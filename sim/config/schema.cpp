#include "sim/base/text.h"
#include "sim/config/outline.h"
#include "sim/config/scalar.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace ventral::config {
namespace {

using Json = nlohmann::json;

/// Of a file that extends another any part may be missing, and null takes a key away.
enum class Completeness { Whole, Partial };

Json record_schema(const Outline& outline, Completeness completeness);
Json value_schema(const ValueOutline& value, Completeness completeness);

Json type(const char* name, Completeness completeness) {
    return completeness == Completeness::Whole ? Json(name) : Json::array({name, "null"});
}

/// The value of a default as JSON.
Json to_json(const Node& node) {
    Json json;
    if (node.is_map()) {
        json = Json::object();
        for (const auto& [key, value] : node.entries()) {
            json[key] = to_json(value);
        }
    } else if (node.is_sequence()) {
        json = Json::array();
        for (const Node& element : node.elements()) {
            json.push_back(to_json(element));
        }
    } else if (scalar_type(node) == ScalarType::Number) {
        std::int64_t integer = 0;
        std::uint64_t large = 0;
        double number = 0;
        if (!parse_integer(node, integer)) {
            json = integer;
        } else if (!parse_unsigned(node, large)) {
            json = large;
        } else if (!parse_number(node, false, number)) {
            json = number;
        }
    } else if (scalar_type(node) == ScalarType::Boolean) {
        json = node.boolean();
    } else if (node.is_scalar()) {
        json = node.scalar_text();
    }
    return json;
}

Json number_schema(const Number& rule, Completeness completeness) {
    Json schema = {{"type", type("number", completeness)}};
    if (!std::isinf(rule.min)) {
        schema[rule.exclusive_min ? "exclusiveMinimum" : "minimum"] = rule.min;
    }
    if (!std::isinf(rule.max)) {
        schema[rule.exclusive_max ? "exclusiveMaximum" : "maximum"] = rule.max;
    }
    return schema;
}

Json integer_schema(const Integer& rule, Completeness completeness) {
    Json schema = {{"type", type("integer", completeness)}};
    if (rule.min != Integer{}.min) {
        schema["minimum"] = rule.min;
    }
    if (rule.max != Integer{}.max) {
        schema["maximum"] = rule.max;
    }
    return schema;
}

Json text_schema(const Text& rule, Completeness completeness) {
    Json schema = {{"type", type("string", completeness)}};
    if (!rule.allow_empty) {
        schema["minLength"] = 1;
    }
    return schema;
}

Json choice_schema(const std::vector<NamedOutline>& names, Completeness completeness) {
    Json schema = {{"enum", Json::array()}};
    std::vector<std::string> docs;
    for (const NamedOutline& named : names) {
        schema["enum"].push_back(named.name);
        docs.push_back(named.doc);
    }
    if (completeness == Completeness::Partial) {
        schema["enum"].push_back(nullptr);
        docs.emplace_back("taken away");
    }
    schema["enumDescriptions"] = docs;
    return schema;
}

Json list_schema(const ValueOutline& value, Completeness completeness) {
    Json schema = {{"type", type("array", completeness)},
                   {"items", value_schema(*value.item, Completeness::Whole)}};
    if (value.count.min > 0) {
        schema["minItems"] = value.count.min;
    }
    if (value.count.max != Count{}.max) {
        schema["maxItems"] = value.count.max;
    }
    return schema;
}

Json map_schema(const ValueOutline& value, Completeness completeness) {
    Json schema = {{"type", type("object", completeness)},
                   {"additionalProperties", value_schema(*value.item, completeness)}};
    if (completeness == Completeness::Whole && value.count.min > 0) {
        schema["minProperties"] = value.count.min;
    }
    if (value.count.max != Count{}.max) {
        schema["maxProperties"] = value.count.max;
    }
    return schema;
}

bool needs_no_key(const Outline& outline) {
    for (const FieldOutline& field : outline.fields) {
        if (field.required) {
            return false;
        }
    }
    return true;
}

/// A map with a single key, or the name alone where its record needs no key.
Json one_of_schema(const ValueOutline& value, Completeness completeness) {
    Json properties = Json::object();
    Json bare = Json::array();
    for (const NamedOutline& named : value.names) {
        properties[named.name] = record_schema(*named.record, completeness);
        if (needs_no_key(*named.record)) {
            bare.push_back(named.name);
        }
    }
    Json map = {{"type", type("object", completeness)},
                {"properties", properties},
                {"additionalProperties", false}};
    if (completeness == Completeness::Whole) {
        map["minProperties"] = 1;
        map["maxProperties"] = 1;
    }
    if (bare.empty()) {
        return map;
    }
    return {{"anyOf", Json::array({map, {{"enum", bare}}})}};
}

Json any_schema(const ValueOutline& value, Completeness completeness) {
    Json schema = value.schema_text.empty() ? Json::object() : Json::parse(value.schema_text);
    if (completeness == Completeness::Whole || schema.empty()) {
        return schema;
    }
    return {{"anyOf", Json::array({schema, {{"type", "null"}}})}};
}

Json value_schema(const ValueOutline& value, Completeness completeness) {
    switch (value.kind) {
        case ValueKind::Number:
            return number_schema(value.number, completeness);
        case ValueKind::Integer:
            return integer_schema(value.integer, completeness);
        case ValueKind::Boolean:
            return {{"type", type("boolean", completeness)}};
        case ValueKind::Text:
            return text_schema(value.text, completeness);
        case ValueKind::Choice:
            return choice_schema(value.names, completeness);
        case ValueKind::List:
            return list_schema(value, completeness);
        case ValueKind::Map:
            return map_schema(value, completeness);
        case ValueKind::Record:
            return record_schema(*value.record, completeness);
        case ValueKind::OneOf:
            return one_of_schema(value, completeness);
        case ValueKind::Any:
            break;
    }
    return any_schema(value, completeness);
}

/// Meaning, unit and source in one text, as an editor shows it.
std::string description_of(const FieldOutline& field) {
    std::string text = field.doc;
    const auto add = [&](const std::string& label, const std::string& part) {
        if (!part.empty()) {
            text += (text.empty() ? "" : " ") + label + part + ".";
        }
    };
    add("Unit: ", unit_of(field.value));
    add("Range: ", bounds_text(field));
    std::string source = field.source;
    if (source.ends_with('.')) {
        source.pop_back();
    }
    add("Source: ", source);
    return text;
}

/// The defaults of a record as its owner sets them, which may differ from the record's own.
void set_defaults(Json& schema, const Json& value) {
    if (!value.is_object() || !schema.contains("properties")) {
        return;
    }
    for (auto& [key, property] : schema["properties"].items()) {
        if (value.contains(key)) {
            set_defaults(property, value[key]);
            property["default"] = value[key];
        }
    }
}

Json field_schema(const FieldOutline& field, Completeness completeness) {
    Json schema = value_schema(field.value, completeness);
    if (const std::string text = description_of(field); !text.empty()) {
        schema["description"] = text;
    }
    if (field.default_value) {
        if (Json value = to_json(*field.default_value); !value.is_null()) {
            if (field.value.kind == ValueKind::Record) {
                set_defaults(schema, value);
            }
            schema["default"] = std::move(value);
        }
    }
    return schema;
}

/// Adds the alternatives that stand as keys of the record itself.
void add_alternatives(const FieldOutline& field, Completeness completeness, Json& schema) {
    Json one_of = Json::array();
    for (const NamedOutline& named : field.value.names) {
        schema["properties"][named.name] = record_schema(*named.record, completeness);
        one_of.push_back({{"required", Json::array({named.name})}});
    }
    if (completeness == Completeness::Whole) {
        schema["allOf"].push_back({{"oneOf", one_of}});
    }
}

Json record_schema(const Outline& outline, Completeness completeness) {
    Json schema = {{"type", type("object", completeness)},
                   {"properties", Json::object()},
                   {"additionalProperties", false}};
    if (!outline.doc.empty()) {
        schema["description"] = outline.doc;
    }
    Json required = Json::array();
    if (!outline.format.empty()) {
        schema["properties"]["format"] = {{"const", outline.format},
                                          {"description", "Kind and version of the file."}};
        required.push_back("format");
    }
    for (const FieldOutline& field : outline.fields) {
        if (field.key.empty()) {
            add_alternatives(field, completeness, schema);
            continue;
        }
        schema["properties"][field.key] = field_schema(field, completeness);
        if (field.required) {
            required.push_back(field.key);
        }
    }
    if (completeness == Completeness::Whole && !required.empty()) {
        schema["required"] = required;
    }
    return schema;
}

}  // namespace

void make_schema(const Outline& outline, const std::string& id, nlohmann::json& schema) {
    schema = record_schema(outline, Completeness::Whole);
    if (!outline.format.empty()) {
        const Json extends = {{"type", "string"},
                              {"description",
                               "A file whose keys this one adds to and replaces; relative to "
                               "this file. null takes a key away."}};
        Json whole = schema;
        Json partial = record_schema(outline, Completeness::Partial);
        partial["type"] = "object";
        partial["properties"]["extends"] = extends;
        schema = {{"if", {{"required", Json::array({"extends"})}}},
                  {"then", std::move(partial)},
                  {"else", std::move(whole)}};
    }
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = outline.name;
    schema["description"] = outline.doc;
    if (!id.empty()) {
        schema["$id"] = id;
    }
}

std::string schema_text(const Outline& outline, const std::string& id) {
    Json schema;
    make_schema(outline, id, schema);
    return schema.dump(2) + "\n";
}

}  // namespace ventral::config
