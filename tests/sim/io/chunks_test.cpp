#include "sim/io/chunk_codec.h"
#include "sim/io/chunk_grid.h"
#include "sim/io/cube_writer.h"
#include "sim/io/result_file.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace ventral;
using io::Shape;

namespace {

/// 0, 1.5, 3, ..., and numbers of every kind of exponent.
std::vector<float> sample(std::size_t count) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = 1.5F * static_cast<float>(i);
    }
    values[count / 2] = -1e-30F;
    values[count / 3] = 3e37F;
    return values;
}

io::Storage in_chunks(const Shape& chunk, bool compress = true) {
    io::Storage storage;
    storage.chunk = chunk;
    storage.compress = compress;
    storage.nan_fill = true;
    return storage;
}

}  // namespace

TEST_CASE("a chunk at the far end of an array is filled up with NaN, and goes back to its place") {
    // 3 x 5 in chunks of 2 x 2: the last one holds the corner alone.
    const Shape shape = {3, 5};
    const Shape chunk = {2, 2};
    std::vector<float> array(15);
    std::iota(array.begin(), array.end(), 0.0F);
    std::vector<float> values(4);
    io::gather(array, shape, {0, 2}, chunk, values);
    CHECK(values == std::vector<float>{2, 3, 7, 8});
    io::gather(array, shape, {2, 4}, chunk, values);
    CHECK(values[0] == 14.0F);
    CHECK(std::isnan(values[1]));
    CHECK(std::isnan(values[2]));
    CHECK(std::isnan(values[3]));
    std::vector<float> back(15, -1);
    Shape offset = {0, 0};
    std::size_t chunks = 0;
    do {
        io::gather(array, shape, offset, chunk, values);
        io::scatter(values, shape, offset, chunk, back);
        ++chunks;
    } while (io::next_chunk(offset, chunk, shape));
    CHECK(chunks == 6);
    CHECK(back == array);
}

TEST_CASE("what is packed here is unpacked by HDF5, and the other way round, in every shape") {
    // Chunks that are whole, that split time, axes between, and the last axis.
    for (const Shape& chunk : {Shape{1, 1, 1, 7, 4, 3}, Shape{1, 1, 1, 3, 4, 3},
                               Shape{1, 1, 1, 3, 3, 3}, Shape{1, 1, 1, 2, 1, 2}}) {
        for (const bool compress : {true, false}) {
            CAPTURE(chunk[3]);
            CAPTURE(compress);
            const test::TemporaryFolder folder;
            const std::vector<float> values = sample(std::size_t{7} * 4 * 3);
            {
                io::File file = io::File::create(folder.file("a.h5"));
                io::CubeWriter writer(file.create_dataset(
                    "here", io::Element::Float32, {1, 1, 1, 7, 4, 3}, in_chunks(chunk, compress)));
                io::ChunkPacker packer;
                writer.append(std::span(values).first(12), packer);
                CHECK(writer.taken() == 1);
                writer.append(std::span(values).subspan(12), packer);
                CHECK(writer.taken() == 7);
                file.create_dataset("there", io::Element::Float32, {1, 1, 1, 7, 4, 3},
                                    in_chunks(chunk, compress))
                    .write(std::span<const float>(values));
            }
            const io::File file = io::File::open(folder.file("a.h5"));
            CHECK(file.dataset("here").holds_packed_floats() == compress);
            CHECK(file.dataset("here").read_floats() == values);
            CHECK(io::Cube(file.dataset("here")).read({0, 0, 0}) == values);
            CHECK(io::Cube(file.dataset("there")).read({0, 0, 0}) == values);
        }
    }
}

TEST_CASE("chunks of several cells, chunks that are not there and other filters are left to HDF5") {
    const test::TemporaryFolder folder;
    io::File file = io::File::create(folder.file("a.h5"));
    const std::vector<float> values = sample(24);
    file.create_dataset("shared", io::Element::Float32, {2, 1, 1, 12}, in_chunks({2, 1, 1, 12}))
        .write(std::span<const float>(values));
    CHECK(io::Cube(file.dataset("shared")).read({1, 0, 0}) ==
          std::vector<float>(values.begin() + 12, values.end()));
    file.create_dataset("half", io::Element::Float32, {2, 1, 1, 12}, in_chunks({1, 1, 1, 12}))
        .write_slab({1, 0, 0, 0}, {1, 1, 1, 12}, std::span(values).first(12));
    const io::Cube half(file.dataset("half"));
    CHECK(std::isnan(half.read({0, 0, 0})[5]));
    CHECK(half.read({1, 0, 0})[5] == values[5]);
    const std::vector<double> numbers(values.begin(), values.end());
    file.create_dataset("double", io::Element::Float64, {2, 1, 1, 12}, in_chunks({1, 1, 1, 12}))
        .write(std::span<const double>(numbers));
    CHECK(io::Cube(file.dataset("double")).read({0, 0, 0})[5] == values[5]);
}

TEST_CASE("a damaged chunk is not taken for values") {
    io::ChunkPacker packer;
    const std::vector<float> values = sample(1000);
    const auto packed = packer.pack(values);
    std::vector<unsigned char> bytes(packed.begin(), packed.end());
    std::vector<float> back(1000);
    io::ChunkUnpacker unpacker;
    REQUIRE(unpacker.unpack(bytes, back));
    CHECK(back == values);
    bytes[bytes.size() / 2] ^= 1U;
    CHECK_FALSE(unpacker.unpack(bytes, back));
    bytes[bytes.size() / 2] ^= 1U;
    std::vector<float> fewer(999);
    CHECK_FALSE(unpacker.unpack(bytes, fewer));
    bytes.pop_back();
    CHECK_FALSE(unpacker.unpack(bytes, back));
}
