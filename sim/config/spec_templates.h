#pragma once

/// Bodies of the templates of spec_class.h.

#include "sim/config/spec_class.h"

#include <memory>
#include <stdexcept>

namespace ventral::config {

template <class T>
Spec<T>::Spec(std::string name, std::string doc, T defaults) : defaults_(std::move(defaults)) {
    outline_.name = std::move(name);
    outline_.doc = std::move(doc);
}

template <class T>
Spec<T>& Spec<T>::add(Field field, FieldOutline outline) {
    if (!outline.required && field.write) {
        outline.default_value = field.write(defaults_);
    }
    outline_.fields.push_back(std::move(outline));
    check_outline(outline_);
    fields_.push_back(std::move(field));
    return *this;
}

template <class T>
template <class V>
Spec<T>& Spec<T>::add_member(const std::string& key,
                             V T::*member,
                             Codec<V> codec,
                             FieldOutline outline) {
    outline.key = key;
    outline.value = codec.outline;
    Field field;
    field.key = key;
    field.read = [member, read = codec.read](const Node& node, T& value) {
        value.*member = read(node);
    };
    field.write = [member, write = codec.write](const T& value) -> std::optional<Node> {
        return write(value.*member);
    };
    return add(std::move(field), std::move(outline));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::add_record(const std::string& key,
                             U T::*member,
                             const Spec<U>& spec,
                             FieldOutline outline) {
    const auto shared = std::make_shared<const Spec<U>>(spec);  // by the reader and the writer
    outline.key = key;
    outline.value.kind = ValueKind::Record;
    outline.value.record = std::make_shared<const Outline>(spec.outline());
    Field field;
    field.key = key;
    field.read = [member, shared](const Node& node, T& value) {
        value.*member = shared->read(node, value.*member);
    };
    field.write = [member, shared](const T& value) -> std::optional<Node> {
        return shared->to_node(value.*member);
    };
    return add(std::move(field), std::move(outline));
}

template <class T>
template <class V>
Spec<T>& Spec<T>::field(
    const std::string& key, V T::*member, Codec<V> codec, std::string doc, std::string source) {
    return add_member(key, member, std::move(codec),
                      describe(false, std::move(doc), std::move(source)));
}

template <class T>
template <class V>
Spec<T>& Spec<T>::required_field(
    const std::string& key, V T::*member, Codec<V> codec, std::string doc, std::string source) {
    return add_member(key, member, std::move(codec),
                      describe(true, std::move(doc), std::move(source)));
}

template <class T>
template <class V>
Spec<T>& Spec<T>::optional_field(const std::string& key,
                                 std::optional<V> T::*member,
                                 Codec<V> codec,
                                 std::string doc,
                                 std::string source) {
    FieldOutline outline = describe(false, std::move(doc), std::move(source));
    outline.key = key;
    outline.value = codec.outline;
    Field field;
    field.key = key;
    field.read = [member, read = codec.read](const Node& node, T& value) {
        value.*member = read(node);
    };
    field.write = [member, write = codec.write](const T& value) -> std::optional<Node> {
        return value.*member ? std::optional<Node>(write(*(value.*member))) : std::nullopt;
    };
    return add(std::move(field), std::move(outline));
}

template <class T>
template <class Variant, class... Us>
Spec<T>& Spec<T>::one_of_keys(Variant T::*member,
                              std::string doc,
                              Alternative<Us>... alternatives) {
    const Codec<Variant> codec = one_of_codec<Variant>(std::move(alternatives)...);
    FieldOutline outline = describe(true, std::move(doc), "");
    outline.value = codec.outline;
    Field field;
    field.read = [member, read = codec.read, names = codec.outline.names](
                     const Node& node, T& value) { value.*member = read(with_only(node, names)); };
    field.write = [member, write = codec.write](const T& value) -> std::optional<Node> {
        return write(value.*member);
    };
    return add(std::move(field), std::move(outline));
}

template <class T>
Spec<T>& Spec<T>::custom(const std::string& key,
                         Reader reader,
                         Writer writer,
                         std::string schema_text,
                         std::string type_name,
                         std::string doc) {
    FieldOutline outline = describe(false, std::move(doc), "");
    outline.key = key;
    outline.value.schema_text = std::move(schema_text);
    outline.value.type_name = std::move(type_name);
    return add({key, std::move(reader), std::move(writer)}, std::move(outline));
}

template <class T>
Spec<T>& Spec<T>::required_custom(const std::string& key,
                                  Reader reader,
                                  Writer writer,
                                  std::string schema_text,
                                  std::string type_name,
                                  std::string doc) {
    FieldOutline outline = describe(true, std::move(doc), "");
    outline.key = key;
    outline.value.schema_text = std::move(schema_text);
    outline.value.type_name = std::move(type_name);
    return add({key, std::move(reader), std::move(writer)}, std::move(outline));
}

template <class T>
Spec<T>& Spec<T>::check(std::function<void(const T&, const Node&)> rule) {
    checks_.push_back(std::move(rule));
    return *this;
}

template <class T>
Spec<T>& Spec<T>::format(const std::string& format) {
    outline_.format = format;
    check_outline(outline_);
    return *this;
}

template <class T>
T Spec<T>::read(const Node& node, T value) const {
    node.require_map();
    if (!outline_.format.empty()) {
        check_format(node, outline_.format);
    }
    check_keys(outline_, node);
    for (const Field& field : fields_) {
        if (field.key.empty()) {
            field.read(node, value);
        } else if (const std::optional<Node> child = node.find(field.key)) {
            field.read(*child, value);
        }
    }
    for (const auto& rule : checks_) {
        rule(value, node);
    }
    return value;
}

template <class T>
Node Spec<T>::to_node(const T& value) const {
    std::vector<std::pair<std::string, Node>> entries;
    if (!outline_.format.empty()) {
        entries.emplace_back("format", make_text(outline_.format));
    }
    for (const Field& field : fields_) {
        const std::optional<Node> node = field.write ? field.write(value) : std::nullopt;
        if (node && field.key.empty()) {
            const auto inner = node->entries();
            entries.insert(entries.end(), inner.begin(), inner.end());
        } else if (node) {
            entries.emplace_back(field.key, *node);
        }
    }
    return make_map(entries);
}

template <class T>
Codec<T> Spec<T>::codec() const {
    // Shared, so that the reader, the writer and their copies hold one spec between them.
    const auto spec = std::make_shared<const Spec<T>>(*this);
    Codec<T> codec;
    codec.outline.kind = ValueKind::Record;
    codec.outline.record = std::make_shared<const Outline>(outline_);
    codec.read = [spec](const Node& node) { return spec->read(node); };
    codec.write = [spec](const T& value) { return spec->to_node(value); };
    return codec;
}

}  // namespace ventral::config
