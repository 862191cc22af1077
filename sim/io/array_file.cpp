#include "sim/io/array_file.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/hdf5.h"
#include "sim/io/npy_header.h"

#include <fstream>
#include <numeric>
#include <optional>
#include <utility>

namespace ventral::io {

struct ArrayFile::Content {
    std::string path;
    std::vector<std::size_t> shape;
    std::vector<std::string> axis_names;
    std::optional<File> hdf5;  ///< outlives the dataset
    std::optional<Dataset> dataset;
    NpyHeader header;  ///< of a .npy file
};

namespace {

constexpr const char* kCannotRead = "cannot read features";

std::size_t product(const std::vector<std::size_t>& shape, std::size_t begin, std::size_t end) {
    return std::accumulate(shape.begin() + static_cast<std::ptrdiff_t>(begin),
                           shape.begin() + static_cast<std::ptrdiff_t>(end), std::size_t{1},
                           std::multiplies<>());
}

/// "y" of a scale at "/y"; empty where an axis has none.
std::vector<std::string> scale_names(const Dataset& dataset) {
    std::vector<std::string> names;
    for (std::size_t axis = 0; axis < dataset.shape().size(); ++axis) {
        const std::string path = dataset.scale_path(axis);
        if (path.empty()) {
            return {};
        }
        names.push_back(path.substr(path.rfind('/') + 1));
    }
    return names;
}

void open_hdf5(const std::string& name, ArrayFile::Content& content) {
    content.hdf5.emplace(
        File::open(content.path, "features are a .npy file or an HDF5 file with a dataset"));
    if (!content.hdf5->has_dataset(name)) {
        throw base::IoError(kCannotRead, content.path,
                            base::str("there is no dataset '", name, "' in it, but ",
                                      base::join(content.hdf5->names())),
                            "name it: `dataset: NAME`");
    }
    content.dataset.emplace(content.hdf5->dataset(name));
    if (!content.dataset->is_float()) {
        throw base::IoError(kCannotRead, content.path,
                            "'" + name + "' does not hold floating-point numbers",
                            "write float32 or float64");
    }
    content.shape = content.dataset->shape();
    content.axis_names = scale_names(*content.dataset);
}

template <class Number>
void read_runs(const ArrayFile::Content& content,
               std::size_t outer,
               std::size_t stride,
               std::size_t first,
               std::size_t inner,
               std::vector<float>& values) {
    std::ifstream file(content.path, std::ios::binary);
    std::vector<Number> run(inner);
    for (std::size_t o = 0; o < outer; ++o) {
        file.seekg(static_cast<std::streamoff>(content.header.bytes +
                                               (o * stride + first) * sizeof(Number)));
        file.read(reinterpret_cast<char*>(run.data()),
                  static_cast<std::streamsize>(inner * sizeof(Number)));
        if (!file) {
            throw base::IoError(kCannotRead, content.path, "the file ends before its values do",
                                "write it again");
        }
        for (const Number value : run) {
            values.push_back(static_cast<float>(value));
        }
    }
}

}  // namespace

ArrayFile::ArrayFile(const std::string& path, const std::string& dataset)
    : content_(std::make_unique<Content>()) {
    content_->path = path;
    if (path.ends_with(".npy")) {
        content_->header = read_npy_header(path);
        content_->shape = content_->header.shape;
    } else {
        open_hdf5(dataset, *content_);
    }
}

ArrayFile::~ArrayFile() = default;
ArrayFile::ArrayFile(ArrayFile&&) noexcept = default;
ArrayFile& ArrayFile::operator=(ArrayFile&&) noexcept = default;

const std::string& ArrayFile::path() const {
    return content_->path;
}

const std::vector<std::size_t>& ArrayFile::shape() const {
    return content_->shape;
}

const std::vector<std::string>& ArrayFile::axis_names() const {
    return content_->axis_names;
}

std::vector<float> ArrayFile::at(std::size_t axis, std::size_t index) const {
    const Content& content = *content_;
    if (content.dataset) {
        Shape offset(content.shape.size(), 0);
        Shape count = content.shape;
        offset[axis] = index;
        count[axis] = 1;
        return content.dataset->read_slab(offset, count);
    }
    const std::size_t outer = product(content.shape, 0, axis);
    const std::size_t inner = product(content.shape, axis + 1, content.shape.size());
    const std::size_t stride = content.shape[axis] * inner;
    std::vector<float> values;
    values.reserve(outer * inner);
    if (content.header.is_double) {
        read_runs<double>(content, outer, stride, index * inner, inner, values);
    } else {
        read_runs<float>(content, outer, stride, index * inner, inner, values);
    }
    return values;
}

}  // namespace ventral::io
