#include "app/command/warn_about_displays.h"

#include "stimuli/display.h"

#include <set>
#include <string>

namespace ventral::app {

void warn_about_displays(const PreparedRun& run, Talk& talk) {
    std::set<std::string> told;
    for (const Condition& condition : run.loaded.conditions) {
        for (const std::string& warning : stimuli::display_warnings(condition.display)) {
            if (told.insert(warning).second) {
                talk.warn(warning);
            }
        }
    }
}

}  // namespace ventral::app
