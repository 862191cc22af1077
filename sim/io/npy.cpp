#include "sim/io/npy.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/zip_writer.h"

#include <algorithm>
#include <bit>
#include <set>

namespace ventral::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the headers say little-endian");

/// Code points of UTF-8 text. Broken bytes become U+FFFD.
std::u32string code_points(const std::string& text) {
    std::u32string points;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i++]);
        const std::size_t more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        char32_t point = more == 0 ? lead : lead & (0x3FU >> more);
        bool whole = lead < 0x80 || (lead >= 0xC2 && lead < 0xF5);
        for (std::size_t k = 0; k < more && whole; ++k) {
            whole = i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
            if (whole) {
                point = (point << 6U) | (static_cast<unsigned char>(text[i++]) & 0x3FU);
            }
        }
        points += whole ? point : U'\uFFFD';
    }
    return points;
}

template <class Number>
std::string raw_bytes(const std::vector<Number>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number)};
}

/// NumPy's type code and the array's bytes.
struct Encoded {
    std::string type;
    std::string bytes;
    std::size_t count = 0;
};

Encoded encode(const std::vector<float>& values) {
    return {"<f4", raw_bytes(values), values.size()};
}
Encoded encode(const std::vector<double>& values) {
    return {"<f8", raw_bytes(values), values.size()};
}
Encoded encode(const std::vector<std::int64_t>& values) {
    return {"<i8", raw_bytes(values), values.size()};
}

/// Texts, each padded with zeros to the longest.
Encoded encode(const std::vector<std::string>& values) {
    std::vector<std::u32string> texts;
    std::size_t width = 1;
    for (const std::string& value : values) {
        texts.push_back(code_points(value));
        width = std::max(width, texts.back().size());
    }
    Encoded encoded{base::str("<U", width), {}, values.size()};
    for (std::u32string& text : texts) {
        text.resize(width, U'\0');
        encoded.bytes.append(reinterpret_cast<const char*>(text.data()), width * 4);
    }
    return encoded;
}

/// The header of format 1.0, padded so that the values begin at a multiple of 64.
std::string header(const std::string& type, const std::vector<std::size_t>& shape) {
    std::string extents;
    for (const std::size_t extent : shape) {
        extents += base::str(extent, ",");
    }
    std::string text =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extents + "), }";
    constexpr std::size_t before = 10;
    text.append(63 - (before + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes = "\x93NUMPY";
    bytes += '\x01';
    bytes += '\0';
    bytes += static_cast<char>(text.size() & 0xFFU);
    bytes += static_cast<char>(text.size() >> 8U);
    return bytes + text;
}

}  // namespace

std::string npy_bytes(const NpyArray& array) {
    const Encoded encoded =
        std::visit([](const auto& values) { return encode(values); }, array.values);
    std::size_t count = 1;
    for (const std::size_t extent : array.shape) {
        count *= extent;
    }
    if (count != encoded.count) {
        throw base::IoError(
            "cannot write the array", array.name,
            base::str("its shape has ", count, " elements, but ", encoded.count, " were given"));
    }
    return header(encoded.type, array.shape) + encoded.bytes;
}

void write_npy(const std::string& path, const NpyArray& array, bool force) {
    write_file(path, npy_bytes(array), force);
}

void write_npz(const std::string& path,
               const std::vector<NpyArray>& arrays,
               bool force,
               bool compress) {
    AtomicFile target(path, force);
    ZipWriter zip(target.temporary_path());
    std::set<std::string> names;
    for (const NpyArray& array : arrays) {
        if (!names.insert(array.name).second) {
            throw base::IoError("cannot write", path,
                                "two arrays of the bundle are named '" + array.name + "'");
        }
        zip.add(array.name + ".npy", npy_bytes(array), compress);
    }
    zip.finish();
    target.commit();
}

std::vector<NpyArray> npy_arrays(const base::LabelledArray& array) {
    NpyArray values{array.name, {}, array.values};
    std::vector<NpyArray> bundle;
    for (const base::Axis& axis : array.axes) {
        values.shape.push_back(axis.size());
        NpyArray coordinate{axis.name, {axis.size()}, axis.values};
        if (!axis.labels.empty()) {
            coordinate.values = axis.labels;
        }
        bundle.push_back(std::move(coordinate));
    }
    bundle.insert(bundle.begin(), std::move(values));
    return bundle;
}

}  // namespace ventral::io
