#pragma once

/// The growing report of a run, served on loopback: what is finished so far, and how far it is.

#include "app/terminal/run_watcher.h"
#include "app/watch/http_server.h"

#include <mutex>
#include <string>

namespace ventral::app {

/// "/" is the report of the finished cells, "/state" what the run says of itself as JSON. The page
/// asks for the state every second and reloads itself when more cells are finished.
class ReportServer final : public RunWatcher {
public:
    /// @param output final path of the run's result. @param title of the experiment.
    ReportServer(std::string output, std::string title);

    /// "http://127.0.0.1:PORT/"
    std::string address() const;

private:
    void do_tell(const RunState& state) override;
    HttpAnswer answer(const std::string& path);
    std::string page();

    std::string output_;
    std::string title_;
    std::mutex mutex_;
    RunState state_;
    std::size_t shown_cells_ = 0;  ///< behind the page that is kept
    std::string page_;
    HttpServer server_;  ///< last: its thread uses the others
};

}  // namespace ventral::app
