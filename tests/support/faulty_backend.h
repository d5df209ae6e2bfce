// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/forwarding_backend.h"
#include "tests/support/fault_plan.h"
#include "tests/support/scratch_folder.h"

#include <functional>
#include <map>
#include <mutex>

namespace cairn::test {

// Late effects and old answers, shared by all FaultyBackends over one destination. Thread-safe.
class FaultMemory final
{
public:
    struct LateObject
    {
        std::string name;
        std::string content;
        std::uint64_t dueAt = 0; // call index
    };
    void addLate(LateObject object);
    [[nodiscard]] std::vector<LateObject> takeDue(std::uint64_t index);
    void hide(const std::string &name, std::uint64_t untilIndex);
    [[nodiscard]] bool isHidden(const std::string &name, std::uint64_t index) const;
    [[nodiscard]] std::vector<RemoteFile> exchangeListing(std::vector<RemoteFile> current);

private:
    mutable std::mutex m_mutex;
    std::vector<LateObject> m_late;
    std::map<std::string, std::uint64_t> m_hiddenUntil;
    std::vector<RemoteFile> m_lastListing;
};

// A destination that misbehaves as its plan says (reliability.md §8.1), over any other backend.
// Several of them, one per thread, may share plan and memory.
class FaultyBackend final : public ForwardingBackend
{
public:
    FaultyBackend(std::unique_ptr<Backend> inner, std::shared_ptr<FaultPlan> plan, Clock &clock,
                  std::shared_ptr<FaultMemory> memory = std::make_shared<FaultMemory>());

    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override;
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override;
    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> get(const std::string &name, File &into, const CancelToken &cancel) override;
    Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
    Result<> createFolder(const CancelToken &cancel) override;
    // Nothing: every read goes through get(), where it can fail.
    [[nodiscard]] std::optional<FilePath> localPath(const std::string &name) const override;

    [[nodiscard]] FaultPlan &plan() { return *m_plan; }

private:
    template<typename Effect>
    auto run(BackendCall call, const std::string &name, const CancelToken &cancel, Effect effect)
        -> decltype(effect(Fault(), std::uint64_t{}));
    Result<> waitAsAsked(const Fault &fault, const CancelToken &cancel);
    void settleLateObjects(std::uint64_t index, const CancelToken &cancel);
    using Store = std::function<Result<>(const FilePath &content)>;
    Result<> storeWithFault(const FilePath &file, const Fault &fault, std::uint64_t index,
                            const std::string &name, const CancelToken &cancel, const Store &store);
    Result<> getWithFault(const std::string &name, File &into, const Fault &fault,
                          const CancelToken &cancel);
    Result<> damageAtRest(const std::string &name, const CancelToken &cancel);
    Result<std::string> fetch(const std::string &name, const CancelToken &cancel);
    [[nodiscard]] std::string flipped(std::string content);

    std::shared_ptr<FaultPlan> m_plan;
    Clock &m_clock;
    std::shared_ptr<FaultMemory> m_memory;
    ScratchFolder m_scratch;
    FileLayer m_files;
};

} // namespace cairn::test
