#include "sim/io/result_parts.h"

#include "sim/base/errors.h"
#include "sim/io/atomic_file.h"
#include "sim/io/result_file.h"
#include "tests/sim/io/sample_result.h"
#include "tests/support/messages.h"
#include "tests/support/same_bytes.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace ventral;
namespace fs = std::filesystem;

namespace {

/// Every file in the folder, for "nothing is left" checks.
std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("joined parts give back every value in its place, and the parts are gone") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    test::write_sample(folder.file("run.h5"), layout);
    CHECK(files_in(folder.path()) == std::vector<std::string>{"run.h5"});
    const io::ResultFile result(folder.file("run.h5"));
    CHECK(result.complete());
    for (const io::View& view : layout.views) {
        for (std::size_t k = 0; k < view.variables.size(); ++k) {
            const base::LabelledArray cube = result.read(view, view.variables[k].name);
            REQUIRE(cube.values.size() == layout.cells() * view.cell_size());
            bool same = true;
            for (std::size_t i = 0; i < cube.values.size(); ++i) {
                const io::Cell cell = layout.cell(i / view.cell_size());
                same = same &&
                       cube.values[i] == test::sample_value(layout, cell, k, i % view.cell_size());
            }
            CHECK(same);
        }
    }
}

TEST_CASE("the same run written two seconds later, or in another order, has the same bytes") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    test::write_sample(folder.file("first.h5"), layout);
    std::this_thread::sleep_for(std::chrono::milliseconds(2100));
    const std::string parts = folder.file("second.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        test::write_sample_cell(parts, layout, i);
    }
    io::join_parts(parts, folder.file("second.h5"), false, {{"notes", "none"}});
    CHECK(test::same_bytes(folder.file("first.h5"), folder.file("second.h5")));
}

TEST_CASE("cells written on two threads give the same bytes as on one") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    test::write_sample(folder.file("one.h5"), layout);
    const std::string parts = folder.file("two.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    const auto work = [&](std::size_t first) {
        for (std::size_t i = first; i < layout.cells(); i += 2) {
            test::write_sample_cell(parts, layout, i);
        }
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    io::join_parts(parts, folder.file("two.h5"), false, {{"notes", "none"}});
    CHECK(test::same_bytes(folder.file("one.h5"), folder.file("two.h5")));
}

TEST_CASE("an uncompressed run holds the same values") {
    const test::TemporaryFolder folder;
    io::ResultLayout layout = test::sample_layout();
    layout.compress = false;
    test::write_sample(folder.file("run.h5"), layout);
    const io::ResultFile result(folder.file("run.h5"));
    CHECK_FALSE(result.layout().compress);
    const base::LabelledArray cube = result.read(layout.views[2]);
    CHECK(cube.values.back() == test::sample_value(layout, {1, 2, 1}, 0, 539));
}

TEST_CASE("a partial join is readable, marked, NaN where cells are missing, and keeps the parts") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    const std::string parts = io::parts_folder(folder.file("run.h5"));
    io::begin_parts(parts, layout, io::Existing::Refuse);
    test::write_sample_cell(parts, layout, 0);
    test::write_sample_cell(parts, layout, 7);
    const std::string partial = io::join_partial(parts, folder.file("run.h5"));
    CHECK(partial == folder.file("run.partial.h5"));
    CHECK_FALSE(fs::exists(folder.file("run.h5")));
    {
        const io::ResultFile result(partial);
        CHECK_FALSE(result.complete());
        const io::View& map = result.view("V1.E/map");
        const base::LabelledArray cube = result.read(map);
        const std::size_t size = map.cell_size();
        CHECK(cube.values[0] == 10000.0F);
        CHECK(std::isnan(cube.values[size]));
        CHECK(cube.values[7 * size + 3] == 80003.0F);
        CHECK(std::isnan(cube.values.back()));
    }
    CHECK(io::finished_cells(parts, layout) == std::vector<io::Cell>{{0, 0, 0}, {1, 0, 1}});

    SUBCASE("a resumed run ends in the same file, and the partial one goes") {
        io::begin_parts(parts, layout, io::Existing::Resume);
        for (std::size_t i = 0; i < layout.cells(); ++i) {
            if (i != 0 && i != 7) {
                test::write_sample_cell(parts, layout, i);
            }
        }
        io::join_parts(parts, folder.file("run.h5"), false, {{"notes", "none"}});
        CHECK(files_in(folder.path()) == std::vector<std::string>{"run.h5"});
        test::write_sample(folder.file("whole.h5"), layout);
        CHECK(test::same_bytes(folder.file("run.h5"), folder.file("whole.h5")));
    }
    SUBCASE("a full join names the first missing cell and writes nothing") {
        const std::string text =
            test::message_of<base::IoError>([&] { io::join_parts(parts, folder.file("run.h5")); });
        CHECK(test::holds(text,
                          "variant 'recurrent', condition 'left, weak', trial 1 is not finished"));
        CHECK(test::holds(text, "--resume"));
        CHECK(files_in(folder.path()) == std::vector<std::string>{"run.partial.h5", "run.parts"});
    }
    SUBCASE("to begin again needs a word") {
        const std::string text = test::message_of<base::IoError>(
            [&] { io::begin_parts(parts, layout, io::Existing::Refuse); });
        CHECK(test::holds(text, "--resume goes on with them, --force begins anew"));
        io::begin_parts(parts, layout, io::Existing::Discard);
        CHECK(files_in(parts) == std::vector<std::string>{"layout.h5"});
    }
}

