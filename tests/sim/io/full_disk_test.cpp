#include "sim/base/errors.h"
#include "sim/io/csv.h"
#include "sim/io/hdf5.h"
#include "sim/io/result_parts.h"
#include "tests/sim/io/sample_result.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <cstdint>
#include <filesystem>

using namespace ventral;
using test::message_of;

/// HDF5 1.10 loses its own memory of a file whose last write failed; the leak checker asks here.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the checker's name
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libhdf5";
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace {

/// While alive, no file grows beyond a size: it stands for a full disk.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit low{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &low);
    }
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        signal(SIGXFSZ, handler_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit before_{};
    sighandler_t handler_;
};

/// Numbers that do not compress.
std::vector<float> rough(std::size_t count) {
    std::vector<float> values(count);
    std::uint32_t state = 1;
    for (float& value : values) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<float>(state);
    }
    return values;
}

io::ResultLayout one_large_cell() {
    io::ResultLayout layout = test::sample_layout();
    layout.views.resize(1);
    layout.views[0].time.values.resize(2000);
    layout.variants.resize(1);
    layout.conditions.resize(1);
    layout.factors.clear();
    layout.trials = 1;
    return layout;
}

}  // namespace

TEST_CASE("an array that the disk refuses is an error with its reason") {
    const test::TemporaryFolder folder;
    {
        const SmallDisk small(1U << 16U);
        const std::string text = message_of<base::IoError>([&] {
            io::File file = io::File::create(folder.file("a.h5"));
            file.write_numbers("numbers", std::vector<double>(100000, 1.0));
            file.close();
        });
        CHECK(test::holds(text, "File too large"));
        CHECK(test::holds(text, folder.file("a.h5")));
    }
    // Nothing of the failure stays behind: neither here nor when the program ends.
    io::File again = io::File::create(folder.file("b.h5"));
    again.write_numbers("numbers", std::vector<double>(100000, 1.0));
    again.close();
}

TEST_CASE("a small array that the disk refuses is not lost in silence") {
    const test::TemporaryFolder folder;
    const SmallDisk small(4096);
    const std::string text = message_of<base::IoError>([&] {
        io::File file = io::File::create(folder.file("a.h5"));
        file.write_numbers("numbers", std::vector<double>(1000, 1.0));
        file.close();
    });
    CHECK(test::holds(text, "File too large"));
}

TEST_CASE("a part that the disk refuses is an error, and nothing stands under its name") {
    const test::TemporaryFolder folder;
    const io::ResultLayout layout = one_large_cell();
    const std::string parts = folder.file("run.parts");
    io::begin_parts(parts, layout, io::Existing::Refuse);
    const std::vector<float> values = rough(layout.views[0].cell_size());
    // The limit strikes early, in the middle of the values, and in their last bytes.
    for (const rlim_t bytes : {1000U, 50000U, 100000U}) {
        CAPTURE(bytes);
        const SmallDisk small(bytes);
        const std::string text = message_of<base::IoError>([&] {
            io::PartWriter writer(parts, layout, layout.cell(0));
            writer.append(0, 0, values);
            writer.commit();
        });
        CHECK(test::holds(text, "File too large"));
        CHECK_FALSE(std::filesystem::exists(parts + "/000000.h5"));
        for (const auto& entry : std::filesystem::directory_iterator(parts)) {
            CHECK(entry.path().extension() != ".tmp");
        }
    }
    io::PartWriter writer(parts, layout, layout.cell(0));
    writer.append(0, 0, values);
    writer.commit();
    {
        const SmallDisk small(100000);
        const std::string text =
            message_of<base::IoError>([&] { io::join_parts(parts, folder.file("run.h5")); });
        CHECK(test::holds(text, "File too large"));
        CHECK_FALSE(std::filesystem::exists(folder.file("run.h5")));
        CHECK(std::filesystem::exists(parts + "/000000.h5"));
    }
    io::join_parts(parts, folder.file("run.h5"));
    CHECK(std::filesystem::exists(folder.file("run.h5")));
}

TEST_CASE("a table that the disk refuses is an error, and nothing stands under its name") {
    const test::TemporaryFolder folder;
    const SmallDisk small(4096);
    io::CsvTable table{{"a"}, {}};
    table.rows.resize(5000, {1.5});
    const std::string text =
        message_of<base::IoError>([&] { io::write_csv(folder.file("a.csv"), table, false); });
    CHECK(test::holds(text, "File too large"));
    CHECK(std::filesystem::is_empty(folder.path()));
}
