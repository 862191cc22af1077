#include "app/command/show_plan.h"

#include "app/terminal/number_text.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"
#include "sim/engine/simulator.h"

#include <algorithm>

namespace ventral::app {

namespace {

std::string input_table(std::vector<engine::PlannedInput> inputs) {
    std::stable_sort(inputs.begin(), inputs.end(),
                     [](const auto& a, const auto& b) { return a.cost_us > b.cost_us; });
    TextGrid table;
    table.columns = {{"input"},         {"method"},     {"grid"},     {"kernels", true},
                     {"forward", true}, {"back", true}, {"us", true}, {"error <=", true}};
    for (const engine::PlannedInput& input : inputs) {
        const auto count = [](int n) { return n > 0 ? std::to_string(n) : std::string(); };
        const std::size_t more = input.projections.size() - 1;
        table.rows.push_back(
            {input.projections.front() + (more > 0 ? base::str(" and ", more, " more") : ""),
             input.method, input.grid, count(input.kernels), count(input.forward),
             count(input.back), format_fixed(input.cost_us, 1), format_scientific(input.error, 0)});
    }
    return format_table(table);
}

std::string population_table(const std::vector<engine::PlannedPopulation>& populations) {
    TextGrid table;
    table.columns = {{"population"}, {"units", true}, {"us", true}};
    for (const engine::PlannedPopulation& p : populations) {
        table.rows.push_back({p.name, std::to_string(p.num_units), format_fixed(p.cost_us, 1)});
    }
    return format_table(table);
}

}  // namespace

std::string describe_plan(const engine::NetworkDescription& network) {
    engine::SolverSettings settings;
    settings.step_ms = 1;
    const engine::PlanSummary plan = engine::CompiledNetwork(network, settings).plan_summary();
    return base::str(network.name, ": ", format_fixed(1e-3 * plan.cost_us(), 2),
                     " ms a step on one core, by the table of costs (", plan.isa, ", ",
                     plan.precision, " precision)\n\n", input_table(plan.inputs), "\n",
                     population_table(plan.populations));
}

}  // namespace ventral::app
