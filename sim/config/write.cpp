#include "sim/config/write.h"

#include "sim/base/text.h"
#include "sim/config/content.h"
#include "sim/config/scalar.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ventral::config {
namespace {

Node make_scalar(std::string text, bool is_quoted) {
    auto content = std::make_shared<NodeContent>();
    content->kind = NodeKind::Scalar;
    content->text = std::move(text);
    content->is_quoted = is_quoted;
    return Node(std::move(content));
}

/// Letters that may stand anywhere in an unquoted text.
bool is_plain_letter(char letter) {
    constexpr std::string_view others = "_-+./()^*% ";
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || others.find(letter) != std::string_view::npos;
}

bool is_plain_start(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// Words that readers of YAML 1.1 take for booleans.
bool is_old_boolean(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower == "yes" || lower == "no" || lower == "on" || lower == "off" || lower == "y" ||
           lower == "n";
}

/// True if the text reads back as the same text without quotes.
bool is_safe_plain(std::string_view text) {
    return !text.empty() && is_plain_start(text.front()) && text.back() != ' ' &&
           std::all_of(text.begin(), text.end(), is_plain_letter) &&
           plain_type(text) == ScalarType::Text && !is_old_boolean(text);
}

std::string quoted(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out = "\"";
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (letter == '\n') {
            out += "\\n";
        } else if (letter == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += hex[byte >> 4U];
            out += hex[byte & 0xfU];
        } else {
            out += letter;
        }
    }
    return out + '"';
}

std::string text_of_string(std::string_view text) {
    return is_safe_plain(text) ? std::string(text) : quoted(text);
}

std::string scalar_text(const Node& node) {
    if (node.is_null()) {
        return "null";
    }
    return scalar_type(node) == ScalarType::Text ? text_of_string(node.scalar_text())
                                                 : node.scalar_text();
}

bool is_flow(const Node& node) {
    if (node.is_map()) {
        return node.size() == 0;
    }
    if (!node.is_sequence()) {
        return true;
    }
    const std::vector<Node> elements = node.elements();
    return std::none_of(elements.begin(), elements.end(),
                        [](const Node& element) { return element.is_map() && element.size() > 0; });
}

void write_flow(const Node& node, std::string& out) {
    if (node.is_map()) {
        out += '{';
        const char* separator = "";
        for (const auto& [key, value] : node.entries()) {
            out += separator + text_of_string(key) + ": ";
            write_flow(value, out);
            separator = ", ";
        }
        out += '}';
    } else if (node.is_sequence()) {
        out += '[';
        const char* separator = "";
        for (const Node& element : node.elements()) {
            out += separator;
            write_flow(element, out);
            separator = ", ";
        }
        out += ']';
    } else {
        out += scalar_text(node);
    }
}

/// Writes a map or a list of maps; `out` ends where its first line begins, already indented.
void write_block(const Node& node, std::size_t indent, std::string& out);

/// Writes the value after "key:" or "-".
void write_value(const Node& node, std::size_t indent, std::string& out) {
    if (is_flow(node)) {
        out += ' ';
        write_flow(node, out);
        out += '\n';
    } else {
        out += '\n' + std::string(indent, ' ');
        write_block(node, indent, out);
    }
}

void write_block(const Node& node, std::size_t indent, std::string& out) {
    std::string margin;
    if (node.is_map()) {
        for (const auto& [key, value] : node.entries()) {
            out += margin + text_of_string(key) + ':';
            write_value(value, indent + 2, out);
            margin = std::string(indent, ' ');
        }
        return;
    }
    for (const Node& element : node.elements()) {
        out += margin + "- ";
        if (is_flow(element)) {
            write_flow(element, out);
            out += '\n';
        } else {
            write_block(element, indent + 2, out);
        }
        margin = std::string(indent, ' ');
    }
}

}  // namespace

Node make_number(double value) {
    if (std::isinf(value)) {
        return make_scalar(value > 0 ? ".inf" : "-.inf", false);
    }
    std::string text = std::isnan(value) ? ".nan" : base::format_number(value);
    const std::size_t exponent = text.find('e');
    if (exponent != std::string::npos && text.find('.') == std::string::npos) {
        text.insert(exponent, ".0");  // readers of YAML 1.1 take 1e-07 for a text, 1.0e-07 not
    }
    return make_scalar(std::move(text), false);
}

Node make_integer(std::int64_t value) {
    return make_scalar(std::to_string(value), false);
}

Node make_unsigned(std::uint64_t value) {
    return make_scalar(std::to_string(value), false);
}

Node make_boolean(bool value) {
    return make_scalar(value ? "true" : "false", false);
}

Node make_text(std::string value) {
    const bool needs_quotes = !is_safe_plain(value);
    return make_scalar(std::move(value), needs_quotes);
}

Node make_sequence(const std::vector<Node>& elements) {
    auto content = std::make_shared<NodeContent>();
    content->kind = NodeKind::Sequence;
    for (const Node& element : elements) {
        content->elements.push_back(element.content());
    }
    measure(*content);
    return Node(std::move(content));
}

Node make_map(const std::vector<std::pair<std::string, Node>>& entries) {
    auto content = std::make_shared<NodeContent>();
    content->kind = NodeKind::Map;
    for (const auto& [key, value] : entries) {
        content->entries.push_back({key, {}, value.content()});
    }
    measure(*content);
    return Node(std::move(content));
}

std::string to_yaml_text(const Node& node) {
    std::string out;
    if (is_flow(node)) {
        write_flow(node, out);
        return out + '\n';
    }
    write_block(node, 0, out);
    return out;
}

std::string to_flow_text(const Node& node) {
    std::string out;
    write_flow(node, out);
    return out;
}

}  // namespace ventral::config
