#include "app/command/write_report.h"

#include "app/report/report_json.h"
#include "app/report/report_page.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

std::size_t write_report(const std::vector<std::string>& files,
                         const std::vector<std::string>& conditions,
                         const std::string& path,
                         bool force) {
    nlohmann::json entries = nlohmann::json::array();
    ReportOptions options;
    options.conditions = conditions;
    options.share = 1.0 / static_cast<double>(files.size());
    for (const std::string& name : files) {
        const io::ResultFile file(name);
        entries.push_back(result_entry(sources_of(file), options));
    }
    const std::string title = files.size() == 1 ? entries.front().at("title").get<std::string>()
                                                : base::str(files.size(), " results");
    const std::string page = report_page({{"title", title}, {"entries", std::move(entries)}});
    io::write_file(path, page, force);
    return page.size();
}

}  // namespace ventral::app
