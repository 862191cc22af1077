#include "sim/io/hdf5.h"

#include "sim/base/errors.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

using namespace ventral;
using io::Element;
using io::File;

TEST_CASE("attributes of every kind come back, and may be replaced by another length") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.h5");
    {
        File file = File::create(path);
        file.set_text("unit", "°");
        file.set_text("empty", "");
        file.set_number("tau_ms", 12.5);
        file.set_integer("trials", 3);
        file.set_texts("axes", {"time"});
        file.set_texts("axes", {"time", "y", "x"});
        file.close();
    }
    const File file = File::open(path);
    CHECK(file.text("unit") == "°");
    CHECK(file.text("empty").empty());
    CHECK(file.number("tau_ms") == 12.5);
    CHECK(file.integer("trials") == 3);
    CHECK(file.texts("axes") == std::vector<std::string>{"time", "y", "x"});
    CHECK(file.attribute_names() ==
          std::vector<std::string>{"axes", "empty", "tau_ms", "trials", "unit"});
    CHECK(test::holds(test::message_of<base::IoError>([&] { file.text("tau_ms"); }),
                      "it does not hold text"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { file.number("tau"); }),
                      "cannot read attribute 'tau' of '/'"));
}

TEST_CASE("arrays of every element type come back in row-major order") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.h5");
    std::vector<float> map(30);
    std::iota(map.begin(), map.end(), 0.0F);
    const std::vector<std::int64_t> large = {std::int64_t{1} << 40, -1};
    const std::vector<std::int32_t> small = {7, -8};
    const std::vector<std::string> texts = {"a", "", "Straße"};
    {
        File file = File::create(path);
        io::Storage storage;
        storage.chunk = {1, 2, 5};
        file.create_dataset("deep/er/map", Element::Float32, {2, 3, 5}, storage)
            .write(std::span<const float>(map));
        file.create_dataset("large", Element::Int64, {2})
            .write(std::span<const std::int64_t>(large));
        file.create_dataset("small", Element::Int32, {2})
            .write(std::span<const std::int32_t>(small));
        file.write_numbers("numbers", std::vector<double>{0.1, 1e-300});
        file.write_texts("texts", texts);
        file.write_text("text", "one\ntwo");
        file.close();
    }
    const File file = File::open(path);
    const io::Dataset stored = file.dataset("/deep/er/map");
    CHECK(stored.shape() == io::Shape{2, 3, 5});
    CHECK(stored.chunk() == io::Shape{1, 2, 5});
    CHECK(stored.is_compressed());
    CHECK(stored.read_floats() == map);
    CHECK(stored.read_slab({1, 2, 3}, {1, 1, 2}) == std::vector<float>{28, 29});
    CHECK(file.dataset("large").read_integers() == large);
    CHECK(file.dataset("small").read_integers() == std::vector<std::int64_t>{7, -8});
    CHECK(file.dataset("numbers").read_doubles() == std::vector<double>{0.1, 1e-300});
    CHECK(file.dataset("texts").read_texts() == texts);
    CHECK(file.read_text("text") == "one\ntwo");
    CHECK(file.names() ==
          std::vector<std::string>{"deep", "large", "small", "numbers", "texts", "text"});
}

TEST_CASE("a chunk that was never written reads as NaN") {
    const test::TemporaryFolder folder;
    File file = File::create(folder.file("a.h5"));
    io::Storage storage;
    storage.chunk = {1, 2};
    storage.nan_fill = true;
    io::Dataset cube = file.create_dataset("cube", Element::Float32, {2, 2}, storage);
    cube.write_slab({0, 0}, {1, 2}, std::vector<float>{1, 2});
    const std::vector<float> values = cube.read_floats();
    CHECK(values[1] == 2.0F);
    CHECK(std::isnan(values[2]));
    CHECK(std::isnan(values[3]));
}

