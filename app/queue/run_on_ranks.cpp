#include "app/queue/ranks.h"

#include <chrono>
#include <exception>
#include <new>
#include <thread>

namespace ventral::app {

namespace {

/// How long a rank leaves it to the lead to tell what is wrong with the configuration.
constexpr std::chrono::seconds kLeadTells{10};

[[noreturn]] void end(Ranks& ranks, Talk& talk, const std::string& message, base::ExitCode code) {
    talk.tell_error(message);
    ranks.end_all(code);
    std::terminate();  // not reached: all ranks have ended
}

}  // namespace

base::ExitCode run_on_ranks(Talk& talk, const std::function<base::ExitCode(Ranks&)>& command) {
    const std::unique_ptr<Ranks> ranks = join_ranks();
    if (ranks->size() == 1) {
        return command(*ranks);
    }
    try {
        return command(*ranks);
    } catch (const base::Interrupted& error) {
        // All ranks are here: each has been told.
        if (ranks->is_lead()) {
            talk.tell_error(error.what());
        }
        return error.exit_code();
    } catch (const base::ConfigError& error) {
        if (!ranks->is_lead()) {
            std::this_thread::sleep_for(kLeadTells);
        }
        end(*ranks, talk, error.what(), error.exit_code());
    } catch (const base::Error& error) {
        end(*ranks, talk, error.what(), error.exit_code());
    } catch (const std::bad_alloc&) {
        end(*ranks, talk, "out of memory", base::ExitCode::InputOutput);
    }
}

}  // namespace ventral::app
