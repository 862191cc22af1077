#include "app/queue/ranks.h"

#include <atomic>
#include <cstdlib>

namespace ventral::app {

namespace {

class LoneTickets final : public Tickets {
public:
    explicit LoneTickets(std::size_t count) : count_(count) {}
    std::optional<std::size_t> next(std::optional<std::size_t>) override {
        const std::size_t task = next_++;
        return task < count_ ? std::optional(task) : std::nullopt;
    }

private:
    std::size_t count_;
    std::atomic<std::size_t> next_{0};
};

class LoneRank final : public Ranks {
public:
    std::size_t rank() const override { return 0; }
    std::size_t size() const override { return 1; }
    bool any(bool mine) override { return mine; }
    void spread(std::vector<std::size_t>&) override {}
    std::unique_ptr<Tickets> share(std::size_t count, std::function<void(std::size_t)>) override {
        return std::make_unique<LoneTickets>(count);
    }
    void end_all(base::ExitCode code) override { std::_Exit(static_cast<int>(code)); }
};

}  // namespace

std::unique_ptr<Ranks> lone_rank() {
    return std::make_unique<LoneRank>();
}

}  // namespace ventral::app
