#include "app/figure/canvas.h"

#include "sim/base/errors.h"
#include "sim/io/atomic_file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include <array>
#include <cmath>
#include <numbers>

namespace ventral::app {

namespace {

constexpr double kPixelsPerPoint = 2;  ///< of PNG files
constexpr const char* kFont = "sans-serif";

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int length) {
    auto& text = *static_cast<std::string*>(closure);
    text.append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

enum class Format { Png, Svg, Pdf };

Format format_of(const std::string& path) {
    if (path.ends_with(".png")) {
        return Format::Png;
    }
    if (path.ends_with(".svg")) {
        return Format::Svg;
    }
    if (path.ends_with(".pdf")) {
        return Format::Pdf;
    }
    throw base::ConfigError({.what = "a figure is written as PNG, SVG or PDF",
                             .file = path,
                             .got = path,
                             .allowed = "a name that ends in .png, .svg or .pdf"});
}

void set_colour(cairo_t* context, const Colour& colour) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha);
}

void set_font(cairo_t* context, const TextStyle& style) {
    cairo_select_font_face(context, kFont, CAIRO_FONT_SLANT_NORMAL,
                           style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, style.size);
}

}  // namespace

Colour palette(std::size_t index) {
    static constexpr std::array<Colour, 7> kColours{{{0.00, 0.45, 0.70},
                                                     {0.90, 0.62, 0.00},
                                                     {0.00, 0.00, 0.00},
                                                     {0.00, 0.62, 0.45},
                                                     {0.80, 0.47, 0.65},
                                                     {0.34, 0.71, 0.91},
                                                     {0.84, 0.37, 0.00}}};
    return kColours[index % kColours.size()];
}

struct Canvas::Surface {
    std::string bytes;  ///< of an SVG or PDF file, as cairo emits them
    cairo_surface_t* surface = nullptr;
    cairo_t* context = nullptr;
    bool is_png = false;

    Surface(Format format, double width, double height) : is_png(format == Format::Png) {
        if (format == Format::Svg) {
            surface = cairo_svg_surface_create_for_stream(append, &bytes, width, height);
        } else if (format == Format::Pdf) {
            surface = cairo_pdf_surface_create_for_stream(append, &bytes, width, height);
            // The earliest time that ZIP knows, as elsewhere: equal figures are equal bytes.
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                           "1980-01-01T00:00:00Z");
        } else {
            surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(width * kPixelsPerPoint)),
                static_cast<int>(std::lround(height * kPixelsPerPoint)));
        }
        context = cairo_create(surface);
        if (is_png) {
            cairo_scale(context, kPixelsPerPoint, kPixelsPerPoint);
        }
    }
    ~Surface() {
        cairo_destroy(context);
        cairo_surface_destroy(surface);
    }
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
};

Canvas::Canvas(const std::string& path, double width, double height)
    : path_(path), width_(width), height_(height) {
    surface_ = std::make_unique<Surface>(format_of(path), width, height);
    fill_box({0, 0, width, height}, {1, 1, 1, 1});
}

Canvas::~Canvas() = default;

void Canvas::draw_line(const Points& points, const Pen& pen) {
    cairo_t* context = surface_->context;
    set_colour(context, pen.colour);
    cairo_set_line_width(context, pen.width);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(context, pen.dashes.data(), static_cast<int>(pen.dashes.size()), 0);
    bool is_down = false;
    for (const auto& [x, y] : points) {
        if (!std::isfinite(x) || !std::isfinite(y)) {
            is_down = false;
        } else if (is_down) {
            cairo_line_to(context, x, y);
        } else {
            cairo_move_to(context, x, y);
            is_down = true;
        }
    }
    cairo_stroke(context);
}

void Canvas::fill(const Points& outline, const Colour& colour) {
    cairo_t* context = surface_->context;
    set_colour(context, colour);
    for (const auto& [x, y] : outline) {
        cairo_line_to(context, x, y);
    }
    cairo_close_path(context);
    cairo_fill(context);
}

void Canvas::fill_box(const Box& box, const Colour& colour) {
    set_colour(surface_->context, colour);
    cairo_rectangle(surface_->context, box.left, box.top, box.width, box.height);
    cairo_fill(surface_->context);
}

void Canvas::draw_box(const Box& box, const Pen& pen) {
    draw_line({{box.left, box.top},
               {box.right(), box.top},
               {box.right(), box.bottom()},
               {box.left, box.bottom()},
               {box.left, box.top}},
              pen);
}

double Canvas::text_width(const std::string& text, const TextStyle& style) {
    set_font(surface_->context, style);
    cairo_text_extents_t extents{};
    cairo_text_extents(surface_->context, text.c_str(), &extents);
    return extents.x_advance;
}

void Canvas::draw_text(double x, double y, const std::string& text, const TextStyle& style) {
    cairo_t* context = surface_->context;
    const double width = text_width(text, style);
    double shift = 0;
    if (style.align != Align::Left) {
        shift = style.align == Align::Right ? -width : -0.5 * width;
    }
    cairo_save(context);
    set_colour(context, style.colour);
    cairo_translate(context, x, y);
    if (style.upright) {
        cairo_rotate(context, -0.5 * std::numbers::pi);
    }
    cairo_move_to(context, shift, 0);
    cairo_show_text(context, text.c_str());
    cairo_new_path(context);  // cairo would go on from the end of the text
    cairo_restore(context);
}

void Canvas::draw_image(const Box& box, const PixelImage& image) {
    cairo_surface_t* pixels =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.width, image.height);
    unsigned char* rows = cairo_image_surface_get_data(pixels);
    const int stride = cairo_image_surface_get_stride(pixels);
    for (int row = 0; row < image.height; ++row) {
        auto* out =
            reinterpret_cast<std::uint32_t*>(rows + static_cast<std::ptrdiff_t>(row) * stride);
        for (int column = 0; column < image.width; ++column) {
            const auto i =
                3 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) +
                     static_cast<std::size_t>(column));
            out[column] = (static_cast<std::uint32_t>(image.rgb[i]) << 16U) |
                          (static_cast<std::uint32_t>(image.rgb[i + 1]) << 8U) |
                          static_cast<std::uint32_t>(image.rgb[i + 2]);
        }
    }
    cairo_surface_mark_dirty(pixels);
    cairo_t* context = surface_->context;
    cairo_save(context);
    cairo_translate(context, box.left, box.top);
    cairo_scale(context, box.width / image.width, box.height / image.height);
    cairo_set_source_surface(context, pixels, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
    cairo_paint(context);
    cairo_restore(context);
    cairo_surface_destroy(pixels);
}

void Canvas::clip_to(const Box& box) {
    cairo_reset_clip(surface_->context);
    if (box.width > 0 && box.height > 0) {
        cairo_rectangle(surface_->context, box.left, box.top, box.width, box.height);
        cairo_clip(surface_->context);
    }
}

std::string Canvas::bytes() {
    std::string bytes;
    if (surface_->is_png) {
        cairo_surface_write_to_png_stream(surface_->surface, append, &bytes);
    } else {
        cairo_surface_finish(surface_->surface);
        bytes = surface_->bytes;
    }
    const cairo_status_t status = cairo_status(surface_->context);
    if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED) {
        throw base::IoError("cannot draw", path_, cairo_status_to_string(status));
    }
    return bytes;
}

void Canvas::save(bool force) {
    io::write_file(path_, bytes(), force);
}

}  // namespace ventral::app
