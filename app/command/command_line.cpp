#include "app/command/command_line.h"

#include "app/command/command_options.h"
#include "app/command/shared.h"
#include "app/command/shell_text.h"
#include "app/provenance/build_info.h"
#include "sim/base/text.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <new>
#include <utility>

namespace ventral::app {

namespace {

using base::ExitCode;

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
        for (const std::string& name : option->get_snames()) {
            names.push_back("-" + name);
        }
    }
    return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

/// What CLI11 says, with the nearest name where a word was not understood.
std::string usage_message(const CLI::App& app, const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const CLI::App& scope = chosen.empty() ? app : *chosen.front();
    const std::string help =
        base::str("\n  see: ventral ", chosen.empty() ? "" : scope.get_name() + " ", "--help");
    const std::vector<std::string> extras = scope.remaining(true);
    if (extras.empty()) {
        return error.what() + help;
    }
    const std::string word = extras.front().substr(0, extras.front().find('='));
    const bool is_option = word.starts_with("-");
    const bool is_command = !is_option && chosen.empty();
    const std::vector<std::string> names = is_command ? command_names(app) : option_names(scope);
    const std::string what = is_option ? "option" : (is_command ? "command" : "argument");
    const std::string hint = base::did_you_mean(word, names);
    return base::str("unknown ", what, " '", word, "'",
                     is_option || is_command ? "\n  allowed: " + base::join(names) : "",
                     hint.empty() ? "" : "\n  hint: " + hint, help);
}

OptionEntry describe(const CLI::Option& option) {
    OptionEntry entry;
    for (const std::string& name : option.get_snames()) {
        entry.names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
        entry.names.push_back("--" + name);
    }
    if (entry.names.empty()) {
        entry.names.push_back(option.get_name());
    }
    entry.doc = option.get_description();
    entry.takes_value = option.get_expected_max() > 0;
    return entry;
}

/// What CLI11 was told, for the texts of shells.
ProgramEntry describe(const CLI::App& app) {
    ProgramEntry program{program_version(), app.get_description(), app.get_footer(), {}};
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_group().empty()) {
            continue;  // hidden
        }
        CommandEntry entry{command->get_name(), command->get_description(), {}, {}};
        for (const CLI::Option* option : command->get_options()) {
            (option->get_positional() ? entry.arguments : entry.options)
                .push_back(describe(*option));
        }
        program.commands.push_back(std::move(entry));
    }
    return program;
}

/// `ventral completion bash`: hidden, for packages.
void add_completion(CLI::App& app, Choice& choice, std::string& kind) {
    CLI::App& command =
        *app.add_subcommand("completion", "print the completion of a shell, or the man page");
    command.group("");
    command.add_option("kind", kind, "bash, zsh, fish or man")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
    command.callback([&app, &choice, &kind] {
        choice.action = [&](Talk&) {
            const ProgramEntry program = describe(app);
            print(kind == "bash"   ? bash_completion(program)
                  : kind == "zsh"  ? zsh_completion(program)
                  : kind == "fish" ? fish_completion(program)
                                   : man_page(program));
            return ExitCode::Good;
        };
    });
}

int fail(Talk& talk, const std::string& message, ExitCode code) {
    talk.tell_error(message);
    return static_cast<int>(code);
}

/// Runs the chosen command; no exception leaves it.
int run_action(const Choice& choice) {
    Talk talk(choice.common.quiet     ? Loudness::Quiet
              : choice.common.verbose ? Loudness::Verbose
                                      : Loudness::Normal);
    try {
        return static_cast<int>(choice.action(talk));
    } catch (const base::Error& error) {
        return fail(talk, error.what(), error.exit_code());
    } catch (const std::bad_alloc&) {
        return fail(talk, "out of memory", ExitCode::InputOutput);
    } catch (const std::exception& error) {
        return fail(talk,
                    base::str("internal error: ", error.what(),
                              "\n  please report it with the command and the files"),
                    ExitCode::InputOutput);
    }
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
    Choice choice;
    CLI::App app("ventral: what does recurrence add to the ventral visual stream?", "ventral");
    app.set_version_flag("--version", "ventral " + program_version() + " (" + git_revision() + ")");
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::simple);
    add_commands(app, choice);
    std::string completion_kind;
    add_completion(app, choice, completion_kind);
    app.footer(
        "Exit codes: 0 good, 1 ran but differs or misses its bands, 2 usage or configuration, 3 "
        "input or "
        "output, 4 numerics, 130 interrupted.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);  // --help, --version
    } catch (const CLI::ParseError& error) {
        std::fputs(("ventral: " + usage_message(app, error) + "\n").c_str(), stderr);
        return static_cast<int>(ExitCode::Usage);
    }
    return run_action(choice);
}

}  // namespace ventral::app
