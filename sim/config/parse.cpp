#include "sim/config/parse.h"

#include "sim/base/text.h"
#include "sim/config/source_text.h"
#include "sim/config/tree_builder.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

namespace ventral::config {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Passes yaml-cpp's events on to the builder.
class Events : public YAML::EventHandler {
public:
    Events(std::string_view text, const std::string& name, const Limits& limits)
        : text_(text), counter_(text, name), builder_(limits) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (builder_.root()) {
            const bool is_marked = line_of(text_, mark.line).starts_with("---");
            fail_in_file(at(mark),
                         is_marked ? "a file must hold one document"
                                   : "there is text after the end of the document",
                         is_marked ? "remove the line '---'"
                                   : "check the indentation, and for '-' without a space");
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto position = static_cast<std::size_t>(std::max(mark.pos, 0));
        const std::string_view rest = text_.substr(std::min(position, text_.size()));
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,]}#"));
        const bool is_written = word == "~" || word == "null" || word == "Null" || word == "NULL";
        builder_.add_null(at(mark), anchor, is_written);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        builder_.add_alias(at(mark), anchor);
    }
    void OnScalar(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_tag(mark, tag);
        const bool is_quoted = tag == "!";
        if (is_quoted && !is_quote_closed(text_, static_cast<std::size_t>(mark.pos))) {
            builder_.fail(at(mark), "a quoted text is never closed", "", "", "");
        }
        builder_.add_scalar(at(mark), anchor, whole_letters(value), is_quoted);
    }
    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string& tag,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        refuse_tag(mark, tag);
        builder_.begin(NodeKind::Sequence, at(mark), anchor);
    }
    void OnSequenceEnd() override { builder_.end(); }
    void OnMapStart(const YAML::Mark& mark,
                    const std::string& tag,
                    YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        refuse_tag(mark, tag);
        builder_.begin(NodeKind::Map, at(mark), anchor);
    }
    void OnMapEnd() override { builder_.end(); }

    Mark at(const YAML::Mark& mark) { return counter_.at(mark.pos, mark.line, mark.column); }
    const ContentPointer& root() const { return builder_.root(); }

private:
    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag != "?" && tag != "!" && !tag.empty()) {
            builder_.fail(at(mark), "tags are not supported", tag, "", "remove the tag");
        }
    }

    std::string_view text_;
    MarkCounter counter_;
    TreeBuilder builder_;
};

std::string hint_for_syntax(const std::string& message, std::string_view line) {
    const auto has = [&](const char* part) { return message.find(part) != std::string::npos; };
    const std::string_view margin = line.substr(0, line.find_first_not_of(" \t"));
    if (margin.find('\t') != std::string_view::npos) {
        return "indent with spaces, not with tabs";
    }
    if (has("illegal map value")) {
        return "check the indentation, and quote a text that holds ': '";
    }
    if (has("sequence flow")) {
        return "a list that begins with '[' ends with ']'";
    }
    if (has("map flow")) {
        return "a map that begins with '{' ends with '}'";
    }
    if (has("end of map not found") || has("end of sequence not found")) {
        return "check the indentation";
    }
    return has("unknown token") ? "quote a text that begins with @, `, % or a similar sign" : "";
}

}  // namespace

ContentPointer parse_yaml(std::string_view text, const std::string& name, const Limits& limits) {
    check_source_text(text, name, limits);
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    Events events(text, name, limits);
    std::istringstream stream{std::string(text)};
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(events)) {
        }
    } catch (const YAML::ParserException& error) {
        fail_in_file(events.at(error.mark), "this is no YAML: " + error.msg,
                     hint_for_syntax(error.msg, line_of(text, error.mark.line)));
    }
    if (events.root()) {
        return events.root();
    }
    auto nothing = std::make_shared<NodeContent>();
    nothing->mark = events.at({});
    return nothing;
}

}  // namespace ventral::config
