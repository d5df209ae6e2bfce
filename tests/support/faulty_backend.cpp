// SPDX-License-Identifier: MIT
#include "tests/support/faulty_backend.h"

#include "core/base/open_transaction.h"
#include "core/storage/stoppable_wait.h"

#include <algorithm>
#include <utility>

namespace cairn::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error planned(ErrorCode code)
{
    return {code, u"a planned failure of the destination"_s, {}, {}};
}

constexpr std::uint64_t kLargestObject = 1ULL << 30; // of a test

} // namespace

void FaultMemory::addLate(LateObject object)
{
    std::scoped_lock lock(m_mutex);
    m_late.push_back(std::move(object));
}

std::vector<FaultMemory::LateObject> FaultMemory::takeDue(std::uint64_t index)
{
    std::scoped_lock lock(m_mutex);
    std::vector<LateObject> due;
    std::erase_if(m_late, [&](LateObject &object) {
        if (object.dueAt > index)
            return false;
        due.push_back(std::move(object));
        return true;
    });
    return due;
}

void FaultMemory::hide(const std::string &name, std::uint64_t untilIndex)
{
    std::scoped_lock lock(m_mutex);
    m_hiddenUntil[name] = untilIndex;
}

bool FaultMemory::isHidden(const std::string &name, std::uint64_t index) const
{
    std::scoped_lock lock(m_mutex);
    const auto found = m_hiddenUntil.find(name);
    return found != m_hiddenUntil.end() && index < found->second;
}

std::vector<RemoteFile> FaultMemory::exchangeListing(std::vector<RemoteFile> current)
{
    std::scoped_lock lock(m_mutex);
    return std::exchange(m_lastListing, std::move(current));
}

FaultyBackend::FaultyBackend(std::unique_ptr<Backend> inner, std::shared_ptr<FaultPlan> plan,
                             Clock &clock, std::shared_ptr<FaultMemory> memory)
    : ForwardingBackend(std::move(inner))
    , m_plan(std::move(plan))
    , m_clock(clock)
    , m_memory(std::move(memory))
{
}

template<typename Effect>
auto FaultyBackend::run(BackendCall call, const std::string &name, const CancelToken &cancel,
                        Effect effect) -> decltype(effect(Fault(), std::uint64_t{}))
{
    expectNoTransaction(nameOf(call));
    std::uint64_t index = 0;
    const Fault fault = m_plan->next(call, name, index);
    settleLateObjects(index, cancel);
    CAIRN_TRY(waitAsAsked(fault, cancel));
    if (fault.kind == FaultKind::ErrorBefore)
        return fail(planned(fault.code));
    auto result = effect(fault, index);
    if (result && fault.kind == FaultKind::ErrorAfter)
        return fail(planned(fault.code));
    m_plan->finished(index, result.has_value());
    return result;
}

Result<> FaultyBackend::waitAsAsked(const Fault &fault, const CancelToken &cancel)
{
    if (fault.kind == FaultKind::Delay)
        return waitFor(m_clock, 2s, cancel, WakeOn::Abort);
    if (fault.kind != FaultKind::Stall)
        return {};
    CAIRN_TRY(waitFor(m_clock, 30s, cancel));
    return fail(planned(ErrorCode::Transient));
}

void FaultyBackend::settleLateObjects(std::uint64_t index, const CancelToken &cancel)
{
    for (const FaultMemory::LateObject &object : m_memory->takeDue(index)) {
        const FilePath file = m_scratch.write("late", object.content);
        // Fails where the name was used again meanwhile: then there is nothing to appear.
        std::ignore = inner().put(object.name, file, ".faulty-late", cancel);
    }
}

Result<std::vector<RemoteFile>> FaultyBackend::list(const CancelToken &cancel)
{
    const auto effect = [&](const Fault &fault,
                            std::uint64_t index) -> Result<std::vector<RemoteFile>> {
        CAIRN_LET(files, ForwardingBackend::list(cancel));
        std::erase_if(files,
                      [&](const RemoteFile &file) { return m_memory->isHidden(file.name, index); });
        std::vector<RemoteFile> before = m_memory->exchangeListing(files);
        switch (fault.kind) {
        case FaultKind::ListedTwice:
            if (!files.empty())
                files.push_back(files[static_cast<std::size_t>(m_plan->below(files.size()))]);
            break;
        case FaultKind::LostPage:
            files.resize(files.size() / 2);
            break;
        case FaultKind::EmptyList:
            files.clear();
            break;
        case FaultKind::StaleList:
            return before;
        default:
            break;
        }
        return std::move(files);
    };
    return run(BackendCall::List, {}, cancel, effect);
}

Result<> FaultyBackend::put(const std::string &name, const FilePath &file,
                            const std::string &tempName, const CancelToken &cancel)
{
    return run(BackendCall::Put, name, cancel, [&](const Fault &fault, std::uint64_t index) {
        return storeWithFault(file, fault, index, name, cancel, [&](const FilePath &content) {
            return ForwardingBackend::put(name, content, tempName, cancel);
        });
    });
}