TEST_CASE("parts of another run are refused") {
    const test::TemporaryFolder folder;
    io::ResultLayout layout = test::sample_layout();
    const std::string parts = folder.file("run.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    test::write_sample_cell(parts, layout, 0);
    const std::string part = parts + "/000000.h5";

    SUBCASE("in a resumed run") {
        layout.key = "ffff0000";
        const std::string text = test::message_of<base::IoError>(
            [&] { io::begin_parts(parts, layout, io::Existing::Resume); });
        CHECK(test::holds(text,
                          "its parts belong to another run (key 0123abcd, this run has ffff0000)"));
        CHECK(test::holds(text, "--force begins anew"));
    }
    SUBCASE("one by one") {
        layout.key = "ffff0000";
        const std::string text =
            test::message_of<base::IoError>([&] { io::finished_cells(parts, layout); });
        CHECK(test::holds(text, part + ": cannot use the finished part"));
        CHECK(test::holds(text, "key 0123abcd"));
    }
    SUBCASE("when they were renamed") {
        fs::rename(part, parts + "/000003.h5");
        CHECK(
            test::holds(test::message_of<base::IoError>([&] { io::finished_cells(parts, layout); }),
                        "its name does not fit its content"));
    }
    SUBCASE("when they were cut short") {
        fs::resize_file(part, fs::file_size(part) / 2);
        const std::string text =
            test::message_of<base::IoError>([&] { io::join_partial(parts, folder.file("r.h5")); });
        CHECK(test::holds(text, "truncated file"));
        CHECK(test::holds(text, "remove it, and --resume computes it again"));
        CHECK_FALSE(fs::exists(folder.file("r.partial.h5")));
    }
}

TEST_CASE("what a killed writer leaves is not taken for a part") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    const std::string parts = folder.file("run.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    {
        io::PartWriter abandoned(parts, layout, layout.cell(2));
        abandoned.append(0, 0, std::vector<float>(15, 1.0F));
        const std::vector<std::string> names = files_in(parts);
        REQUIRE(names.size() == 2);
        CHECK(names[0].starts_with("000002.h5." + std::to_string(::getpid()) + "-"));
        CHECK(names[0].ends_with(".tmp"));
        // A copy stands for what a kill would leave: the writer itself cleans up.
        fs::copy_file(parts + "/" + names[0], parts + "/000004.h5.17-elsewhere.tmp");
    }
    CHECK(files_in(parts) == std::vector<std::string>{"000004.h5.17-elsewhere.tmp", "layout.h5"});
    CHECK(io::finished_cells(parts, layout).empty());
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        test::write_sample_cell(parts, layout, i);
    }
    io::join_parts(parts, folder.file("run.h5"));
    CHECK(files_in(folder.path()) == std::vector<std::string>{"run.h5"});
}

TEST_CASE("two writers of one cell, of which one should be dead, leave a whole part") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    const std::string parts = folder.file("run.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    const pid_t child = ::fork();
    if (child == 0) {
        test::write_sample_cell(parts, layout, 1);
        io::PartWriter half(parts, layout, layout.cell(0));
        half.append(0, 0, std::vector<float>(15, 1.0F));
        ::raise(SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    REQUIRE(files_in(parts).size() == 3);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        test::write_sample_cell(parts, layout, i);
    }
    CHECK(files_in(parts).size() == layout.cells() + 2);  // that of the dead, and the layout
    io::join_parts(parts, folder.file("run.h5"), false, {{"notes", "none"}});
    CHECK(files_in(folder.path()) == std::vector<std::string>{"run.h5"});
    test::write_sample(folder.file("whole.h5"));
    CHECK(test::same_bytes(folder.file("run.h5"), folder.file("whole.h5")));
}

TEST_CASE("a part with too few or too many samples is refused") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = test::sample_layout();
    const std::string parts = folder.file("run.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    io::PartWriter writer(parts, layout, layout.cell(0));
    writer.append(0, 0, std::vector<float>(120));
    CHECK(test::holds(
        test::message_of<base::IoError>([&] { writer.append(0, 0, std::vector<float>(30)); }),
        "30 values after 8 of 9 time samples of 15 values do not fit"));
    CHECK(test::holds(
        test::message_of<base::IoError>([&] { writer.append(0, 0, std::vector<float>(7)); }),
        "do not fit"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { writer.commit(); }),
                      "it has 8 of 9 time samples"));
}

TEST_CASE("an output that is there is only replaced by force") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("run.h5");
    test::write_sample(path);
    const std::string text =
        test::message_of<base::IoError>([&] { io::check_writable(path, false); });
    CHECK(test::holds(text, "it exists already"));
    CHECK(test::holds(text, "--force replaces it"));
    io::check_writable(path, true);
    CHECK(test::holds(
        test::message_of<base::IoError>([&] { io::check_writable(folder.path(), true); }),
        "it is a folder"));
    CHECK(test::holds(test::message_of<base::IoError>(
                          [&] { io::check_writable(folder.file("none/run.h5"), false); }),
                      "there is no folder"));
}
