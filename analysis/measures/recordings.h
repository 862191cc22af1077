#pragma once

/// The recorded sites of a result file as procedures want them.

#include "analysis/procedures/responses.h"
#include "sim/io/result_file.h"

#include <map>
#include <string>
#include <vector>

namespace ventral::analysis {

/// Reads every view once per variant, and gives its sites as UnitResponses: mean over the trials,
/// conditions that were not finished left out, and for units of a closed loop only the conditions
/// that were shown to them.
class Recordings {
public:
    explicit Recordings(const io::ResultFile& file) : file_(file) {}

    const io::ResultLayout& layout() const { return file_.layout(); }

    /// The sites of these names, or of those names' channels ("owner/side=left"); empty: all units
    /// of a closed loop, or all sites where there are none. Throws base::ConfigError for a name
    /// that no site has.
    const std::vector<UnitResponses>& units(const std::string& variant,
                                            const std::vector<std::string>& names);

private:
    const std::vector<UnitResponses>& all_sites(const std::string& variant);

    const io::ResultFile& file_;
    std::map<std::string, std::vector<UnitResponses>> sites_;   ///< by variant
    std::map<std::string, std::vector<UnitResponses>> chosen_;  ///< by variant and names
};

}  // namespace ventral::analysis
