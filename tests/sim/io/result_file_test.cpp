#include "sim/io/result_file.h"

#include "sim/base/errors.h"
#include "sim/io/array_dataset.h"
#include "tests/sim/io/sample_result.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace ventral;

namespace {

std::vector<std::string> axis_names(const base::LabelledArray& array) {
    std::vector<std::string> names;
    for (const base::Axis& axis : array.axes) {
        names.push_back(axis.name);
    }
    return names;
}

}  // namespace

TEST_CASE("a result tells all that described the run") {
    const test::TemporaryFolder folder;
    io::ResultLayout layout = test::sample_layout();
    test::write_sample(folder.file("run.h5"), layout);
    layout.provenance.emplace_back("notes", "none");
    layout.views[2].long_name = "V2.border_ownership/cube";
    const io::ResultFile result(folder.file("run.h5"));
    CHECK(result.layout() == layout);
    CHECK(result.provenance("version") == "0.1.0");
    CHECK(test::holds(test::message_of<base::IoError>([&] { result.provenance("versions"); }),
                      "did you mean 'version'?"));
}

TEST_CASE("a chosen variant, condition or trial drops its axis") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    test::write_sample(folder.file("run.h5"), layout);
    const io::ResultFile result(folder.file("run.h5"));
    const io::View& site = result.view("V2.border_ownership/site");
    const base::LabelledArray all = result.read(site, "input_feedforward");
    CHECK(axis_names(all) ==
          std::vector<std::string>{"variant", "condition", "trial", "time", "unit"});
    CHECK(all.unit == "1");
    io::Selection one;
    one.variant = "feedforward";
    const base::LabelledArray half = result.read(site, "input_feedforward", one);
    CHECK(axis_names(half) == std::vector<std::string>{"condition", "trial", "time", "unit"});
    CHECK(half.values.size() == half.size());
    CHECK(half.values.front() == test::sample_value(layout, {1, 0, 0}, 1, 0));
    one.condition = "right, weak";
    one.trial = 1;
    const base::LabelledArray trace = result.read(site, "rate", one);
    CHECK(axis_names(trace) == std::vector<std::string>{"time", "unit"});
    CHECK(trace.values[81] == test::sample_value(layout, {1, 2, 1}, 0, 81));
}

TEST_CASE("names that are not in a result are answered with those that are") {
    const test::TemporaryFolder folder;
    test::write_sample(folder.file("run.h5"));
    const io::ResultFile result(folder.file("run.h5"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { result.view("V1.E/maps"); }),
                      "did you mean 'V1.E/map'?"));
    const io::View& site = result.view("/simulation/V2/border_ownership/site");
    CHECK(test::holds(test::message_of<base::IoError>([&] { result.read(site, "input_lateral"); }),
                      "it has: rate, input_feedforward"));
    io::Selection wrong;
    wrong.variant = "no_feedback";
    CHECK(test::holds(test::message_of<base::IoError>([&] { result.read(site, "rate", wrong); }),
                      "it has: recurrent, feedforward"));
    wrong.variant.clear();
    wrong.trial = 2;
    CHECK(test::holds(test::message_of<base::IoError>([&] { result.read(site, "rate", wrong); }),
                      "has no trial 2"));
}

TEST_CASE("a file of another program, another version or cut short is refused with a clear word") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("run.h5");
    const auto text = [&] {
        return test::message_of<base::IoError>([&] { io::ResultFile result(path); });
    };
    CHECK(test::holds(text(), "there is no such file"));
    {
        io::File file = io::File::create(path);
        file.close();
    }
    CHECK(test::holds(text(), "not a result of ventral"));
    {
        io::File file = io::File::create(path);
        file.set_text("format", "ventral-result/2");
        file.close();
    }
    CHECK(test::holds(text(), "its format is 'ventral-result/2'"));
    CHECK(test::holds(text(), "this version reads 'ventral-result/1'"));
    std::filesystem::remove(path);
    test::write_sample(path);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    CHECK(test::holds(text(), "truncated file"));
}

TEST_CASE("labelled arrays that share axes go into one group and come back") {
    const test::TemporaryFolder folder;
    const base::Axis areas{"area", "", "", {}, {"V1", "IT"}};
    const base::Axis time{"time", "s", "time", {0, 0.5, 1}, {}};
    const base::LabelledArray array{"difference", "Hz", "", {areas, time}, {1, 2, 3, 4, 5, 6}};
    const base::LabelledArray onset{"onset", "s", "", {areas}, {0.04F, 0.1F}};
    const std::string path = folder.file("compare.h5");
    {
        io::File file = io::File::create(path);
        io::write_arrays(file, "/comparison", {array, onset});
        file.close();
    }
    const io::File file = io::File::open(path);
    CHECK(io::read_array(file, "/comparison/difference") == array);
    CHECK(io::read_array(file, "/comparison/onset") == onset);
}

TEST_CASE("an axis that is there with other coordinates is refused") {
    const test::TemporaryFolder folder;
    io::File file = io::File::create(folder.file("a.h5"));
    io::Group group = file.require_group("/g");
    base::Axis axis{"time", "s", "", {0, 1}, {}};
    io::require_scale(group, axis);
    axis.values[1] = 2;
    CHECK(test::holds(test::message_of<base::IoError>([&] { io::require_scale(group, axis); }),
                      "it is there with other coordinates"));
}
