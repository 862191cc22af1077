#include "sim/config/expression.h"

#include "sim/base/text.h"

#include <muParser.h>

#include <cmath>
#include <map>

namespace ventral::config {

namespace {

constexpr const char* kAllowed =
    "numbers, names of numeric factors, STEP.QUANTITY, + - * / ^ and functions such as max(a, b)";

mu::Parser make_parser(const Node& node) {
    mu::Parser parser;
    // Names may hold dots: "low_contrast.srf_deg".
    parser.DefineNameChars("0123456789_.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    parser.SetExpr(node.scalar_text());
    return parser;
}

[[noreturn]] void fail(const Node& node, const mu::Parser::exception_type& fault) {
    node.fail("this is no expression: " + fault.GetMsg(), kAllowed);
}

}  // namespace

Expression::Expression(const Node& node) : node_(node) {
    if (!node.is_scalar() || node.scalar_text().empty()) {
        node.fail("an expression is expected", kAllowed);
    }
    try {
        const mu::Parser parser = make_parser(node);
        for (const auto& [name, unused] : parser.GetUsedVar()) {
            names_.push_back(name);
        }
    } catch (const mu::Parser::exception_type& fault) {
        fail(node, fault);
    }
}

double Expression::evaluate(const std::function<double(const std::string&)>& value_of) const {
    std::map<std::string, double> values;
    for (const std::string& name : names_) {
        values[name] = value_of(name);
    }
    double result = 0;
    try {
        mu::Parser parser = make_parser(node_);
        for (auto& [name, value] : values) {
            parser.DefineVar(name, &value);
        }
        result = parser.Eval();
    } catch (const mu::Parser::exception_type& fault) {
        fail(node_, fault);
    }
    if (!std::isfinite(result)) {
        std::vector<std::string> facts;
        for (const auto& [name, value] : values) {
            facts.push_back(base::str(name, " = ", base::format_number(value)));
        }
        node_.fail("the value is not finite", "a finite number",
                   facts.empty() ? "" : "with " + base::join(facts));
    }
    return result;
}

}  // namespace ventral::config
