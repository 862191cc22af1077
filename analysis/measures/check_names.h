#pragma once

/// What measures may name: sites, factors, levels and preferences of a layout. Everything else is a
/// base::ConfigError with the key path given.

#include "analysis/measures/measure.h"
#include "sim/io/result_layout.h"

#include <string>
#include <vector>

namespace ventral::analysis {

/// Refuses a name that is not known. @param what the fault's first words.
void require_name(const std::string& name,
                  const std::vector<std::string>& known,
                  const std::string& what,
                  const std::string& key_path);

/// The sites' names with and without their channels.
std::vector<std::string> site_names(const io::ResultLayout& layout);

/// What filters of the measure may name.
std::vector<std::string> factor_names(const io::ResultLayout& layout, const Measure& measure);

/// The views that record a site of the measure.
std::vector<const io::View*> views_of(const io::ResultLayout& layout, const Measure& measure);

/// The filter against conditions without rates: names and levels must be there.
void check_filter(const ConditionFilter& filter,
                  const Measure& measure,
                  const io::ResultLayout& layout,
                  const std::string& key_path);

}  // namespace ventral::analysis
