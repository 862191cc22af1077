#include "app/command/shell_text.h"

#include "sim/base/text.h"

namespace ventral::app {

namespace {

/// The text with every one of these characters behind a backslash.
std::string escaped(const std::string& text, const std::string& special) {
    std::string safe;
    for (const char c : text) {
        if (special.find(c) != std::string::npos) {
            safe += '\\';
        }
        safe += c;
    }
    return safe;
}

/// Text that roff takes as it is.
std::string roff(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        safe += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    }
    return !safe.empty() && (safe.front() == '.' || safe.front() == '\'') ? "\\&" + safe : safe;
}

std::string words_of(const CommandEntry& command) {
    std::vector<std::string> words;
    for (const OptionEntry& option : command.options) {
        words.insert(words.end(), option.names.begin(), option.names.end());
    }
    for (const OptionEntry& argument : command.arguments) {
        words.insert(words.end(), argument.choices.begin(), argument.choices.end());
    }
    return base::join(words, " ");
}

/// Options as roff's tagged paragraphs.
std::string roff_options(const std::vector<OptionEntry>& options) {
    std::string text;
    for (const OptionEntry& option : options) {
        std::vector<std::string> names;
        for (const std::string& name : option.names) {
            names.push_back("\\fB" + roff(name) + "\\fR");
        }
        text +=
            ".TP\n" + base::join(names) +
            (option.takes_value && option.names.front().starts_with("-") ? " \\fIVALUE\\fR" : "") +
            "\n" + roff(option.doc) + "\n";
    }
    return text;
}

std::string synopsis(const CommandEntry& command) {
    std::string text = "\\fBventral " + command.name + "\\fR";
    for (const OptionEntry& argument : command.arguments) {
        text += " \\fI" + roff(argument.names.front()) + "\\fR";
    }
    return text + " [options]";
}

}  // namespace

std::string man_page(const ProgramEntry& program) {
    std::string text = ".TH VENTRAL 1 \"\" \"ventral " + program.version +
                       "\" \"User Commands\"\n" + ".SH NAME\nventral \\- " + roff(program.doc) +
                       "\n.SH SYNOPSIS\n" + ".B ventral\n.I COMMAND\n[options]\n.SH COMMANDS\n";
    for (const CommandEntry& command : program.commands) {
        text += ".SS " + synopsis(command) + "\n" + roff(command.doc) + "\n" +
                roff_options(command.arguments) + roff_options(command.options);
    }
    return text + ".SH EXIT STATUS\n" + roff(program.footer) +
           "\n.SH FILES\nModels and experiments are looked up in the folder \\fIshare/ventral\\fR "
           "beside the program.\n";
}

std::string bash_completion(const ProgramEntry& program) {
    std::vector<std::string> names;
    std::string cases;
    for (const CommandEntry& command : program.commands) {
        names.push_back(command.name);
        cases += "        " + command.name + ") words=\"" + words_of(command) + "\" ;;\n";
    }
    return "# Completion of ventral for bash.\n"
           "_ventral() {\n"
           "    local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
           "    if ((COMP_CWORD == 1)); then\n"
           "        COMPREPLY=($(compgen -W \"" +
           base::join(names, " ") +
           " --help --version\" -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case \"${COMP_WORDS[1]}\" in\n" +
           cases +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n"
           "}\n"
           "complete -o filenames -F _ventral ventral\n";
}

std::string zsh_completion(const ProgramEntry& program) {
    std::string names;
    std::string cases;
    for (const CommandEntry& command : program.commands) {
        names += "        '" + command.name + ":" + escaped(command.doc, "'\\:") + "'\n";
        cases += "        " + command.name + ") words=(" + words_of(command) + ") ;;\n";
    }
    return "#compdef ventral\n"
           "# Completion of ventral for zsh.\n"
           "_ventral() {\n"
           "    local -a commands words\n"
           "    commands=(\n" +
           names +
           "    )\n"
           "    if ((CURRENT == 2)); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    case \"$words_[2]\" in\n" +
           cases +
           "    esac\n"
           "    compadd -- $words\n"
           "    _files\n"
           "}\n"
           "local -a words_\n"
           "words_=($words)\n"
           "_ventral \"$@\"\n";
}

std::string fish_completion(const ProgramEntry& program) {
    std::string text = "# Completion of ventral for fish.\n";
    for (const CommandEntry& command : program.commands) {
        text += "complete -c ventral -n __fish_use_subcommand -a " + command.name + " -d '" +
                escaped(command.doc, "'\\") + "'\n";
        for (const OptionEntry& option : command.options) {
            text += "complete -c ventral -n '__fish_seen_subcommand_from " + command.name + "'";
            for (const std::string& name : option.names) {
                text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            }
            text += std::string(option.takes_value ? " -r" : "") + " -d '" +
                    escaped(option.doc, "'\\") + "'\n";
        }
    }
    return text;
}

}  // namespace ventral::app
