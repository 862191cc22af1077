#pragma once

/// A step's result file as what procedures read.

#include "analysis/procedures/procedure.h"
#include "app/run/runner.h"
#include "sim/io/result_file.h"

#include <string>

namespace ventral::app {

/// The unit's time courses in the first variant under the conditions in which all is shown to it,
/// averaged over trials. For a procedure of noise: with the frames shown, and trials that had
/// displays of their own one by one.
analysis::UnitResponses read_unit(const PreparedRun& step,
                                  const io::ResultFile& file,
                                  const std::string& unit,
                                  const analysis::Procedure& procedure);

}  // namespace ventral::app
