#pragma once

/// Bodies of the templates of codec_class.h.

#include "sim/config/codec_class.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>

namespace ventral::config {

template <std::integral I>
Codec<I> integer_codec(Integer rule) {
    ValueOutline outline{.kind = ValueKind::Integer};
    if constexpr (std::is_unsigned_v<I>) {
        rule.min = std::max<std::int64_t>(rule.min, 0);
    } else {
        rule.min = std::max<std::int64_t>(rule.min, std::numeric_limits<I>::min());
    }
    if constexpr (sizeof(I) < sizeof(std::int64_t)) {
        rule.max = std::min<std::int64_t>(rule.max, std::numeric_limits<I>::max());
    }
    constexpr bool is_wide_unsigned = std::is_unsigned_v<I> && sizeof(I) == sizeof(std::uint64_t);
    outline.integer = rule;
    outline.is_unsigned = is_wide_unsigned;
    Codec<I> codec;
    codec.outline = std::move(outline);
    codec.read = [rule](const Node& node) {
        if constexpr (is_wide_unsigned) {
            return static_cast<I>(read_unsigned(node, rule));
        } else {
            return static_cast<I>(read_integer(node, rule));
        }
    };
    codec.write = [](const I& value) {
        if constexpr (is_wide_unsigned) {
            return make_unsigned(static_cast<std::uint64_t>(value));
        } else {
            return make_integer(static_cast<std::int64_t>(value));
        }
    };
    return codec;
}

template <class E>
Codec<E> choice_codec(std::vector<Choice<E>> choices) {
    Codec<E> codec;
    codec.outline.kind = ValueKind::Choice;
    for (const Choice<E>& choice : choices) {
        codec.outline.names.push_back({choice.name, choice.doc});
    }
    codec.read = [choices, names = codec.outline.names](const Node& node) {
        return choices[read_choice(node, names)].value;
    };
    codec.write = [choices](const E& value) {
        for (const Choice<E>& choice : choices) {
            if (choice.value == value) {
                return make_text(choice.name);
            }
        }
        throw std::logic_error("an enumerator has no name among the choices of its key");
    };
    return codec;
}

template <class V>
Codec<std::vector<V>> list_codec(Codec<V> item, Count count) {
    Codec<std::vector<V>> codec;
    codec.outline.kind = ValueKind::List;
    codec.outline.item = std::make_shared<const ValueOutline>(item.outline);
    codec.outline.count = count;
    codec.read = [read = item.read, count](const Node& node) {
        node.require_sequence();
        check_count(node, count);
        std::vector<V> values;
        for (const Node& element : node.elements()) {
            values.push_back(read(element));
        }
        return values;
    };
    codec.write = [write = item.write](const std::vector<V>& values) {
        std::vector<Node> elements;
        for (const auto& value : values) {
            elements.push_back(write(value));
        }
        return make_sequence(elements);
    };
    return codec;
}

template <class V, std::size_t N>
Codec<std::array<V, N>> array_codec(Codec<V> item) {
    const Codec<std::vector<V>> list = list_codec<V>(std::move(item), {N, N});
    Codec<std::array<V, N>> codec;
    codec.outline = list.outline;
    codec.read = [read = list.read](const Node& node) {
        const std::vector<V> values = read(node);
        std::array<V, N> array{};
        std::copy(values.begin(), values.end(), array.begin());
        return array;
    };
    codec.write = [write = list.write](const std::array<V, N>& array) {
        return write(std::vector<V>(array.begin(), array.end()));
    };
    return codec;
}

template <class V>
Codec<Named<V>> map_codec(Codec<V> item, Count count) {
    Codec<Named<V>> codec;
    codec.outline.kind = ValueKind::Map;
    codec.outline.item = std::make_shared<const ValueOutline>(item.outline);
    codec.outline.count = count;
    codec.read = [read = item.read, count](const Node& node) {
        node.require_map();
        check_count(node, count);
        Named<V> values;
        for (const auto& [key, value] : node.entries()) {
            values.emplace_back(key, read(value));
        }
        return values;
    };
    codec.write = [write = item.write](const Named<V>& values) {
        std::vector<std::pair<std::string, Node>> entries;
        for (const auto& [key, value] : values) {
            entries.emplace_back(key, write(value));
        }
        return make_map(entries);
    };
    return codec;
}

template <class U>
Codec<std::vector<U>> named_codec(Codec<U> item, std::string U::*name, Count count) {
    const Codec<Named<U>> map = map_codec<U>(std::move(item), count);
    Codec<std::vector<U>> codec;
    codec.outline = map.outline;
    codec.read = [read = map.read, name](const Node& node) {
        std::vector<U> values;
        for (auto& [key, value] : read(node)) {
            value.*name = key;
            values.push_back(std::move(value));
        }
        return values;
    };
    codec.write = [write = map.write, name](const std::vector<U>& values) {
        Named<U> entries;
        for (const U& value : values) {
            entries.emplace_back(value.*name, value);
        }
        return write(entries);
    };
    return codec;
}

template <class Variant, class... Us>
Codec<Variant> one_of_codec(Alternative<Us>... alternatives) {
    Codec<Variant> codec;
    codec.outline.kind = ValueKind::OneOf;
    codec.outline.names = {
        NamedOutline{alternatives.name, alternatives.doc, alternatives.codec.outline.record}...};
    const std::vector<std::function<Variant(const Node&)>> readers = {
        [read = alternatives.codec.read](const Node& node) { return Variant(read(node)); }...};
    using Writer = std::function<std::optional<Node>(const Variant&)>;
    const std::vector<Writer> writers = {
        [name = alternatives.name,
         write = alternatives.codec.write](const Variant& value) -> std::optional<Node> {
            if (const Us* held = std::get_if<Us>(&value)) {
                return make_map({{name, write(*held)}});
            }
            return std::nullopt;
        }...};
    codec.read = [readers, names = codec.outline.names](const Node& node) {
        const auto [index, value] = read_tag(node, names);
        return readers[index](value);
    };
    codec.write = [writers](const Variant& value) {
        for (const Writer& writer : writers) {
            if (std::optional<Node> node = writer(value)) {
                return *node;
            }
        }
        throw std::logic_error("a variant holds a type that is no alternative of its key");
    };
    return codec;
}

}  // namespace ventral::config
