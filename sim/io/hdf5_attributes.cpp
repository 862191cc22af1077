#include "sim/base/errors.h"
#include "sim/io/hdf5.h"
#include "sim/io/hdf5_types.h"

#include <hdf5.h>

#include <algorithm>
#include <utility>

namespace ventral::io {
namespace {

/// Creates the attribute anew, so that it may change its type and length.
Handle make_attribute(const Object& object,
                      const std::string& name,
                      const Handle& type,
                      const Handle& space,
                      const std::string& operation) {
    if (object.has_attribute(name)) {
        checked(H5Adelete(object.id(), name.c_str()), operation, object.file());
    }
    return Handle(checked(
        H5Acreate2(object.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
        operation, object.file()));
}

void write_attribute(const Object& object,
                     const std::string& name,
                     Element element,
                     std::int64_t memory_type,
                     const Shape& shape,
                     const void* values) {
    const QuietErrors quiet;
    const std::string operation =
        "cannot write attribute '" + name + "' of '" + object.path() + "'";
    const Handle type = file_type(element);
    const Handle space = make_space(shape);
    const Handle attribute = make_attribute(object, name, type, space, operation);
    checked(H5Awrite(attribute.id(), memory_type, values), operation, object.file());
}

Handle open_attribute(const Object& object, const std::string& name, std::string& operation) {
    operation = "cannot read attribute '" + name + "' of '" + object.path() + "'";
    return Handle(
        checked(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT), operation, object.file()));
}

template <class Number>
Number read_number(const Object& object, const std::string& name, std::int64_t memory_type) {
    const QuietErrors quiet;
    std::string operation;
    const Handle attribute = open_attribute(object, name, operation);
    const Handle space(H5Aget_space(attribute.id()));
    if (element_count(space_shape(space.id())) != 1) {
        throw base::IoError(operation, object.file(), "it does not hold one number");
    }
    Number value = 0;
    checked(H5Aread(attribute.id(), memory_type, &value), operation, object.file());
    return value;
}

herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* names) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}

}  // namespace

Object::Object(Handle handle, std::string file, std::string path)
    : handle_(std::move(handle)), file_(std::move(file)), path_(std::move(path)) {}

std::string Object::saying(const std::string& verb, const std::string& name) const {
    return "cannot " + verb + " '" + (name.empty() ? path_ : name) + "'";
}

bool Object::has_attribute(const std::string& name) const {
    const QuietErrors quiet;
    return H5Aexists(id(), name.c_str()) > 0;
}

std::vector<std::string> Object::attribute_names() const {
    const QuietErrors quiet;
    std::vector<std::string> names;
    checked(H5Aiterate2(id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_name, &names),
            saying("list the attributes of"), file());
    std::sort(names.begin(), names.end());
    return names;
}

void Object::set_text(const std::string& name, const std::string& value) {
    const char* raw = value.c_str();
    const Handle type = text_type();
    write_attribute(*this, name, Element::Text, type.id(), {}, &raw);
}

void Object::set_texts(const std::string& name, const std::vector<std::string>& values) {
    const std::vector<const char*> raw = pointers(values);
    const Handle type = text_type();
    write_attribute(*this, name, Element::Text, type.id(), {values.size()}, raw.data());
}

void Object::set_number(const std::string& name, double value) {
    write_attribute(*this, name, Element::Float64, H5T_NATIVE_DOUBLE, {}, &value);
}

void Object::set_integer(const std::string& name, std::int64_t value) {
    write_attribute(*this, name, Element::Int64, H5T_NATIVE_INT64, {}, &value);
}

void Object::set_reference(const std::string& name, const Object& target) {
    const QuietErrors quiet;
    const std::string operation = "cannot write attribute '" + name + "' of '" + path() + "'";
    hobj_ref_t reference = 0;
    checked(H5Rcreate(&reference, target.id(), ".", H5R_OBJECT, -1), operation, file());
    const Handle type(H5Tcopy(H5T_STD_REF_OBJ));
    const Handle space = make_space({});
    const Handle attribute = make_attribute(*this, name, type, space, operation);
    checked(H5Awrite(attribute.id(), H5T_STD_REF_OBJ, &reference), operation, file());
}

std::string Object::text(const std::string& name) const {
    const std::vector<std::string> values = texts(name);
    if (values.size() != 1) {
        throw base::IoError("cannot read attribute '" + name + "' of '" + path() + "'", file(),
                            "it does not hold one text");
    }
    return values.front();
}

std::vector<std::string> Object::texts(const std::string& name) const {
    const QuietErrors quiet;
    std::string operation;
    const Handle attribute = open_attribute(*this, name, operation);
    const Handle type(H5Aget_type(attribute.id()));
    const Handle space(H5Aget_space(attribute.id()));
    return read_strings(
        type.id(), element_count(space_shape(space.id())),
        [&](std::int64_t memory, void* buffer) { return H5Aread(attribute.id(), memory, buffer); },
        operation, file());
}

double Object::number(const std::string& name) const {
    return read_number<double>(*this, name, H5T_NATIVE_DOUBLE);
}

std::int64_t Object::integer(const std::string& name) const {
    return read_number<std::int64_t>(*this, name, H5T_NATIVE_INT64);
}

}  // namespace ventral::io
