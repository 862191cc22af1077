#pragma once

/// The class Spec; include sim/config/spec.h, which says how to use it.

#include "sim/config/codec.h"
#include "sim/config/load.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ventral::config {

template <class T>
class Spec {
public:
    /// @param name the record's name in tables, e.g. "disk"; @param doc one or two sentences.
    Spec(std::string name, std::string doc, T defaults = {});

    // --- The general form: any codec under a key. ------------------------------------------------
    template <class V>
    Spec& field(const std::string& key,
                V T::*member,
                Codec<V> codec,
                std::string doc,
                std::string source = "");
    template <class V>
    Spec& required_field(const std::string& key,
                         V T::*member,
                         Codec<V> codec,
                         std::string doc,
                         std::string source = "");
    /// An absent key leaves the member empty.
    template <class V>
    Spec& optional_field(const std::string& key,
                         std::optional<V> T::*member,
                         Codec<V> codec,
                         std::string doc,
                         std::string source = "");

    // --- Scalars. Members of type std::optional stay empty when their key is absent. -------------
    Spec& number(const std::string& key, double T::*member, Number rule);
    Spec& number(const std::string& key, std::optional<double> T::*member, Number rule);
    Spec& required_number(const std::string& key, double T::*member, Number rule);
    template <std::integral I>
    Spec& integer(const std::string& key, I T::*member, Integer rule);
    template <std::integral I>
    Spec& integer(const std::string& key, std::optional<I> T::*member, Integer rule);
    template <std::integral I>
    Spec& required_integer(const std::string& key, I T::*member, Integer rule);
    Spec& boolean(const std::string& key,
                  bool T::*member,
                  std::string doc,
                  std::string source = "");
    Spec& text(const std::string& key, std::string T::*member, Text rule);
    Spec& text(const std::string& key, std::optional<std::string> T::*member, Text rule);
    Spec& required_text(const std::string& key, std::string T::*member, Text rule);
    template <class E>
    Spec& choice(const std::string& key,
                 E T::*member,
                 std::vector<Choice<E>> choices,
                 std::string doc,
                 std::string source = "");
    template <class E>
    Spec& required_choice(const std::string& key,
                          E T::*member,
                          std::vector<Choice<E>> choices,
                          std::string doc,
                          std::string source = "");

    // --- Lists of scalars. -----------------------------------------------------------------------
    Spec& numbers(const std::string& key,
                  std::vector<double> T::*member,
                  Number rule,
                  Count count = {});
    Spec& required_numbers(const std::string& key,
                           std::vector<double> T::*member,
                           Number rule,
                           Count count = {});
    template <std::size_t N>
    Spec& numbers(const std::string& key, std::array<double, N> T::*member, Number rule);
    template <std::size_t N>
    Spec& required_numbers(const std::string& key, std::array<double, N> T::*member, Number rule);
    Spec& texts(const std::string& key,
                std::vector<std::string> T::*member,
                Text rule,
                Count count = {});
    template <class E>
    Spec& choices(const std::string& key,
                  std::vector<E> T::*member,
                  std::vector<Choice<E>> names,
                  std::string doc,
                  Count count = {});

    // --- Records, lists and maps of records. -----------------------------------------------------
    /// Keys left out of the inner record keep the values that the member has in T{}.
    template <class U>
    Spec& record(const std::string& key, U T::*member, const Spec<U>& spec, std::string doc);
    template <class U>
    Spec& required_record(const std::string& key,
                          U T::*member,
                          const Spec<U>& spec,
                          std::string doc);
    template <class U>
    Spec& optional_record(const std::string& key,
                          std::optional<U> T::*member,
                          const Spec<U>& spec,
                          std::string doc);
    template <class U>
    Spec& list(const std::string& key,
               std::vector<U> T::*member,
               const Spec<U>& spec,
               std::string doc,
               Count count = {});
    /// {name: record, ...} in the order of the file.
    template <class U>
    Spec& map(const std::string& key,
              Named<U> T::*member,
              const Spec<U>& spec,
              std::string doc,
              Count count = {});
    /// {name: record, ...} where the record's own member `name` takes the name.
    template <class U>
    Spec& named(const std::string& key,
                std::vector<U> T::*member,
                std::string U::*name,
                const Spec<U>& spec,
                std::string doc,
                Count count = {});

