#include "sim/base/errors.h"
#include "sim/io/hdf5.h"
#include "sim/io/hdf5_types.h"

#include <hdf5.h>

#include <limits>

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

Dataset Group::create_referring(const std::string& name,
                                const Shape& shape,
                                const std::vector<VirtualSource>& sources) {
    const QuietErrors quiet;
    const std::string target = path() + "/" + name;
    const std::string operation = saying("create dataset", target);
    const Handle plan(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_obj_track_times(plan.id(), false);
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    checked(H5Pset_fill_value(plan.id(), H5T_NATIVE_FLOAT, &nothing), operation, file());
    for (const VirtualSource& source : sources) {
        // The same places of datasets of the same shape.
        const Handle space = make_space(shape);
        checked(H5Sselect_none(space.id()), operation, file());
        const std::vector<hsize_t> count(source.extent.begin(), source.extent.end());
        for (const Shape& offset : source.offsets) {
            const std::vector<hsize_t> start(offset.begin(), offset.end());
            checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_OR, start.data(), nullptr,
                                        count.data(), nullptr),
                    operation, file());
        }
        checked(H5Pset_virtual(plan.id(), space.id(), source.file.c_str(), source.dataset.c_str(),
                               space.id()),
                operation, file());
    }
    const Handle space = make_space(shape);
    Handle made(checked(H5Dcreate2(id(), target.c_str(), H5T_IEEE_F32LE, space.id(), H5P_DEFAULT,
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
