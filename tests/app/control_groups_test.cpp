// The limits that containers and batch systems set, from files as the kernel shows them.
#include "app/run/control_groups.h"
#include "tests/support/close.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace ventral;
using test::close;

namespace {

/// Groups as they are mounted, and the groups of a process.
class Groups {
public:
    explicit Groups(const std::string& membership) { write("membership", membership); }

    void write(const std::string& name, const std::string& text) {
        const std::filesystem::path path = folder_.file(name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text << "\n";
    }
    app::ControlLimits limits() const {
        return app::read_control_limits(folder_.file("cgroup"), folder_.file("membership"));
    }

private:
    test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a quota of time is worth processors, in version 2") {
    Groups groups("0::/system.slice/job");
    CHECK(!groups.limits().processors);
    groups.write("cgroup/system.slice/job/cpu.max", "max 100000");
    CHECK(!groups.limits().processors);
    groups.write("cgroup/system.slice/job/cpu.max", "150000 100000");
    CHECK(close(groups.limits().processors.value_or(0), 1.5, 0, 0));
    groups.write("cgroup/system.slice/cpu.max", "50000 100000");  // the group above is tighter
    CHECK(close(groups.limits().processors.value_or(0), 0.5, 0, 0));
    groups.write("cgroup/system.slice/cpu.max", "800000 100000");  // it is not
    CHECK(close(groups.limits().processors.value_or(0), 1.5, 0, 0));
}

TEST_CASE("a quota of time is worth processors, in version 1") {
    Groups groups("5:memory:/batch/17\n4:cpu,cpuacct:/batch/17");
    groups.write("cgroup/cpu,cpuacct/batch/17/cpu.cfs_period_us", "100000");
    groups.write("cgroup/cpu,cpuacct/batch/17/cpu.cfs_quota_us", "-1");
    CHECK(!groups.limits().processors);
    groups.write("cgroup/cpu,cpuacct/batch/17/cpu.cfs_quota_us", "300000");
    CHECK(close(groups.limits().processors.value_or(0), 3, 0, 0));
    groups.write("cgroup/cpu,cpuacct/batch/cpu.cfs_period_us", "50000");
    groups.write("cgroup/cpu,cpuacct/batch/cpu.cfs_quota_us", "100000");
    CHECK(close(groups.limits().processors.value_or(0), 2, 0, 0));
}

TEST_CASE("a container sees its own group where all are mounted") {
    Groups second("0::/");
    second.write("cgroup/cpu.max", "200000 100000");
    CHECK(close(second.limits().processors.value_or(0), 2, 0, 0));
    Groups first("4:cpu,cpuacct:/docker/1f0a");
    first.write("cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
    first.write("cgroup/cpu,cpuacct/cpu.cfs_quota_us", "400000");
    CHECK(close(first.limits().processors.value_or(0), 4, 0, 0));
}

TEST_CASE("memory is free up to the limit of the group") {
    Groups second("0::/job");
    second.write("cgroup/job/memory.current", "300");
    second.write("cgroup/job/memory.max", "max");
    CHECK(!second.limits().free_memory_bytes);
    second.write("cgroup/job/memory.max", "1000");
    CHECK(close(second.limits().free_memory_bytes.value_or(-1), 700, 0, 0));
    second.write("cgroup/job/memory.current", "1200");
    CHECK(close(second.limits().free_memory_bytes.value_or(-1), 0, 0, 0));
    Groups first("5:memory:/job");
    first.write("cgroup/memory/job/memory.usage_in_bytes", "100");
    first.write("cgroup/memory/job/memory.limit_in_bytes", "500");
    CHECK(close(first.limits().free_memory_bytes.value_or(-1), 400, 0, 0));
}

TEST_CASE("files that say nothing set no limit") {
    Groups groups("nonsense\n0::\n::/");
    groups.write("cgroup/cpu.max", "many");
    groups.write("cgroup/memory.max", "");
    CHECK(!groups.limits().processors);
    CHECK(!groups.limits().free_memory_bytes);
    const app::ControlLimits none = app::read_control_limits("/no/such/folder", "/no/such/file");
    CHECK(!none.processors);
}
