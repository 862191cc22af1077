#include "sim/config/node.h"
#include "sim/config/scalar.h"

namespace ventral::config {
namespace {

/// Throws the fault, if there is one.
void raise(const Node& node, const std::optional<ScalarFault>& fault) {
    if (fault) {
        node.fail(fault->what, "", fault->hint);
    }
}

}  // namespace

double Node::number() const {
    double value = 0;
    raise(*this, parse_number(*this, false, value));
    return value;
}

double Node::number_or_infinity() const {
    double value = 0;
    raise(*this, parse_number(*this, true, value));
    return value;
}

std::int64_t Node::integer() const {
    std::int64_t value = 0;
    raise(*this, parse_integer(*this, value));
    return value;
}

std::uint64_t Node::unsigned_integer() const {
    std::uint64_t value = 0;
    raise(*this, parse_unsigned(*this, value));
    return value;
}

bool Node::boolean() const {
    bool value = false;
    raise(*this, parse_boolean(*this, value));
    return value;
}

std::string Node::text() const {
    std::string value;
    raise(*this, parse_text(*this, value));
    return value;
}

}  // namespace ventral::config
