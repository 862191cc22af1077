#pragma once

/// A folder of a test's own whose files any YAML text may name.

#include "sim/config/file_path.h"
#include "tests/support/temporary_folder.h"

namespace ventral::test {

class AllowedFolder : public TemporaryFolder {
public:
    AllowedFolder() { config::allow_folder(path()); }
};

}  // namespace ventral::test
