// SPDX-License-Identifier: MIT
#include "core/engine/destination_test.h"

#include "core/engine/temp_folder.h"
#include "core/format/remote_name.h"

#include <algorithm>
#include <functional>
#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kTestBytes = 4 << 20;

class DestinationTest final
{
public:
    DestinationTest(FileLayer &files, Clock &clock, Random &random, const CancelToken &cancel,
                    const std::function<void(const DestinationStep &)> &tell)
        : m_files(files)
        , m_clock(clock)
        , m_random(random)
        , m_cancel(cancel)
        , m_tell(tell)
        , m_name("cairn-test-" + random.hexId())
    {
    }

    DestinationReport run(const BackendRegistry &backends, const DestinationUrl &url,
                          DestinationUse use)
    {
        m_report.usable = step(DestinationCheck::Find, [&] { return find(backends, url, use); });
        if (use == DestinationUse::Read)
            return m_report;
        m_report.usable =
            m_report.usable && step(DestinationCheck::Write, [this] { return write(); }) &&
            readAndRemove() && step(DestinationCheck::Space, [this] { return askSpace(); }) &&
            step(DestinationCheck::Unused, [this] { return checkUnused(); });
        return m_report;
    }

private:
    template<typename Act>
    bool step(DestinationCheck check, const Act &act)
    {
        m_tell({check, DestinationStep::State::Running, {}});
        Result<> done = m_cancel.stopRequested()
                            ? Result<>(fail(ErrorCode::Cancelled, u"The test was stopped."_s))
                            : act();
        if (done)
            m_tell({check, DestinationStep::State::Passed, {}});
        else
            m_tell({check, DestinationStep::State::Failed, std::move(done).error()});
        return done.has_value();
    }

    // The file goes also when it could not be read back.
    bool readAndRemove()
    {
        const bool same = step(DestinationCheck::Read, [this] { return read(); });
        const bool removed =
            step(DestinationCheck::Remove, [this] { return m_backend->remove(m_name, m_cancel); });
        return same && removed;
    }

    Result<> find(const BackendRegistry &backends, const DestinationUrl &url, DestinationUse use)
    {
        CAIRN_LET(backend, backends.open(url, {m_files, m_clock, m_random, {}}));
        m_backend = std::move(backend);
        auto listed = m_backend->list(m_cancel);
        if (!listed && use == DestinationUse::Create &&
            listed.error().id == QLatin1String(kFolderMissingId)) {
            CAIRN_TRY(m_backend->createFolder(m_cancel));
            listed = m_backend->list(m_cancel);
        }
        if (!listed)
            return fail(std::move(listed).error());
        std::map<std::string, StoredBackup> backups;
        for (const RemoteFile &file : *listed)
            note(file.name, backups);
        for (auto &[prefix, backup] : backups) {
            backup.prefix = prefix;
            if (backup.versions > 0)
                m_report.backups.push_back(std::move(backup));
        }
        std::ranges::stable_sort(m_report.backups, std::greater(), &StoredBackup::newestVersion);
        return {};
    }

    static void note(const std::string &name, std::map<std::string, StoredBackup> &backups)
    {
        const auto parts = parseRemoteName(name);
        if (!parts || !hasKnownModules(*parts))
            return;
        StoredBackup &backup = backups[parts->prefix];
        ++backup.files;
        if (parts->kind != VolumeKind::Dlist || parts->parity)
            return;
        ++backup.versions;
        backup.encrypted = backup.encrypted || !parts->encryption.empty();
        backup.newestVersion = std::max(backup.newestVersion, parts->time);
        backup.oldestVersion =
            backup.versions == 1 ? parts->time : std::min(backup.oldestVersion, parts->time);
    }

    Result<> write()
    {
        CAIRN_LET(folder, TempFolder::create(m_files, m_clock, m_random, {}));
        m_folder = std::move(folder);
        m_content.resize(kTestBytes);
        m_random.fill(m_content.span());
        const FilePath path = m_folder.path() / "test";
        CAIRN_LET(file, m_files.open(path, OpenMode::CreateExclusive));
        CAIRN_TRY(file.write(m_content));
        CAIRN_TRY(file.close());
        const std::int64_t begin = m_clock.monotonicNs();
        CAIRN_TRY(m_backend->put(m_name, path, m_random.hexId(), m_cancel));
        const std::int64_t took = std::max<std::int64_t>(1, m_clock.monotonicNs() - begin);
        m_report.bytesPerSecond =
            static_cast<std::int64_t>(static_cast<double>(kTestBytes) * 1e9 / double(took));
        return {};
    }

    Result<> read()
    {
        CAIRN_LET(temp, TempFile::create(m_files, m_folder.path() / "back"));
        CAIRN_TRY(m_backend->get(m_name, temp.file(), m_cancel));
        Buffer back(kTestBytes + 1);
        CAIRN_LET(got, temp.file().readAt(0, back.span()));
        if (got != kTestBytes || !std::equal(m_content.data(), m_content.data() + got, back.data()))
            return fail(ErrorCode::Corrupt, "DESTINATION_CHANGES",
                        u"What was read back is not what was written."_s);
        return {};
    }

    Result<> askSpace()
    {
        CAIRN_LET(space, m_backend->freeSpace());
        m_report.freeBytes = space;
        return {};
    }

    Result<> checkUnused() const
    {
        if (m_report.backups.empty())
            return {};
        return fail(ErrorCode::AlreadyExists, "DEST_FOREIGN",
                    u"There is a backup in this folder already. Nothing of it was changed."_s);
    }

    FileLayer &m_files;
    Clock &m_clock;
    Random &m_random;
    const CancelToken &m_cancel;
    const std::function<void(const DestinationStep &)> &m_tell;
    const std::string m_name;
    std::unique_ptr<Backend> m_backend;
    TempFolder m_folder;
    Buffer m_content;
    DestinationReport m_report;
};

} // namespace

DestinationReport testDestination(FileLayer &files, Clock &clock, Random &random,
                                  const BackendRegistry &backends, const DestinationUrl &url,
                                  DestinationUse use, const CancelToken &cancel,
                                  const std::function<void(const DestinationStep &)> &tell)
{
    return DestinationTest(files, clock, random, cancel, tell).run(backends, url, use);
}

} // namespace cairn
