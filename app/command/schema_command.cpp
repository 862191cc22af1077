#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/experiment/experiment_spec.h"
#include "app/fit/fit_file.h"
#include "models/model_spec.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

namespace ventral::app {

base::ExitCode schema_command(const CommonOptions& common, const SchemaOptions& options) {
    const std::string id = base::str("ventral-", options.what, "-1.schema.json");
    const std::string schema = options.what == "model" ? models::model_spec().schema_text(id)
                               : options.what == "fit" ? fit_spec().schema_text(id)
                                                       : experiment_spec().schema_text(id);
    if (common.output.empty()) {
        print(schema + (schema.ends_with("\n") ? "" : "\n"));
    } else {
        io::write_file(common.output, schema, common.force);
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
