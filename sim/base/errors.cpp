#include "sim/base/errors.h"

#include <sstream>
#include <utility>

namespace ventral::base {
namespace {

void add_line(std::ostringstream& out, const char* label, const std::string& value) {
    if (!value.empty()) {
        out << "\n  " << label << value;
    }
}

std::string io_message(const std::string& operation,
                       const std::string& path,
                       const std::string& reason,
                       const std::string& hint) {
    std::ostringstream out;
    out << path << ": " << operation;
    add_line(out, "reason:  ", reason);
    add_line(out, "hint:    ", hint);
    return out.str();
}

std::string numerics_message(const NumericsFault& fault) {
    std::ostringstream out;
    out << fault.what << " at t = " << fault.time_ms << " ms";
    add_line(out, "in:      ", fault.population);
    add_line(out, "at:      ", fault.index);
    add_line(out, "got:     ", fault.got);
    add_line(out, "allowed: ", fault.allowed);
    add_line(out, "hint:    ", fault.hint);
    return out.str();
}

}  // namespace

std::string message_of(const ConfigFault& fault) {
    std::ostringstream out;
    if (!fault.file.empty()) {
        out << fault.file;
        if (fault.line > 0) {
            out << ':' << fault.line;
            if (fault.column > 0) {
                out << ':' << fault.column;
            }
        }
        out << ": ";
    }
    out << fault.what;
    add_line(out, "at:      ", fault.key_path);
    add_line(out, "got:     ", fault.got);
    add_line(out, "allowed: ", fault.allowed);
    add_line(out, "hint:    ", fault.hint);
    return out.str();
}

ConfigError::ConfigError(ConfigFault fault)
    : Error(ExitCode::Usage, message_of(fault)), fault_(std::move(fault)) {}

IoError::IoError(const std::string& operation,
                 const std::string& path,
                 const std::string& reason,
                 const std::string& hint)
    : Error(ExitCode::InputOutput, io_message(operation, path, reason, hint)), path_(path) {}

NumericsError::NumericsError(NumericsFault fault)
    : Error(ExitCode::Numerics, numerics_message(fault)), fault_(std::move(fault)) {}

}  // namespace ventral::base
