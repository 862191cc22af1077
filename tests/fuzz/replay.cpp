// Runs a target over the files of folders, as the fuzzer would: its findings, kept as a test.
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    std::vector<std::filesystem::path> paths;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            if (entry.is_regular_file()) {
                paths.push_back(entry.path());
            }
        }
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        std::printf("%s\n", path.c_str());
        std::fflush(stdout);
        std::ifstream in(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        fuzz_one(bytes);
        // Every fourth byte altered, and every prefix of a sixteenth: inputs of nobody's choosing.
        std::string altered = bytes;
        for (std::size_t at = 0; at < altered.size();
             at += std::max<std::size_t>(bytes.size() / 64, 1)) {
            const char kept = altered[at];
            altered[at] = static_cast<char>(kept ^ 0x15);
            fuzz_one(altered);
            altered[at] = kept;
        }
        for (std::size_t part = 1; part < 16; ++part) {
            fuzz_one(std::string_view(bytes).substr(0, bytes.size() * part / 16));
        }
    }
    std::printf("%zu inputs and their alterations\n", paths.size());
    return paths.empty() ? 1 : 0;
}
