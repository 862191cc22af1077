#include "sim/io/npy_header.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <array>
#include <fstream>
#include <regex>

namespace ventral::io {
namespace {

[[noreturn]] void refuse(const std::string& path,
                         const std::string& reason,
                         const std::string& hint) {
    throw base::IoError("cannot read features", path, reason, hint);
}

/// The Python dictionary of the header, as text.
std::string read_dictionary(const std::string& path, std::size_t& bytes) {
    constexpr std::size_t kLongestHeader = 1U << 20U;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuse(path, "there is no such file, or it may not be read", "");
    }
    std::array<char, 12> start{};
    file.read(start.data(), 10);
    if (!file || std::string(start.data(), 6) != "\x93NUMPY") {
        refuse(path, "it is not a NumPy array file", "numpy.save writes one");
    }
    const auto byte = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(start[i]));
    };
    std::size_t length = byte(8) + (byte(9) << 8U);
    bytes = 10;
    if (byte(6) > 1) {
        file.read(start.data() + 10, 2);
        length += (byte(10) << 16U) + (byte(11) << 24U);
        bytes = 12;
    }
    std::string text(file && length <= kLongestHeader ? length : 0, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file || text.empty()) {
        refuse(path, "its header is broken", "write it again");
    }
    bytes += length;
    return text;
}

/// What stands after a key of the dictionary.
std::string value_of(const std::string& path, const std::string& text, const std::string& pattern) {
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(pattern))) {
        refuse(path, "its header is broken", "write it again");
    }
    return match[1];
}

}  // namespace

NpyHeader read_npy_header(const std::string& path) {
    NpyHeader header;
    const std::string text = read_dictionary(path, header.bytes);
    const std::string type = value_of(path, text, R"('descr':\s*'?([^',]*))");
    header.is_double = type == "<f8";
    if (type != "<f4" && !header.is_double) {
        refuse(path, "its values are of type " + type + ", not float32 or float64",
               "numpy.save(path, features.astype('float32'))");
    }
    if (value_of(path, text, R"('fortran_order':\s*(\w+))") != "False") {
        refuse(path, "its values are in Fortran order",
               "numpy.save(path, numpy.ascontiguousarray(features))");
    }
    const std::string shape = value_of(path, text, R"('shape':\s*\(([^)]*)\))");
    const std::regex number("[0-9]+");
    for (std::sregex_iterator it(shape.begin(), shape.end(), number), end; it != end; ++it) {
        header.shape.push_back(std::stoull(it->str()));
    }
    return header;
}

}  // namespace ventral::io
