#include "sim/base/labelled_array.h"

#include <doctest/doctest.h>

using namespace ventral;
using base::Axis;
using base::LabelledArray;

TEST_CASE("An axis is as long as its labels or its values") {
    Axis axis;
    CHECK(axis.size() == 0);
    axis.values = {0, 0.001, 0.002};
    CHECK(axis.size() == 3);
    axis.labels = {"a", "b"};
    CHECK(axis.size() == 2);
}

TEST_CASE("An array holds the product of its axes") {
    LabelledArray array;
    CHECK(array.size() == 1);
    Axis time;
    time.values = {0, 1, 2};
    Axis variant;
    variant.labels = {"recurrent", "feedforward"};
    array.axes = {variant, time};
    CHECK(array.size() == 6);
    array.axes.emplace_back();
    CHECK(array.size() == 0);
}
