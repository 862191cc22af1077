#pragma once

/// What codec.h offers; its templates have their bodies in codec_templates.h.

#include "sim/config/outline.h"
#include "sim/config/write.h"

#include <array>
#include <concepts>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ventral::config {

/// Reads, writes and describes a V.
template <class V>
struct Codec {
    std::function<V(const Node&)> read;
    std::function<Node(const V&)> write;
    ValueOutline outline;
};

/// A value of an enumeration and the name it has in files.
template <class E>
struct Choice {
    std::string name;
    E value;
    std::string doc{};
};

/// Values in the order of the file, each under a name.
template <class V>
using Named = std::vector<std::pair<std::string, V>>;

/// The scalar readers behind the codecs; each throws on a type or range fault.
double read_number(const Node& node, const Number& rule);
std::int64_t read_integer(const Node& node, const Integer& rule);
std::uint64_t read_unsigned(const Node& node, const Integer& rule);
std::string read_text(const Node& node, const Text& rule);
/// Index into `names`; throws with the nearest name and the list.
std::size_t read_choice(const Node& node, const std::vector<NamedOutline>& names);
void check_count(const Node& node, const Count& count);
/// The single key of a tagged union and its value; `name` alone stands for {name: {}}.
std::pair<std::size_t, Node> read_tag(const Node& node, const std::vector<NamedOutline>& names);
/// The map without the keys that are not among `names`.
Node with_only(const Node& map, const std::vector<NamedOutline>& names);

Codec<double> number_codec(Number rule);
Codec<bool> boolean_codec();
Codec<std::string> text_codec(Text rule = {});
/// The value as it stands, unread; for what is interpreted later (factors, custom unions).
/// @param type_name what messages and tables call it; @param schema_text JSON Schema, may be empty.
Codec<Node> any_codec(std::string type_name = "any value", std::string schema_text = "");

/// Any integral type; the rule is narrowed to what the type can hold.
template <std::integral I>
Codec<I> integer_codec(Integer rule);

/// An enumeration by name.
template <class E>
Codec<E> choice_codec(std::vector<Choice<E>> choices);

/// A list: [a, b, c].
template <class V>
Codec<std::vector<V>> list_codec(Codec<V> item, Count count = {});

/// A list of exactly N.
template <class V, std::size_t N>
Codec<std::array<V, N>> array_codec(Codec<V> item);

/// A map from free names to values, in the order of the file.
template <class V>
Codec<Named<V>> map_codec(Codec<V> item, Count count = {});

/// A map from free names to records that hold their own name in `name`.
template <class U>
Codec<std::vector<U>> named_codec(Codec<U> item, std::string U::*name, Count count = {});

/// One alternative of a tagged union; made by alternative(). Alternatives differ in type.
template <class U>
struct Alternative {
    std::string name;
    Codec<U> codec;
    std::string doc;
};

/// A tagged union written as a map with a single key: {gaussian: {sigma_deg: 1}}.
template <class Variant, class... Us>
Codec<Variant> one_of_codec(Alternative<Us>... alternatives);

}  // namespace ventral::config
