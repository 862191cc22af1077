#include "sim/base/text.h"
#include "sim/config/load.h"

#include <string_view>

namespace ventral::config {
namespace {

/// "ventral-model" of "ventral-model/1".
std::string_view kind_of(std::string_view format) {
    return format.substr(0, format.find('/'));
}

}  // namespace

void check_format(const Node& root, const std::string& expected) {
    root.require_map();
    const auto node = root.find("format");
    if (!node) {
        root.fail_at("format", "missing key 'format'", expected,
                     base::str("begin the file with 'format: ", expected, "'"));
    }
    const std::string found = node->text();
    if (found == expected) {
        return;
    }
    if (kind_of(found) == kind_of(expected) && found.find('/') != std::string::npos) {
        node->fail("the file has another version of its format than this program reads", expected,
                   "use the version of ventral that the file was written for, or rewrite the file");
    }
    node->fail("this is another kind of file", expected, base::did_you_mean(found, {expected}));
}

}  // namespace ventral::config
