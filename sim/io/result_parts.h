#pragma once

/// Finished cells stand as small files in NAME.parts/ and are joined into NAME.h5 at the end, so
/// that a killed run loses no more than the cells in flight. Whatever stands under a final name is
/// whole: files are written under a temporary name, synced and renamed.
///
///   NAME.parts/layout.h5    the final file without its values
///   NAME.parts/000012.h5    cell 12 (ResultLayout::index), with the run's key
///   NAME.parts/000012.checkpoint    cell 12 on its way: what it recorded so far, and its state

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ventral::io {

/// "dir/NAME.parts" of "dir/NAME.h5".
std::string parts_folder(const std::string& final_path);
/// "dir/NAME.partial.h5" of "dir/NAME.h5".
std::string partial_path(const std::string& final_path);

/// "dir/NAME.lock" of "dir/NAME.h5".
std::string lock_path(const std::string& final_path);

/// What to do with parts that are already there.
enum class Existing {
    Refuse,   ///< IoError with the hint --resume or --force
    Resume,   ///< keep those of the same key; IoError if they belong to another run
    Discard,  ///< remove them and begin anew
};

/// True if the folder holds parts of this very run.
bool are_parts_of(const std::string& folder, const ResultLayout& layout);

/// Creates the folder with its layout (validated), or takes up the one that is there.
void begin_parts(const std::string& folder, const ResultLayout& layout, Existing existing);

/// The finished cells, ascending by index. A part of another run or a broken one is an IoError.
std::vector<Cell> finished_cells(const std::string& folder, const ResultLayout& layout);

/// Where a cell stood when it was kept.
struct CellState {
    double time_ms = 0;   ///< simulated
    std::string program;  ///< who can read the state
    std::string state;    ///< as the engine made it
};

/// The state of a cell that was kept and not finished; none if there is no such.
std::optional<CellState> read_checkpoint(const std::string& folder,
                                         const ResultLayout& layout,
                                         const Cell& cell);

/// True if the folder holds a cell that was kept and not finished.
bool holds_checkpoints(const std::string& folder);

/// Writes one cell. Several writers may be at work on several threads, one thread each.
class PartWriter {
public:
    /// The layout must outlive the writer.
    PartWriter(const std::string& folder, const ResultLayout& layout, const Cell& cell);
    /// Goes on with what was kept of a cell: this one, or one that records the same.
    PartWriter(const std::string& folder,
               const ResultLayout& layout,
               const Cell& cell,
               const Cell& kept);
    ~PartWriter();  ///< without commit() nothing remains
    PartWriter(PartWriter&&) noexcept;
    PartWriter& operator=(PartWriter&&) noexcept;

    /// Appends whole time samples, row-major (time, axes...), to a variable of a view.
    /// @param view index into layout.views; @param variable index into its variables.
    void append(std::size_t view, std::size_t variable, std::span<const float> values);
    /// What it took up: all values of every variable until then, to a sink as append() takes them.
    void tell(
        const std::function<void(
            std::size_t view, std::size_t variable, const std::vector<float>& values)>& sink) const;
    /// Keeps what was appended until now, and the state that goes with it.
    void keep(const CellState& state);
    /// Makes the part durable under its name. Every variable must hold all its time samples.
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Joins all parts into `final_path` and removes them, and any NAME.partial.h5. Memory is bounded
/// by a chunk. Throws IoError if a cell is missing.
/// @param late provenance known only now, added to that of the layout. @param complete adds what
/// depends on the whole result, before the file has its name.
void join_parts(const std::string& folder,
                const std::string& final_path,
                bool force = false,
                const TextTable& late = {},
                const std::function<void(const std::string& path)>& complete = {});

/// Takes away what a run leaves that was killed after its result stood: parts, NAME.partial.h5 and
/// lock. IoError if another run holds the lock.
void remove_leftovers(const std::string& final_path);

/// Joins what is finished into NAME.partial.h5, attribute complete = 0, missing cells NaN. Keeps
/// the parts. Returns the path written.
std::string join_partial(const std::string& folder,
                         const std::string& final_path,
                         const TextTable& late = {});

}  // namespace ventral::io
