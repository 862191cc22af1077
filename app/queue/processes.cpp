#include "app/queue/processes.h"

#include "app/run/interrupt.h"
#include "sim/base/errors.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>

namespace ventral::app {

namespace {

/// The processes at work. Whoever leaves early takes them along.
class Children {
public:
    Children() = default;
    ~Children() {
        tell(SIGKILL);
        while (!tasks_.empty()) {
            wait();
        }
    }
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    std::size_t size() const { return tasks_.size(); }

    void begin(std::size_t task, const std::function<int(std::size_t)>& run) {
        std::fflush(nullptr);  // what is buffered is written once
        const pid_t parent = ::getpid();
        const pid_t child = ::fork();
        if (child < 0) {
            throw base::IoError("cannot begin a process", "fork", std::strerror(errno));
        }
        if (child == 0) {
            // A parent that was killed leaves nobody behind who holds the locks of its files.
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::getppid() != parent) {
                ::_exit(1);
            }
            const int code = run(task);
            std::fflush(nullptr);
            ::_exit(code);
        }
        tasks_[child] = task;
    }

    void tell(int signal) const {
        for (const auto& [child, task] : tasks_) {
            ::kill(child, signal);
        }
    }

    /// The next one to end. A signal to this process is passed on once.
    TaskEnd wait() {
        while (true) {
            int status = 0;
            const pid_t child = ::waitpid(-1, &status, 0);
            if (child < 0 && errno != EINTR) {
                tasks_.clear();
                throw base::IoError("cannot wait for a process", "waitpid", std::strerror(errno));
            }
            if (child < 0 && InterruptGuard::requested() && !is_told_) {
                is_told_ = true;
                tell(SIGTERM);
            }
            const auto found = child < 0 ? tasks_.end() : tasks_.find(child);
            if (found != tasks_.end()) {
                const TaskEnd end{found->second, WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                                  WIFSIGNALED(status) ? WTERMSIG(status) : 0};
                tasks_.erase(found);
                return end;
            }
        }
    }

private:
    std::map<pid_t, std::size_t> tasks_;
    bool is_told_ = false;
};

}  // namespace

void run_in_processes(const std::vector<std::size_t>& tasks,
                      int workers,
                      const std::function<int(std::size_t task)>& run,
                      const std::function<void(const TaskEnd&)>& ended) {
    Children children;
    std::size_t next = 0;
    while (true) {
        while (next < tasks.size() && children.size() < static_cast<std::size_t>(workers) &&
               !InterruptGuard::requested()) {
            children.begin(tasks[next++], run);
        }
        if (children.size() == 0) {
            return;
        }
        ended(children.wait());
    }
}

}  // namespace ventral::app
