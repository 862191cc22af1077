#include "tests/sim/config/example.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace ventral;
using Json = nlohmann::json;

namespace {

Json whole() {
    return test::example_spec().schema().at("else");
}
Json partial() {
    return test::example_spec().schema().at("then");
}

}  // namespace

TEST_CASE("The schema of a file says what it is and asks for all keys unless it extends another") {
    const Json schema = test::example_spec().schema("https://example.org/s.json");
    CHECK(schema.at("$schema") == "http://json-schema.org/draft-07/schema#");
    CHECK(schema.at("$id") == "https://example.org/s.json");
    CHECK(schema.at("title") == "example");
    CHECK(schema.at("if") == Json::parse(R"({"required": ["extends"]})"));
    CHECK(whole().at("required") == Json::parse(R"(["format", "title"])"));
    CHECK(whole().at("additionalProperties") == false);
    CHECK_FALSE(whole().at("properties").contains("extends"));
    CHECK_FALSE(partial().contains("required"));
    CHECK(partial().at("properties").at("extends").at("type") == "string");
    CHECK(partial().at("properties").at("trials").at("type") ==
          Json::parse(R"(["integer", "null"])"));
}

TEST_CASE("The schema of a record stands alone") {
    const Json schema = test::disk_spec().schema();
    CHECK(schema.at("type") == "object");
    CHECK(schema.at("required") == Json::parse(R"(["diameter_deg"])"));
    CHECK_FALSE(schema.contains("$id"));
    CHECK_FALSE(schema.contains("if"));
}

TEST_CASE("Numbers carry their range, unit, default and source") {
    const Json tau = whole()
                         .at("properties")
                         .at("cells")
                         .at("additionalProperties")
                         .at("properties")
                         .at("tau_ms");
    CHECK(tau.at("type") == "number");
    CHECK(tau.at("exclusiveMinimum") == 0);
    CHECK(tau.at("maximum") == 10000);
    CHECK(tau.at("default") == 10);
    CHECK(tau.at("description") ==
          "Time constant. Unit: ms. Range: 0 < tau_ms <= 10000 ms. Source: Ozeki et al. 2009.");
    const Json trials = whole().at("properties").at("trials");
    CHECK(trials.at("type") == "integer");
    CHECK(trials.at("minimum") == 1);
    CHECK(trials.at("maximum") == 100);
}

TEST_CASE("Choices, lists and maps are described by what they hold") {
    const Json properties = whole().at("properties");
    CHECK(properties.at("solver").at("enum") == Json::parse(R"(["euler", "runge_kutta"])"));
    CHECK(properties.at("solver").at("enumDescriptions").at(0) == "first order");
    CHECK(properties.at("solver").at("default") == "euler");
    CHECK(properties.at("at_deg").at("minItems") == 2);
    CHECK(properties.at("at_deg").at("maxItems") == 2);
    CHECK(properties.at("at_deg").at("items").at("maximum") == 30);
    CHECK(properties.at("variants").at("minItems") == 1);
    CHECK(properties.at("variants").at("default") == Json::parse(R"(["recurrent"])"));
    CHECK(properties.at("is_noisy") ==
          Json::parse(R"({"type": "boolean", "default": false, "description": "Noise on."})"));
    CHECK(properties.at("title").at("minLength") == 1);
    CHECK_FALSE(properties.at("comment").contains("minLength"));
    CHECK(properties.at("gains").at("additionalProperties").at("additionalProperties").at("type") ==
          "number");
    CHECK(properties.at("factors").at("additionalProperties") == Json::object());
    CHECK(properties.at("ratio").at("type") == Json::parse(R"(["number", "array"])"));
    CHECK(properties.at("format").at("const") == "ventral-example/1");
}

TEST_CASE("A record carries the defaults that its owner sets") {
    const Json pacemaker = whole().at("properties").at("pacemaker");
    CHECK(pacemaker.at("properties").at("tau_ms").at("default") == 20);
    CHECK_FALSE(whole().at("properties").at("spot").contains("default"));
}

TEST_CASE("A tagged union is a map with one key, or the name of one that needs none") {
    const Json field = whole().at("properties").at("pacemaker").at("properties").at("field");
    const Json map = field.at("anyOf").at(0);
    CHECK(map.at("maxProperties") == 1);
    CHECK(map.at("minProperties") == 1);
    CHECK(map.at("additionalProperties") == false);
    CHECK(map.at("properties").at("disk").at("required") == Json::parse(R"(["diameter_deg"])"));
    CHECK(field.at("anyOf").at(1) == Json::parse(R"({"enum": ["blank", "ring"]})"));
}

TEST_CASE("Alternatives among the keys of a record exclude one another in the schema") {
    const Json element = whole().at("properties").at("elements").at("items");
    CHECK(element.at("properties").contains("ring"));
    CHECK(element.at("properties").contains("onset_ms"));
    CHECK(element.at("allOf").at(0).at("oneOf").size() == 3);
    CHECK(element.at("allOf").at(0).at("oneOf").at(1) == Json::parse(R"({"required": ["disk"]})"));
}

TEST_CASE("The text of the schema is the schema") {
    const auto spec = test::example_spec();
    CHECK(Json::parse(spec.schema_text("x")) == spec.schema("x"));
    CHECK(spec.schema_text().back() == '\n');
}
