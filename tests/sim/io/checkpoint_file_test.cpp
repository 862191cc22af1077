#include "sim/base/errors.h"
#include "sim/io/result_file.h"
#include "tests/sim/io/sample_result.h"
#include "tests/support/messages.h"
#include "tests/support/same_bytes.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

using namespace ventral;
namespace fs = std::filesystem;

namespace {

/// Time samples of a cell's variables, from one on.
void append(io::PartWriter& writer,
            const io::ResultLayout& layout,
            const io::Cell& cell,
            std::size_t begin,
            std::size_t end) {
    for (std::size_t v = 0; v < layout.views.size(); ++v) {
        const io::View& view = layout.views[v];
        const std::size_t frame = view.frame_size();
        const std::size_t last = std::min(end, view.time.size());
        for (std::size_t k = 0; k < view.variables.size() && begin < last; ++k) {
            std::vector<float> values;
            for (std::size_t i = begin * frame; i < last * frame; ++i) {
                values.push_back(test::sample_value(layout, cell, k, i));
            }
            writer.append(v, k, values);
        }
    }
}

struct Parts {
    test::TemporaryFolder folder;
    io::ResultLayout layout = test::sample_layout();
    std::string path = folder.file("run.parts");
    io::Cell cell = layout.cell(0);

    Parts() { io::begin_parts(path, layout, io::Existing::Refuse); }
    bool has(const std::string& name) const { return fs::exists(path + "/" + name); }
    /// Five samples of cell 0, kept, and two more that are lost.
    void keep(const std::string& state = "where it stood") {
        io::PartWriter writer(path, layout, cell);
        append(writer, layout, cell, 0, 5);
        writer.keep({40, "this program", state});
        append(writer, layout, cell, 5, 7);
    }
};

}  // namespace

TEST_CASE("a part that goes on from what was kept is that of one go, byte for byte") {
    Parts parts;
    parts.keep();
    CHECK(parts.has("000000.checkpoint"));
    CHECK(io::finished_cells(parts.path, parts.layout).empty());
    const auto kept = io::read_checkpoint(parts.path, parts.layout, parts.cell);
    REQUIRE(kept);
    CHECK(kept->time_ms == 40);
    CHECK(kept->program == "this program");
    CHECK(kept->state == "where it stood");
    {
        io::PartWriter writer(parts.path, parts.layout, parts.cell, parts.cell);
        std::size_t told = 0;
        writer.tell([&](std::size_t view, std::size_t variable, const std::vector<float>& values) {
            CHECK(values.size() == 5 * parts.layout.views[view].frame_size());
            CHECK(values.front() == test::sample_value(parts.layout, parts.cell, variable, 0));
            ++told;
        });
        CHECK(told == 4);
        append(writer, parts.layout, parts.cell, 5, 6);
        writer.keep({50, "this program", "further"});  // and once more from there
        append(writer, parts.layout, parts.cell, 6, 100);
        writer.commit();
    }
    CHECK_FALSE(parts.has("000000.checkpoint"));
    CHECK_FALSE(io::read_checkpoint(parts.path, parts.layout, parts.cell));
    for (std::size_t i = 1; i < parts.layout.cells(); ++i) {
        test::write_sample_cell(parts.path, parts.layout, i);
    }
    io::join_parts(parts.path, parts.folder.file("run.h5"), false, {{"notes", "none"}});
    test::write_sample(parts.folder.file("whole.h5"));
    CHECK(test::same_bytes(parts.folder.file("run.h5"), parts.folder.file("whole.h5")));
}

TEST_CASE("what was kept of one cell serves another that records the same") {
    Parts parts;
    parts.keep();
    const io::Cell other = parts.layout.cell(3);
    io::PartWriter writer(parts.path, parts.layout, other, parts.cell);
    append(writer, parts.layout, parts.cell, 5, 100);
    writer.commit();
    CHECK(io::finished_cells(parts.path, parts.layout) == std::vector<io::Cell>{other});
    CHECK(parts.has("000000.checkpoint"));
}

TEST_CASE("states of any size are kept to the byte") {
    Parts parts;
    for (const std::size_t size : {0UL, 1UL, 5UL, (16UL << 20U) - 1, (32UL << 20U) + 3}) {
        std::string state(size, '\0');
        for (std::size_t i = 0; i < size; ++i) {
            state[i] = static_cast<char>(i * 31 % 251);
        }
        parts.keep(state);
        CHECK(io::read_checkpoint(parts.path, parts.layout, parts.cell)->state == state);
    }
}

TEST_CASE("a checkpoint that is broken is named, with what helps") {
    Parts parts;
    parts.keep();
    std::ofstream(parts.path + "/000000.checkpoint") << "this is text";
    const std::string text = test::message_of<base::IoError>(
        [&] { io::read_checkpoint(parts.path, parts.layout, parts.cell); });
    CHECK(test::holds(text, "000000.checkpoint"));
    CHECK(test::holds(text, "remove it, and --resume computes the cell again"));
}

TEST_CASE("beginning anew takes checkpoints away") {
    Parts parts;
    parts.keep();
    io::begin_parts(parts.path, parts.layout, io::Existing::Discard);
    CHECK_FALSE(parts.has("000000.checkpoint"));
}
