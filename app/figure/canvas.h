#pragma once

/// A drawing surface: lines, areas, text and pixel images, saved as PNG, SVG or PDF. Coordinates
/// are in points from the top left corner, y down.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ventral::app {

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
    double alpha = 1;
};

inline constexpr Colour kBlack{0, 0, 0, 1};
inline constexpr Colour kGrey{0.45, 0.45, 0.45, 1};
inline constexpr Colour kPale{0.88, 0.88, 0.88, 1};

/// Colours that stay apart for colour-blind readers (Okabe & Ito 2008), in turn.
Colour palette(std::size_t index);

struct Box {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    double right() const { return left + width; }
    double bottom() const { return top + height; }
};

struct Pen {
    Colour colour = kBlack;
    double width = 1;
    std::vector<double> dashes{};  ///< lengths on and off; empty: solid
};

enum class Align { Left, Centre, Right };

struct TextStyle {
    double size = 10;
    Align align = Align::Left;
    Colour colour = kBlack;
    bool bold = false;
    bool upright = false;  ///< turned by 90 degrees, read from the right
};

/// RGB pixels, top row first.
struct PixelImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

using Points = std::vector<std::pair<double, double>>;

class Canvas {
public:
    /// @param path ending in .png, .svg or .pdf, which decides the format; base::ConfigError
    /// otherwise.
    Canvas(const std::string& path, double width, double height);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    double width() const { return width_; }
    double height() const { return height_; }

    /// Points that are not finite break the line.
    void draw_line(const Points& points, const Pen& pen);
    void fill(const Points& outline, const Colour& colour);
    void fill_box(const Box& box, const Colour& colour);
    void draw_box(const Box& box, const Pen& pen);
    /// @param y the text's baseline.
    void draw_text(double x, double y, const std::string& text, const TextStyle& style = {});
    double text_width(const std::string& text, const TextStyle& style = {});
    /// Stretches the image over the box without smoothing.
    void draw_image(const Box& box, const PixelImage& image);
    /// Draws only inside the box from here on; an empty box lifts it.
    void clip_to(const Box& box);

    /// The finished picture as the bytes of its file.
    std::string bytes();
    /// Writes the file, whole or not at all; base::IoError if it exists and not `force`.
    void save(bool force);

private:
    struct Surface;
    std::string path_;
    double width_;
    double height_;
    std::unique_ptr<Surface> surface_;
};

}  // namespace ventral::app