TEST_CASE("scales are attached by axis and found again") {
    const test::TemporaryFolder folder;
    File file = File::create(folder.file("a.h5"));
    io::Group group = file.require_group("/views/map");
    io::Dataset map = group.create_dataset("rate", Element::Float32, {2, 3});
    io::Dataset y = group.write_numbers("y", std::vector<double>{-1, 1});
    y.make_scale("y");
    map.attach_scale(0, y);
    CHECK(y.is_scale());
    CHECK(map.scale_path(0) == "/views/map/y");
    CHECK(map.scale_path(1).empty());
    // Elsewhere in the file, beside a dataset of the same name.
    io::Dataset other = file.write_numbers("x", std::vector<double>{1, 2, 3});
    other.make_scale("x");
    group.write_numbers("x", std::vector<double>{4, 5, 6});
    map.attach_scale(1, other);
    CHECK(map.scale_path(1) == "/x");
}

TEST_CASE("misuse of an array says what does not fit") {
    const test::TemporaryFolder folder;
    File file = File::create(folder.file("a.h5"));
    io::Dataset map = file.create_dataset("map", Element::Float32, {2, 3});
    CHECK(test::holds(test::message_of<base::IoError>([&] {
                          map.write(std::vector<double>{1, 2});
                      }),
                      "it holds 6 values, but 2 were given"));
    CHECK(test::holds(test::message_of<base::IoError>([&] {
                          map.read_slab({0, 2}, {1, 2});
                      }),
                      "the slab reaches outside of it"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { map.read_slab({0}, {1}); }),
                      "another number of axes"));
    CHECK(test::holds(
        test::message_of<base::IoError>([&] { file.create_dataset("map", Element::Int32, {1}); }),
        "cannot create dataset '/map'"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { file.dataset("none/such"); }),
                      "there is no such dataset"));
    CHECK(test::holds(test::message_of<base::IoError>([&] { file.group("none"); }),
                      "there is no such group"));
}

TEST_CASE("files that are missing, foreign, empty, truncated or folders are told apart") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("whole.h5");
    {
        File file = File::create(path);
        file.write_numbers("numbers", std::vector<double>(1000, 1.0));
        file.close();
    }
    const auto text_of = [](const std::string& file) {
        return test::message_of<base::IoError>([&] { File::open(file, "run it again"); });
    };
    CHECK(text_of(path) == "no error");
    CHECK(test::holds(text_of(folder.file("none.h5")), "there is no such file"));
    CHECK(test::holds(text_of(folder.file("none.h5")), "hint:    run it again"));
    CHECK(test::holds(text_of(folder.path()), "it is not a file"));
    std::ofstream(folder.file("foreign.h5")) << "a text of no interest";
    CHECK(test::holds(text_of(folder.file("foreign.h5")), "it is not an HDF5 file"));
    std::ofstream(folder.file("empty.h5")).close();
    CHECK(test::holds(text_of(folder.file("empty.h5")), "it is not an HDF5 file"));
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 100);
    CHECK(test::holds(text_of(path), "truncated file"));
    CHECK(test::holds(text_of(path), path));
    CHECK(test::holds(
        test::message_of<base::IoError>([&] { File::create(folder.file("no/such/a.h5")); }),
        "No such file or directory"));
}

TEST_CASE("first bytes that point nowhere are refused before the library follows them") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.h5");
    File::create(path).close();
    std::ifstream in(path, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    const auto text_of = [&](const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
        return test::message_of<base::IoError>([&] { File::open(path); });
    };
    CHECK(test::holds(text_of(whole.substr(0, 20)), "it ends within its first bytes"));
    std::string other = whole;
    other[8] = 9;
    CHECK(test::holds(text_of(other), "a version of HDF5 that is not known"));
    const std::size_t origin = whole[8] < 2 ? 24 : 12;
    other = whole;
    other[origin] = 1;
    CHECK(test::holds(text_of(other), "its first bytes are spoiled"));
    if (whole[8] < 2) {
        other = whole;
        other[origin + 24] = 58;
        CHECK(test::holds(text_of(other), "it is spread over several files"));
    }
}