    // --- Tagged unions: std::variant members, alternatives made by alternative("name", spec). ----
    /// key: {gaussian: {sigma_deg: 1}}; a bare name stands for {name: {}}.
    template <class Variant, class... Us>
    Spec& one_of(const std::string& key,
                 Variant T::*member,
                 std::string doc,
                 Alternative<Us>... alternatives);
    template <class Variant, class... Us>
    Spec& required_one_of(const std::string& key,
                          Variant T::*member,
                          std::string doc,
                          Alternative<Us>... alternatives);
    /// The alternatives' names are keys of this record; exactly one must stand:
    /// {rectangle: {...}, onset_ms: 0}.
    template <class Variant, class... Us>
    Spec& one_of_keys(Variant T::*member, std::string doc, Alternative<Us>... alternatives);

    // --- The rest. -------------------------------------------------------------------------------
    using Reader = std::function<void(const Node&, T&)>;
    /// What to write under the key; nothing: leave the key out.
    using Writer = std::function<std::optional<Node>(const T&)>;
    /// A value with its own grammar. @param schema_text JSON Schema of the value.
    Spec& custom(const std::string& key,
                 Reader reader,
                 Writer writer,
                 std::string schema_text,
                 std::string type_name,
                 std::string doc);
    Spec& required_custom(const std::string& key,
                          Reader reader,
                          Writer writer,
                          std::string schema_text,
                          std::string type_name,
                          std::string doc);
    /// A rule over several keys, run after all of them are read; throws by node.fail_at(key, ...).
    Spec& check(std::function<void(const T&, const Node&)> rule);
    /// The record is a whole file and must hold `format: <format>`, e.g. "ventral-model/1".
    Spec& format(const std::string& format);

    /// Reads strictly; throws base::ConfigError at the first fault.
    T read(const Node& node) const { return read(node, defaults_); }
    /// The same, with the defaults of keys that are left out.
    T read(const Node& node, T defaults) const;
    /// The record with every default written out; read(to_node(x)) == x.
    Node to_node(const T& value) const;
    /// to_node() as YAML text.
    std::string dump(const T& value) const { return to_yaml_text(to_node(value)); }
    /// Key, value and unit of every parameter, keys dotted.
    std::vector<Attribute> attributes(const T& value) const {
        return flatten(outline_, to_node(value));
    }
    /// JSON Schema, draft 7. @param id "$id" of the schema, may be empty.
    /// The caller includes <nlohmann/json.hpp>.
    template <class Json = nlohmann::json>
    Json schema(const std::string& id = "") const {
        Json json;
        make_schema(outline_, id, json);
        return json;
    }
    /// schema() as indented text; needs no JSON header.
    std::string schema_text(const std::string& id = "") const {
        return config::schema_text(outline_, id);
    }
    /// Reference tables in Markdown.
    std::string reference() const { return reference_markdown(outline_); }
    const Outline& outline() const { return outline_; }
    const std::string& name() const { return outline_.name; }
    /// This record as a codec, to nest it in lists, maps and unions.
    Codec<T> codec() const;

private:
    struct Field {
        std::string key;
        Reader read;  ///< given the value; or the whole record where the key is empty
        Writer write;
    };
    Spec& add(Field field, FieldOutline outline);
    template <class V>
    Spec& add_member(const std::string& key, V T::*member, Codec<V> codec, FieldOutline outline);
    template <class U>
    Spec& add_record(const std::string& key,
                     U T::*member,
                     const Spec<U>& spec,
                     FieldOutline outline);

    T defaults_;
    Outline outline_;
    std::vector<Field> fields_;
    std::vector<std::function<void(const T&, const Node&)>> checks_;
};

/// One alternative of a tagged union.
template <class U>
Alternative<U> alternative(std::string name, const Spec<U>& spec) {
    return {std::move(name), spec.codec(), spec.outline().doc};
}

}  // namespace ventral::config
