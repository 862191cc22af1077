/// Writes files of every kind for open_with_python.py. Usage: write_sample FOLDER

#include "sim/io/array_dataset.h"
#include "sim/io/csv.h"
#include "sim/io/npy.h"
#include "sim/io/png.h"
#include "tests/sim/io/sample_result.h"

#include <iostream>

namespace {

namespace io = ventral::io;
namespace base = ventral::base;

base::LabelledArray small_array() {
    base::LabelledArray array;
    array.name = "index";
    array.unit = "1";
    array.axes = {{"area", "", "", {}, {"V1", "Größe"}},
                  {"delay", "s", "delay", {0.1, 0.2, 0.3}, {}}};
    array.values = {1, 2, 3, 4, 5, 6};
    return array;
}

void write_all(const std::string& folder) {
    ventral::test::write_sample(folder + "/sample.h5");
    const base::LabelledArray array = small_array();
    {
        io::File file = io::File::create(folder + "/arrays.h5");
        io::write_arrays(file, "/comparison", {array}, "A comparison");
        file.close();
    }
    io::write_npz(folder + "/packed.npz", io::npy_arrays(array), false, true);
    io::write_npz(folder + "/stored.npz", io::npy_arrays(array), false, false);
    io::write_npy(folder + "/one.npy", {"one", {2, 3}, array.values}, false);
    io::write_csv(folder + "/table.csv",
                  {{"name", "value"},
                   {{std::string("a \"b\", c\nd"), 0.1}, {std::string("plain"), 1.0F / 3.0F}}},
                  false);
    const std::vector<std::uint8_t> pixels = {0, 50, 100, 150, 200, 250};
    io::write_png(folder + "/grey.png", 3, 2, 1, pixels);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        write_all(count > 1 ? arguments[1] : ".");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
