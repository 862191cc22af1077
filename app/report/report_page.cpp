#include "app/report/report_page.h"

#include "app/report/page_parts.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

namespace {

/// JSON that cannot end the element it stands in, nor begin a comment.
std::string embedded(const nlohmann::json& value) {
    const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return safe;
}

}  // namespace

std::string report_page(const nlohmann::json& report) {
    std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Report</title>
<style>
)";
    page += kPageStyle;
    page +=
        "</style>\n</head>\n<body>\n<main id=\"report\"></main>\n<noscript>This report draws "
        "its figures with JavaScript.</noscript>\n";
    page += R"(<script type="application/json" id="data">)";
    page += embedded(report);
    page += "</script>\n<script>\n";
    page += kPlotLibrary;
    page += "\n</script>\n<script>\n";
    page += kPageScript;
    page += "</script>\n</body>\n</html>\n";
    return page;
}

}  // namespace ventral::app
