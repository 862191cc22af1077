#pragma once

/// A thin layer over the HDF5 C interface: groups, datasets with dimension scales, attributes.
/// Every failure is a base::IoError with the file, the object and HDF5's own reason. Object times
/// are never stored, so that equal content gives equal bytes. Texts are variable-length UTF-8.

#include "sim/io/hdf5_handle.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ventral::io {

/// Extents of an array, slowest axis first.
using Shape = std::vector<std::size_t>;

/// Element types that this layer writes.
enum class Element { Float32, Float64, Int32, Int64, UInt32, Text };

/// How an array lies in the file.
struct Storage {
    Shape chunk;            ///< chunk extents; empty: contiguous
    bool compress = true;   ///< shuffle + deflate 1, only with chunks
    bool nan_fill = false;  ///< what was never written reads as NaN (float types)
    std::size_t cache = 0;  ///< bytes of chunk cache, 0: HDF5's own 1 MiB
};

/// Slabs of a dataset in another file.
struct VirtualSource {
    std::string file;  ///< relative to the folder of the file that refers to it
    std::string dataset;
    std::vector<Shape> offsets;  ///< where the slabs begin
    Shape extent;                ///< of each
};

/// Anything that carries attributes: a group or a dataset.
class Object {
public:
    Object(Handle handle, std::string file, std::string path);

    /// Absolute path inside the file.
    const std::string& path() const { return path_; }
    /// The file's path on disk.
    const std::string& file() const { return file_; }
    std::int64_t id() const { return handle_.id(); }

    bool has_attribute(const std::string& name) const;
    /// Names in alphabetical order.
    std::vector<std::string> attribute_names() const;
    /// Sets or replaces an attribute.
    void set_text(const std::string& name, const std::string& value);
    void set_texts(const std::string& name, const std::vector<std::string>& values);
    void set_number(const std::string& name, double value);
    void set_integer(const std::string& name, std::int64_t value);
    /// Points to another object of the same file.
    void set_reference(const std::string& name, const Object& target);
    std::string text(const std::string& name) const;
    std::vector<std::string> texts(const std::string& name) const;
    double number(const std::string& name) const;
    std::int64_t integer(const std::string& name) const;

protected:
    /// "cannot VERB 'PATH'" for messages.
    std::string saying(const std::string& verb, const std::string& name = "") const;
    Handle handle_;

private:
    std::string file_;
    std::string path_;
};

/// An n-dimensional array in a file.
class Dataset : public Object {
public:
    using Object::Object;

    Shape shape() const;
    /// Extents of a chunk; empty if contiguous.
    Shape chunk() const;
    bool is_compressed() const;
    /// True for little-endian 32-bit floats, shuffled and deflated and nothing else: what
    /// sim/io/chunk_codec.h reads.
    bool holds_packed_floats() const;
    bool is_text() const;
    bool is_float() const;
    std::size_t size() const;

    /// Whole array; the span's length must be size().
    void write(std::span<const float> values);
    void write(std::span<const double> values);
    void write(std::span<const std::int32_t> values);
    void write(std::span<const std::int64_t> values);
    void write(std::span<const std::uint32_t> values);
    void write(const std::vector<std::string>& values);
    /// A hyperslab; the span's length must be the product of `count`. Whether the disk took it
    /// is told by File::flush or close, to be called while the dataset is open.
    void write_slab(const Shape& offset, const Shape& count, std::span<const float> values);
    /// Writes what is buffered of it, so that readers of a live file see it.
    void show();

    std::vector<float> read_floats() const;
    std::vector<double> read_doubles() const;
    std::vector<std::int64_t> read_integers() const;
    std::vector<std::string> read_texts() const;
    std::vector<float> read_slab(const Shape& offset, const Shape& count) const;

    /// Makes this one-dimensional dataset a dimension scale of that name.
    void make_scale(const std::string& name);
    bool is_scale() const;
    void attach_scale(std::size_t axis, const Dataset& scale);
    /// Path of the first scale attached to the axis, or empty.
    std::string scale_path(std::size_t axis) const;

    /// True if the chunk that starts at `offset` was ever written.
    bool has_chunk(const Shape& offset) const;
    /// A chunk's bytes as stored, filters and all; `filters` receives the mask of skipped filters.
    std::vector<unsigned char> read_chunk(const Shape& offset, std::uint32_t& filters) const;
    /// Stores a chunk's bytes as they are: the dataset must have the same filters.
    void write_chunk(const Shape& offset,
                     std::uint32_t filters,
                     std::span<const unsigned char> bytes);
};

/// A group. Paths are relative to it unless they begin with '/'.
class Group : public Object {
public:
    using Object::Object;

    bool has(const std::string& path) const;
    bool has_group(const std::string& path) const;
    bool has_dataset(const std::string& path) const;
    /// Names of the links in it, in the order they were created.
    std::vector<std::string> names() const;

    /// Opens the group, creating it and its parents where they are missing.
    Group require_group(const std::string& path);
    /// Takes a group or dataset away; nothing if there is none.
    void remove(const std::string& path);
    Group group(const std::string& path) const;
    Dataset dataset(const std::string& path) const;
    /// @param shape empty: a scalar.
    Dataset create_dataset(const std::string& name,
                           Element element,
                           const Shape& shape,
                           const Storage& storage = {});

    /// A virtual dataset of the same file: the part of `source` that begins at 0 and has these
    /// extents, its values in row-major order under another shape of as many values. Nothing is
    /// stored twice.
    Dataset create_view(const std::string& name,
                        const Shape& shape,
                        const Dataset& source,
                        const Shape& part);
    /// A virtual dataset of 32-bit floats whose values lie in datasets of the same shape in other
    /// files. What no source holds, and what is in files that are gone, reads as NaN.
    Dataset create_referring(const std::string& name,
                             const Shape& shape,
                             const std::vector<VirtualSource>& sources);
    /// A soft link to an object of the same file.
    void link(const std::string& name, const std::string& target);

    void write_text(const std::string& name, const std::string& value);
    Dataset write_texts(const std::string& name, const std::vector<std::string>& values);
    Dataset write_numbers(const std::string& name, std::span<const double> values);
    std::string read_text(const std::string& name) const;

private:
    std::string absolute(const std::string& path) const;
};

/// An open file, which is also its root group.
class File : public Group {
public:
    /// Creates or truncates.
    static File create(const std::string& path);
    /// Creates a file that others may read while it is written, once start_live() was called.
    static File create_live(const std::string& path);
    /// From now on no object may be made, only values written.
    void start_live();
    /// Missing, truncated and foreign files are IoErrors that say which, with the hint given.
    static File open(const std::string& path, const std::string& hint = "");
    static File open_for_writing(const std::string& path);
    /// Writes all that is buffered. To be called before datasets written by slabs are closed: a
    /// destructor cannot tell that the disk is full.
    void flush();
    /// Flushes and closes, reporting what the destructor would have to swallow (a full disk).
    /// Groups and datasets of the file must be gone.
    void close();

private:
    File(Handle file, const std::string& path);
    static File open_mode(const std::string& path, unsigned flags, const std::string& hint);
};

}  // namespace ventral::io
