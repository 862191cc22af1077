#include "sim/base/text.h"
#include "stimuli/read/kind_specs.h"
#include "stimuli/read/rules.h"

namespace ventral::stimuli {
namespace {

template <class T>
config::Spec<T>& wave_keys(config::Spec<T>& spec) {
    return spec
        .required_number("spatial_frequency_cpd", &T::spatial_frequency_cpd,
                         {.unit = "cycles/deg", .min = 0, .max = 100, .doc = "Spatial frequency."})
        .number("orientation_deg", &T::orientation_deg,
                angle_rule("Of the bars, counter-clockwise from horizontal, period 180; it drifts "
                           "towards orientation + 90. Default 0."))
        .number("direction_deg", &T::direction_deg,
                angle_rule("Of the drift, period 360, instead of the orientation."))
        .number("phase_deg", &T::phase_deg,
                angle_rule("At (x_deg, y_deg) and t = 0; 0: rising through the mean."))
        .required_number("michelson_contrast", &T::michelson_contrast,
                         share_rule("(Lmax - Lmin) / (Lmax + Lmin)."))
        .choice("waveform", member_of<T>(&Wave::waveform),
                {{"sine", Waveform::Sine, "A sine wave."},
                 {"square", Waveform::Square, "Bars of two luminances."}},
                "Luminance profile.")
        .choice("motion", member_of<T>(&Wave::motion),
                {{"static", GratingMotion::Static, "Does not change."},
                 {"drifting", GratingMotion::Drifting, "Moves along its direction."},
                 {"counterphase", GratingMotion::Counterphase, "Its contrast follows a cosine."}},
                "How it changes in time.")
        .number("temporal_frequency_hz", &T::temporal_frequency_hz,
                {.unit = "Hz", .min = 0, .max = 200, .doc = "Cycles per second."})
        .check([](const T& wave, const config::Node& node) {
            if (wave.orientation_deg && wave.direction_deg) {
                node.fail_at("direction_deg", "orientation and direction are both given",
                             "one of orientation_deg and direction_deg",
                             "a grating drifts towards its orientation + 90");
            }
            if (wave.motion == GratingMotion::Static && wave.temporal_frequency_hz > 0) {
                node.fail_at("temporal_frequency_hz", "a static grating has no temporal frequency",
                             "0, or motion: drifting or counterphase");
            }
        });
}

void check_aperture(const Aperture& aperture, const config::Node& node) {
    const double inner = aperture.inner_diameter_deg;
    if (aperture.diameter_deg && inner >= *aperture.diameter_deg) {
        node.fail_at("inner_diameter_deg", "the hole is not smaller than the aperture",
                     base::str("0 <= inner_diameter_deg < diameter_deg = ",
                               base::format_number(*aperture.diameter_deg)));
    }
    if (aperture.edge != ApertureEdge::Hard && !aperture.diameter_deg) {
        node.fail_at("edge", "a soft edge needs a diameter", "diameter_deg");
    }
    if (aperture.edge == ApertureEdge::Gaussian && inner > 0) {
        node.fail_at("inner_diameter_deg", "a Gaussian window has no hole",
                     "0, or edge: hard or raised_cosine");
    }
    if (aperture.edge == ApertureEdge::RaisedCosine) {
        const double widest = 0.5 * (aperture.diameter_deg.value_or(0) - inner);
        if (aperture.edge_deg <= 0 || aperture.edge_deg > widest) {
            node.fail_at("edge_deg", "the raised-cosine edge does not fit the aperture",
                         base::str("0 < edge_deg <= ", base::format_number(widest)));
        }
    } else if (aperture.edge_deg > 0) {
        node.fail_at("edge_deg", "only a raised-cosine edge has a width", "edge: raised_cosine");
    }
}

template <class T>
config::Spec<T>& aperture_keys(config::Spec<T>& spec) {
    return spec
        .number("diameter_deg", &T::diameter_deg,
                size_rule("Outer diameter of the aperture; absent: the whole field."))
        .number("inner_diameter_deg", &T::inner_diameter_deg,
                size_or_none_rule("Diameter of the hole of an annulus; 0: none."))
        .choice("edge", member_of<T>(&Aperture::edge),
                {{"hard", ApertureEdge::Hard, "Cut at the diameter."},
                 {"gaussian", ApertureEdge::Gaussian, "A Gaussian of SD diameter / 4."},
                 {"raised_cosine", ApertureEdge::RaisedCosine,
                  "Falls over edge_deg inside the diameter."}},
                "Profile of the aperture.")
        .number("edge_deg", &T::edge_deg, size_or_none_rule("Width of a raised-cosine edge."))
        .check([](const T& value, const config::Node& node) { check_aperture(value, node); });
}

template <class T>
config::Spec<T>& mean_key(config::Spec<T>& spec) {
    return spec.number("mean_luminance", &T::mean_luminance,
                       luminance_rule("Mean of the wave; absent: the background."));
}

}  // namespace

config::Spec<Grating> grating_spec() {
    config::Spec<Grating> spec(
        "grating",
        "A grating in a round aperture or an annulus (Ichida, Schwabe, Bressloff & Angelucci "
        "2007).");
    wave_keys(place_keys(spec));
    return mean_key(aperture_keys(spec));
}

config::Spec<Plaid> plaid_spec() {
    config::Spec<Plaid> spec("plaid",
                             "Gratings that add up in one aperture (Movshon, Adelson, Gizzi & "
                             "Newsome 1985).");
    config::Spec<Wave> component("component", "A grating of the plaid.");
    wave_keys(component);
    place_keys(spec).required_field("components", &Plaid::components,
                                    config::list_codec(component.codec(), {1, 16}),
                                    "The gratings.");
    return mean_key(aperture_keys(spec)).check([](const Plaid& plaid, const config::Node& node) {
        double sum = 0;
        for (const Wave& wave : plaid.components) {
            sum += wave.michelson_contrast;
        }
        if (sum > 1 + 1e-9) {
            node.fail_at("components",
                         base::str("the contrasts add up to ", base::format_number(sum)),
                         "a sum of michelson_contrast up to 1");
        }
    });
}

config::Spec<Gabor> gabor_spec() {
    config::Spec<Gabor> spec("gabor",
                             "A grating in a Gaussian window, a Gabor patch (Polat & Sagi 1993).");
    wave_keys(place_keys(spec))
        .required_number("sigma_deg", &Gabor::sigma_deg, size_rule("SD of the window, across."))
        .number(
            "aspect_ratio", &Gabor::aspect_ratio,
            {.min = 0.01, .max = 100, .doc = "SD of the window along the bars / SD across them."});
    return mean_key(spec);
}

}  // namespace ventral::stimuli
