#pragma once

/// Errors that a user can cause. Each carries its facts as fields; the sentence is built in one
/// place (errors.cpp) and always says what, where, got, allowed and a hint, as far as they apply.

#include <stdexcept>
#include <string>
#include <vector>

namespace ventral::base {

/// Exit codes of the `ventral` command.
enum class ExitCode {
    Good = 0,           ///< everything ran and agreed
    Differs = 1,        ///< ran, but differs or missed its bands
    Usage = 2,          ///< command line or configuration
    InputOutput = 3,    ///< files
    Numerics = 4,       ///< NaN, divergence, unstable step
    Interrupted = 130,  ///< Ctrl-C
};

/// Root of every error that a user can cause.
class Error : public std::runtime_error {
public:
    Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    ExitCode exit_code() const { return code_; }

private:
    ExitCode code_;
};

/// The facts of a configuration fault. Empty fields are left out of the sentence.
struct ConfigFault {
    std::string what{};      ///< e.g. "unknown key 'tau'"
    std::string file{};      ///< file as the user named it
    int line = 0;            ///< 1-based, 0: unknown
    int column = 0;          ///< 1-based, 0: unknown
    std::string key_path{};  ///< e.g. "populations.V1.E.tau_ms"
    std::string got{};       ///< the offending value as written
    std::string allowed{};   ///< e.g. "0 < tau_ms <= 10000", or a list of names
    std::string hint{};      ///< e.g. "did you mean 'tau_ms'?"
};

/// The sentence of a fault: "file:line:column: what", then at, got, allowed and hint.
std::string message_of(const ConfigFault& fault);

/// A bad model, experiment or command line. Exit code 2.
class ConfigError : public Error {
public:
    explicit ConfigError(ConfigFault fault);
    const ConfigFault& fault() const { return fault_; }

private:
    ConfigFault fault_;
};

/// A file that cannot be read or written. Exit code 3.
class IoError : public Error {
public:
    /// @param operation e.g. "cannot open for writing"; @param reason the library's own text.
    IoError(const std::string& operation,
            const std::string& path,
            const std::string& reason,
            const std::string& hint = "");
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// The facts of a numerical failure.
struct NumericsFault {
    std::string what{};        ///< "rate is not finite", "rate diverges", "step is unstable"
    double time_ms = 0;        ///< simulated time
    std::string population{};  ///< population or projection where it began
    std::string index{};       ///< "channel 3, y 4, x 17"
    std::string got{};         ///< the value
    std::string allowed{};     ///< the bound
    std::string hint{};
};

/// The simulation failed numerically. Exit code 4.
class NumericsError : public Error {
public:
    explicit NumericsError(NumericsFault fault);
    const NumericsFault& fault() const { return fault_; }

private:
    NumericsFault fault_;
};

/// The run was interrupted by a signal. Exit code 130.
class Interrupted : public Error {
public:
    explicit Interrupted(const std::string& message) : Error(ExitCode::Interrupted, message) {}
};

}  // namespace ventral::base
