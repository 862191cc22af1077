#pragma once

/// Textures of oriented lines, with regions that differ from the ground, and random dots.

#include "stimuli/geometry/shape.h"
#include "stimuli/kinds/colour.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// What becomes of an element that would cross a region's border.
enum class AtBorder {
    Move,    ///< pushed to its own side, the shortest way; removed if that is not possible
    Remove,  ///< left out
    Clip,    ///< drawn on its own side only
};

/// A part of the texture whose elements differ. Later regions lie on top of earlier ones.
struct TextureRegion {
    std::string name{};
    Shape shape{};
    double orientation_deg = 0;
    double orientation_jitter_deg = 0;  ///< half range of a uniform spread
    std::optional<double> luminance{};  ///< as the ground's if absent
    bool operator==(const TextureRegion&) const = default;
};

/// Line elements on a jittered lattice, one per cell of 1/density. Each cell draws from its own
/// random stream, so that a texture does not depend on its extent, on its regions or on the grid.
struct LineTexture {
    double x_deg = 0;  ///< centre of the extent
    double y_deg = 0;
    std::optional<double> width_deg{};  ///< extent; absent: the whole field
    std::optional<double> height_deg{};
    double element_length_deg = 0.5;         ///< > 0
    double element_width_deg = 0.05;         ///< > 0
    double density_per_deg2 = 4;             ///< > 0
    double jitter = 0.5;                     ///< 0..1 of the cell
    double orientation_deg = 0;              ///< of the ground's elements
    double orientation_jitter_deg = 0;       ///< half range of a uniform spread; 90: random
    std::optional<double> luminance{};       ///< of the elements: one of these three
    std::optional<double> weber_contrast{};  ///< Weber contrast against the background
    std::optional<Colour> colour{};
    AtBorder at_border = AtBorder::Move;
    std::optional<std::string> stream{};  ///< absent: the element's own name
    std::uint64_t instance = 0;           ///< another number: another texture of the same seed
    std::vector<TextureRegion> regions{};
    bool operator==(const LineTexture&) const = default;
};

/// A part of a dot texture that steps differently.
struct DotRegion {
    std::string name{};
    Shape shape{};
    double direction_deg = 0;
    double step_deg = 0;
    bool operator==(const DotRegion&) const = default;
};

/// Random dots, one per cell of a jittered lattice, that may step all together (Lamme 1995).
struct DotTexture {
    double x_deg = 0;
    double y_deg = 0;
    std::optional<double> width_deg{};  ///< extent; absent: the whole field
    std::optional<double> height_deg{};
    double dot_diameter_deg = 0.1;      ///< > 0
    double density_per_deg2 = 10;       ///< > 0
    std::optional<double> luminance{};  ///< of the dots: one of these three
    std::optional<double> weber_contrast{};
    std::optional<Colour> colour{};
    double dark_fraction = 0;             ///< 0..1 of the dots have the opposite contrast
    double direction_deg = 0;             ///< of the ground's steps
    double step_deg = 0;                  ///< length of a step
    double first_step_ms = 0;             ///< time of the first step, from stimulus onset
    double step_interval_ms = 0;          ///< > 0 if there are several
    int num_steps = 0;                    ///< 0: the dots stand still
    std::optional<std::string> stream{};  ///< absent: the element's own name
    std::uint64_t instance = 0;
    std::vector<DotRegion> regions{};
    bool operator==(const DotTexture&) const = default;
};

}  // namespace ventral::stimuli
