#include "sim/base/errors.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using base::ConfigError;
using base::ConfigFault;
using base::ExitCode;
using base::IoError;
using base::NumericsError;
using base::NumericsFault;

TEST_CASE("A configuration error says what, where, got, allowed and a hint") {
    const ConfigError error(ConfigFault{.what = "unknown key 'tau'",
                                        .file = "macaque.yaml",
                                        .line = 12,
                                        .column = 5,
                                        .key_path = "populations.V1.tau",
                                        .got = "tau: 10",
                                        .allowed = "tau_ms, gain",
                                        .hint = "did you mean 'tau_ms'?"});
    CHECK(std::string(error.what()) ==
          "macaque.yaml:12:5: unknown key 'tau'\n"
          "  at:      populations.V1.tau\n"
          "  got:     tau: 10\n"
          "  allowed: tau_ms, gain\n"
          "  hint:    did you mean 'tau_ms'?");
    CHECK(error.exit_code() == ExitCode::Usage);
    CHECK(error.fault().line == 12);
}

TEST_CASE("Facts that are not known are left out of a configuration error") {
    CHECK(std::string(ConfigError({.what = "it is wrong"}).what()) == "it is wrong");
    CHECK(std::string(ConfigError({.what = "w", .file = "--set a=1"}).what()) == "--set a=1: w");
    CHECK(std::string(ConfigError({.what = "w", .file = "f", .line = 3}).what()) == "f:3: w");
    CHECK(std::string(ConfigError({.what = "w", .file = "f", .column = 3}).what()) == "f: w");
    CHECK(std::string(ConfigError({.what = "w", .line = 3, .got = "g"}).what()) ==
          "w\n  got:     g");
}

TEST_CASE("An error of input or output says the file, the operation and the reason") {
    const IoError error("cannot open for writing", "out.h5", "Permission denied", "use -o");
    CHECK(std::string(error.what()) ==
          "out.h5: cannot open for writing\n"
          "  reason:  Permission denied\n"
          "  hint:    use -o");
    CHECK(error.exit_code() == ExitCode::InputOutput);
    CHECK(error.path() == "out.h5");
    CHECK(std::string(IoError("cannot read", "a.png", "").what()) == "a.png: cannot read");
}

TEST_CASE("A numerical error says the time, the population, the unit and the value") {
    NumericsFault fault;
    fault.what = "rate is not finite";
    fault.time_ms = 12.5;
    fault.population = "V1.complex";
    fault.index = "channel 3, y 4, x 17";
    fault.got = "nan";
    fault.allowed = "finite";
    fault.hint = "take a shorter step";
    const NumericsError error(fault);
    CHECK(std::string(error.what()) ==
          "rate is not finite at t = 12.5 ms\n"
          "  in:      V1.complex\n"
          "  at:      channel 3, y 4, x 17\n"
          "  got:     nan\n"
          "  allowed: finite\n"
          "  hint:    take a shorter step");
    CHECK(error.exit_code() == ExitCode::Numerics);
    CHECK(error.fault().time_ms == 12.5);
}

TEST_CASE("Every error is caught as base::Error with the exit code of the command") {
    const auto code_of = [](const auto& error) {
        try {
            throw error;
        } catch (const base::Error& caught) {
            return static_cast<int>(caught.exit_code());
        }
    };
    CHECK(code_of(ConfigError({.what = "w"})) == 2);
    CHECK(code_of(IoError("o", "p", "r")) == 3);
    CHECK(code_of(NumericsError(NumericsFault{})) == 4);
    CHECK(code_of(base::Interrupted("stopped")) == 130);
}
