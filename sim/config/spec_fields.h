#pragma once

/// Bodies of the typed fields of spec_class.h: each is a codec under a key.

#include "sim/config/spec_class.h"

namespace ventral::config {

template <class T>
Spec<T>& Spec<T>::number(const std::string& key, double T::*member, Number rule) {
    return field(key, member, number_codec(rule), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::number(const std::string& key, std::optional<double> T::*member, Number rule) {
    return optional_field(key, member, number_codec(rule), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::required_number(const std::string& key, double T::*member, Number rule) {
    return required_field(key, member, number_codec(rule), rule.doc, rule.source);
}

template <class T>
template <std::integral I>
Spec<T>& Spec<T>::integer(const std::string& key, I T::*member, Integer rule) {
    return field(key, member, integer_codec<I>(rule), rule.doc, rule.source);
}

template <class T>
template <std::integral I>
Spec<T>& Spec<T>::integer(const std::string& key, std::optional<I> T::*member, Integer rule) {
    return optional_field(key, member, integer_codec<I>(rule), rule.doc, rule.source);
}

template <class T>
template <std::integral I>
Spec<T>& Spec<T>::required_integer(const std::string& key, I T::*member, Integer rule) {
    return required_field(key, member, integer_codec<I>(rule), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::boolean(const std::string& key,
                          bool T::*member,
                          std::string doc,
                          std::string source) {
    return field(key, member, boolean_codec(), std::move(doc), std::move(source));
}

template <class T>
Spec<T>& Spec<T>::text(const std::string& key, std::string T::*member, Text rule) {
    return field(key, member, text_codec(rule), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::text(const std::string& key, std::optional<std::string> T::*member, Text rule) {
    return optional_field(key, member, text_codec(rule), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::required_text(const std::string& key, std::string T::*member, Text rule) {
    return required_field(key, member, text_codec(rule), rule.doc, rule.source);
}

template <class T>
template <class E>
Spec<T>& Spec<T>::choice(const std::string& key,
                         E T::*member,
                         std::vector<Choice<E>> choices,
                         std::string doc,
                         std::string source) {
    return field(key, member, choice_codec(std::move(choices)), std::move(doc), std::move(source));
}

template <class T>
template <class E>
Spec<T>& Spec<T>::required_choice(const std::string& key,
                                  E T::*member,
                                  std::vector<Choice<E>> choices,
                                  std::string doc,
                                  std::string source) {
    return required_field(key, member, choice_codec(std::move(choices)), std::move(doc),
                          std::move(source));
}

template <class T>
Spec<T>& Spec<T>::numbers(const std::string& key,
                          std::vector<double> T::*member,
                          Number rule,
                          Count count) {
    return field(key, member, list_codec(number_codec(rule), count), rule.doc, rule.source);
}

template <class T>
Spec<T>& Spec<T>::required_numbers(const std::string& key,
                                   std::vector<double> T::*member,
                                   Number rule,
                                   Count count) {
    return required_field(key, member, list_codec(number_codec(rule), count), rule.doc,
                          rule.source);
}

template <class T>
template <std::size_t N>
Spec<T>& Spec<T>::numbers(const std::string& key, std::array<double, N> T::*member, Number rule) {
    return field(key, member, array_codec<double, N>(number_codec(rule)), rule.doc, rule.source);
}

template <class T>
template <std::size_t N>
Spec<T>& Spec<T>::required_numbers(const std::string& key,
                                   std::array<double, N> T::*member,
                                   Number rule) {
    return required_field(key, member, array_codec<double, N>(number_codec(rule)), rule.doc,
                          rule.source);
}

template <class T>
Spec<T>& Spec<T>::texts(const std::string& key,
                        std::vector<std::string> T::*member,
                        Text rule,
                        Count count) {
    return field(key, member, list_codec(text_codec(rule), count), rule.doc, rule.source);
}

template <class T>
template <class E>
Spec<T>& Spec<T>::choices(const std::string& key,
                          std::vector<E> T::*member,
                          std::vector<Choice<E>> names,
                          std::string doc,
                          Count count) {
    return field(key, member, list_codec(choice_codec(std::move(names)), count), std::move(doc));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::record(const std::string& key,
                         U T::*member,
                         const Spec<U>& spec,
                         std::string doc) {
    return add_record(key, member, spec, describe(false, std::move(doc), ""));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::required_record(const std::string& key,
                                  U T::*member,
                                  const Spec<U>& spec,
                                  std::string doc) {
    return add_record(key, member, spec, describe(true, std::move(doc), ""));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::optional_record(const std::string& key,
                                  std::optional<U> T::*member,
                                  const Spec<U>& spec,
                                  std::string doc) {
    return optional_field(key, member, spec.codec(), std::move(doc));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::list(const std::string& key,
                       std::vector<U> T::*member,
                       const Spec<U>& spec,
                       std::string doc,
                       Count count) {
    return field(key, member, list_codec(spec.codec(), count), std::move(doc));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::map(const std::string& key,
                      Named<U> T::*member,
                      const Spec<U>& spec,
                      std::string doc,
                      Count count) {
    return field(key, member, map_codec(spec.codec(), count), std::move(doc));
}

template <class T>
template <class U>
Spec<T>& Spec<T>::named(const std::string& key,
                        std::vector<U> T::*member,
                        std::string U::*name,
                        const Spec<U>& spec,
                        std::string doc,
                        Count count) {
    return field(key, member, named_codec(spec.codec(), name, count), std::move(doc));
}

template <class T>
template <class Variant, class... Us>
Spec<T>& Spec<T>::one_of(const std::string& key,
                         Variant T::*member,
                         std::string doc,
                         Alternative<Us>... alternatives) {
    return field(key, member, one_of_codec<Variant>(std::move(alternatives)...), std::move(doc));
}

template <class T>
template <class Variant, class... Us>
Spec<T>& Spec<T>::required_one_of(const std::string& key,
                                  Variant T::*member,
                                  std::string doc,
                                  Alternative<Us>... alternatives) {
    return required_field(key, member, one_of_codec<Variant>(std::move(alternatives)...),
                          std::move(doc));
}

}  // namespace ventral::config
