#include "sim/base/errors.h"
#include "sim/io/hdf5.h"
#include "sim/io/hdf5_types.h"

#include <hdf5.h>

namespace ventral::io {

Dataset Group::create_view(const std::string& name,
                           const Shape& shape,
                           const Dataset& source,
                           const Shape& part) {
    const QuietErrors quiet;
    const std::string target = path() == "/" ? "/" + name : path() + "/" + name;
    const std::string operation = saying("create dataset", target);
    if (element_count(shape) != element_count(part)) {
        throw base::IoError(operation, file(), "it has not as many values as its source");
    }
    const Handle type(checked(H5Dget_type(source.id()), operation, file()));
    const Handle space = make_space(shape);
    const Handle source_space = make_space(source.shape());
    const std::vector<hsize_t> start(part.size(), 0);
    const std::vector<hsize_t> count(part.begin(), part.end());
    checked(H5Sselect_hyperslab(source_space.id(), H5S_SELECT_SET, start.data(), nullptr,
                                count.data(), nullptr),
            operation, file());
    const Handle plan(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_obj_track_times(plan.id(), false);
    checked(H5Pset_virtual(plan.id(), space.id(), ".", source.path().c_str(), source_space.id()),
            operation, file());
    Handle made(checked(H5Dcreate2(id(), target.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                   plan.id(), H5P_DEFAULT),
                        operation, file()));
    return {std::move(made), file(), target};
}

void Group::link(const std::string& name, const std::string& target) {
    const QuietErrors quiet;
    checked(H5Lcreate_soft(target.c_str(), id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
            saying("link", name), file());
}

}  // namespace ventral::io
