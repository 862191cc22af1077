#include "app/watch/report_server.h"

#include "app/command/shared.h"
#include "app/report/report_json.h"
#include "app/report/report_page.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/result_parts.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <utility>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// The entry of what is finished; none yet: an empty list.
json finished_entries(const std::string& output) {
    json entries = json::array();
    const std::string partial =
        io::join_partial(io::parts_folder(output), with_suffix(output, ".watch.h5"));
    {
        const io::ResultFile file(partial);
        entries.push_back(result_entry(sources_of(file), {.share = 0.5}));
    }
    std::error_code ignored;
    fs::remove(partial, ignored);
    return entries;
}

}  // namespace

ReportServer::ReportServer(std::string output, std::string title)
    : output_(std::move(output)),
      title_(std::move(title)),
      server_([this](const std::string& path) { return answer(path); }) {}

std::string ReportServer::address() const {
    return base::str("http://127.0.0.1:", server_.port(), "/");
}

void ReportServer::do_tell(const RunState& state) {
    const std::lock_guard<std::mutex> lock(mutex_);
    state_ = state;
}

HttpAnswer ReportServer::answer(const std::string& path) {
    if (path == "/") {
        return {"text/html", page()};
    }
    if (path == "/state") {
        const std::lock_guard<std::mutex> lock(mutex_);
        const json state{{"finished", state_.finished},
                         {"total", state_.total},
                         {"share", state_.share},
                         {"text", state_.text}};
        return {"application/json", state.dump()};
    }
    return {};
}

std::string ReportServer::page() {
    std::size_t finished = 0;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        finished = state_.finished;
    }
    if (page_.empty() || finished != shown_cells_) {
        json entries = json::array();
        try {
            if (finished > 0) {
                entries = finished_entries(output_);
            }
        } catch (const base::Error& error) {
            entries.push_back(fault_entry(title_, error.what()));
        }
        page_ = report_page(
            {{"title", title_}, {"entries", std::move(entries)}, {"watched_cells", finished}});
        shown_cells_ = finished;
    }
    return page_;
}

}  // namespace ventral::app
