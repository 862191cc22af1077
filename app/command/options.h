#pragma once

/// The command line as plain values; command_line.cpp fills them in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// What every command understands.
struct CommonOptions {
    bool json = false;
    bool force = false;
    bool quiet = false;
    bool verbose = false;
    std::vector<std::string> model_path;  ///< folders searched first
    std::vector<std::string> allow_path;  ///< folders whose files any file may name
    std::string output;                   ///< empty: the command's own choice
};

/// What changes an experiment from the command line.
struct ExperimentOptions {
    std::vector<std::string> set;       ///< "a.b=c"
    std::vector<std::string> variants;  ///< empty: all
    std::optional<std::uint64_t> seed;
    bool quick = false;  ///< the experiment's own reduced design
};

struct RunOptions {
    std::vector<std::string> experiments;
    ExperimentOptions changes;
    int jobs = 0;  ///< 0: one per processor
    bool dry_run = false;
    bool watch = false;  ///< serve the growing report on loopback
    bool resume = false;
    bool live = false;
    double checkpoint_s = 600;  ///< how often conditions on their way are kept; 0: never
    bool check = false;         ///< once more at half the step
    std::string shard;          ///< "K/N"; empty: the whole run
    bool no_figure = false;
    bool no_report = false;
};

struct SweepOptions {
    std::string experiment;
    ExperimentOptions changes;
    std::vector<std::string> vary;  ///< "PATH=VALUES"
    std::string seeds;              ///< "1,2" or "1:50"
    std::size_t samples = 0;        ///< of random and sobol axes
    std::uint64_t sample_seed = 1;
    std::string folder;  ///< empty: named after the experiment
    int jobs = 0;
    bool resume = false;
    bool dry_run = false;
    bool no_figure = false;
    std::string shard;
};

struct MergeOptions {
    std::vector<std::string> files;
    bool refer = false;  ///< to the shards by virtual datasets, instead of copying
    bool no_report = false;
};

struct CompareOptions {
    std::vector<std::string> files;  ///< one or two
    std::string reference;           ///< empty: feedforward if it is there
    double criterion = 0.05;         ///< fraction of the reference's largest response
    double tolerance = 1e-6;         ///< of two files
    bool no_report = false;
};

struct ReproduceOptions {
    std::vector<std::string> experiments;  ///< empty: all that have targets
    ExperimentOptions changes;
    std::string folder = "reproduction";
    int jobs = 0;
    bool no_report = false;  ///< of the single experiments; the scoreboard is always written
};

struct PlotOptions {
    std::string file;
    std::string what = "overview";
    std::string condition;              ///< empty: traces: the mean over all; maps: the first
    std::string variant;                ///< maps: the one on the left; empty: the first
    std::string reference;              ///< maps: what it is held against; empty: feedforward
    std::vector<double> times_ms{100};  ///< maps
};

struct ReportCommandOptions {
    std::vector<std::string> files;
    std::vector<std::string> conditions;  ///< whose maps are shown; empty: the report's choice
};

struct FitOptions {
    std::string file;
    std::string folder;  ///< empty: named after the file
    int jobs = 0;
    bool resume = false;
};

struct CalibrateOptions {
    std::string model;
    std::string on;                        ///< experiment whose displays are the stimuli
    std::string test;                      ///< another one, kept out; empty: none
    std::vector<std::string> populations;  ///< whose channels are moved
    ExperimentOptions changes;
    std::optional<double> mean;  ///< target; absent: of the channels themselves
    std::optional<double> sd;
    std::vector<double> window_ms{50, 150};
    double rate = 0.5;
    double tolerance = 0.02;
    int epochs = 20;
    int jobs = 0;
};

struct MeasureOptions {
    std::string file;
    std::string from;                   ///< experiment whose measures are taken; empty: its own
    std::vector<std::string> measures;  ///< YAML, "NAME: {...}"
};

struct ValidateOptions {
    std::vector<std::string> files;
    ExperimentOptions changes;
};

struct ListOptions {
    std::string what;
    std::string item;  ///< stimuli: one kind of element
};

struct ShowOptions {
    std::string what;
    std::string subject;  ///< an experiment or a model
    std::string item;     ///< a projection
    std::vector<std::string> conditions;
    ExperimentOptions changes;
    double at_ms = 0;
    std::vector<double> times_ms;  ///< several times side by side
    bool sheet = false;            ///< conditions by times
    bool animate = false;
    double field_deg = 0;  ///< side of the part about the display's origin; 0: all
    double every_ms = 20;  ///< of an animation's frames
    double slower = 5;     ///< an animation's time over the experiment's
};

struct SchemaOptions {
    std::string what;
};

struct ExportOptions {
    std::string file;
    std::string view = "site";
    std::vector<std::string> populations;
    std::vector<std::string> variants;
    std::vector<std::string> conditions;
};

}  // namespace ventral::app
