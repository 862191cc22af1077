#pragma once

/// What shells and `man` are told of the commands: texts made from one description.

#include <string>
#include <vector>

namespace ventral::app {

/// An option or a flag.
struct OptionEntry {
    std::vector<std::string> names;  ///< "-o", "--output"
    std::string doc;                 ///< one line
    bool takes_value = false;
    std::vector<std::string> choices;  ///< the words that it takes, where there are few
};

/// A subcommand.
struct CommandEntry {
    std::string name;
    std::string doc;
    std::vector<OptionEntry> options;
    std::vector<OptionEntry> arguments;  ///< positional; names has one entry
};

/// The program and its subcommands.
struct ProgramEntry {
    std::string version;
    std::string doc;
    std::string footer;
    std::vector<CommandEntry> commands;
};

/// The page ventral(1), in roff.
std::string man_page(const ProgramEntry& program);
std::string bash_completion(const ProgramEntry& program);
std::string zsh_completion(const ProgramEntry& program);
std::string fish_completion(const ProgramEntry& program);

}  // namespace ventral::app