Result<> FaultyBackend::overwrite(const std::string &name, const FilePath &file,
                                  const std::string &tempName, const CancelToken &cancel)
{
    return run(BackendCall::Overwrite, name, cancel, [&](const Fault &fault, std::uint64_t index) {
        return storeWithFault(file, fault, index, name, cancel, [&](const FilePath &content) {
            return ForwardingBackend::overwrite(name, content, tempName, cancel);
        });
    });
}

Result<> FaultyBackend::storeWithFault(const FilePath &file, const Fault &fault,
                                       std::uint64_t index, const std::string &name,
                                       const CancelToken &cancel, const Store &store)
{
    CAIRN_TRY(cancel.checkAbort());
    const std::string content = fault.kind == FaultKind::None ? std::string() : readFile(file);
    const std::uint64_t dueAt = index + static_cast<std::uint64_t>(fault.later);
    switch (fault.kind) {
    case FaultKind::ShortWrite:
        return store(m_scratch.write("half", content.substr(0, content.size() / 2)));
    case FaultKind::ShortWriteError:
        CAIRN_TRY(store(m_scratch.write("half", content.substr(0, content.size() / 2))));
        return fail(planned(fault.code));
    case FaultKind::FlipIn:
    case FaultKind::FlipAtRest: // nobody can tell the one from the other
        return store(m_scratch.write("flipped", flipped(content)));
    case FaultKind::NotStored:
        return {};
    case FaultKind::AppearsLater:
        m_memory->addLate({name, content, dueAt});
        return fail(planned(fault.code));
    case FaultKind::ListedLater:
        m_memory->hide(name, dueAt);
        return store(file);
    case FaultKind::Full:
        return fail(planned(ErrorCode::NoSpace));
    default:
        return store(file);
    }
}

Result<> FaultyBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    return run(BackendCall::Get, name, cancel, [&](const Fault &fault, std::uint64_t) {
        return getWithFault(name, into, fault, cancel);
    });
}

Result<> FaultyBackend::getWithFault(const std::string &name, File &into, const Fault &fault,
                                     const CancelToken &cancel)
{
    if (fault.kind == FaultKind::FlipAtRest)
        CAIRN_TRY(damageAtRest(name, cancel));
    if (fault.kind != FaultKind::FlipOut && fault.kind != FaultKind::ShortRead)
        return ForwardingBackend::get(name, into, cancel);
    CAIRN_LET(content, fetch(name, cancel));
    if (fault.kind == FaultKind::ShortRead)
        return into.writeAt(0, asBytes(content).first(content.size() / 2));
    return into.writeAt(0, asBytes(flipped(content)));
}

Result<> FaultyBackend::damageAtRest(const std::string &name, const CancelToken &cancel)
{
    CAIRN_LET(content, fetch(name, cancel));
    const FilePath damaged = m_scratch.write("damaged", flipped(std::move(content)));
    return ForwardingBackend::overwrite(name, damaged, ".faulty-damage", cancel);
}

Result<std::string> FaultyBackend::fetch(const std::string &name, const CancelToken &cancel)
{
    CAIRN_LET(temp, TempFile::create(m_files, m_scratch / "fetched"));
    CAIRN_TRY(ForwardingBackend::get(name, temp.file(), cancel));
    CAIRN_LET(content, m_files.readWhole(temp.path(), kLargestObject));
    return std::string(asText(content));
}

std::string FaultyBackend::flipped(std::string content)
{
    if (content.empty())
        return content;
    const std::uint64_t bit = m_plan->below(content.size() * 8);
    char &byte = content[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<char>(byte ^ (1 << (bit % 8)));
    return content;
}

Result<RemoteFile> FaultyBackend::stat(const std::string &name, const CancelToken &cancel)
{
    const auto effect = [&](const Fault &, std::uint64_t index) -> Result<RemoteFile> {
        if (m_memory->isHidden(name, index))
            return fail(planned(ErrorCode::NotFound));
        return ForwardingBackend::stat(name, cancel);
    };
    return run(BackendCall::Stat, name, cancel, effect);
}

Result<> FaultyBackend::remove(const std::string &name, const CancelToken &cancel)
{
    const auto effect = [&](const Fault &fault, std::uint64_t) -> Result<> {
        if (fault.kind == FaultKind::RefusedDelete)
            return fail(planned(ErrorCode::AccessDenied));
        if (fault.kind == FaultKind::DeleteDoesNothing)
            return {};
        return ForwardingBackend::remove(name, cancel);
    };
    return run(BackendCall::Remove, name, cancel, effect);
}

Result<> FaultyBackend::createFolder(const CancelToken &cancel)
{
    return run(BackendCall::CreateFolder, {}, cancel, [&](const Fault &, std::uint64_t) {
        return ForwardingBackend::createFolder(cancel);
    });
}

std::optional<FilePath> FaultyBackend::localPath(const std::string &) const
{
    return std::nullopt;
}

} // namespace cairn::test
