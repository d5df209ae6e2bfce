// SPDX-License-Identifier: MIT
#include "core/operations/test_volumes_check.h"

#include "core/base/text.h"
#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/operations/volume_damage.h"

#include <unordered_map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// The opener names the volume; a finding does so by itself.
QString withoutName(QString message, const std::string &volume)
{
    const QString prefix = toQString(volume) % u": ";
    return message.startsWith(prefix) ? message.mid(prefix.size()) : message;
}

bool endsTheRun(const Error &error)
{
    return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Internal ||
           error.code == ErrorCode::MissingPassphrase || error.code == ErrorCode::NoSpace ||
           isOfDatabase(error) || isDestinationGone(error);
}

// Counts, and names the first.
struct BlockTally
{
    std::int64_t count = 0;
    Digest first;
    void add(const Digest &hash)
    {
        if (count++ == 0)
            first = hash;
    }
    [[nodiscard]] QString say(const QString &text) const
    {
        return text.arg(count).arg(toQString(first.toBase64Url()));
    }
};

void find(VolumeVerdict &verdict, const VolumeRow &row, VolumeFinding::Kind kind, QString text)
{
    verdict.finding = VolumeFinding{row.name, kind, std::move(text)};
}

void findDamage(VolumeVerdict &verdict, const VolumeRow &row, QString text)
{
    find(verdict, row, VolumeFinding::Modified, std::move(text));
    verdict.proven = VolumeState::Damaged;
}

} // namespace

VolumeChecker::VolumeChecker(const RunEnvironment &environment, JobDatabase &job,
                             const JobSettings &settings,
                             const std::unordered_set<std::int64_t> &usable,
                             std::unique_ptr<Backend> backend)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_usable(usable)
    , m_opener(environment, std::move(backend), settings)
    , m_lists(job, settings)
    , m_hasher(settings.blockHash)
{
}

Result<std::unique_ptr<VolumeChecker>>
VolumeChecker::create(const RunEnvironment &environment, JobDatabase &job,
                      const JobSettings &settings, const std::unordered_set<std::int64_t> &usable)
{
    CAIRN_LET(backend, environment.openBackend());
    return std::unique_ptr<VolumeChecker>(
        new VolumeChecker(environment, job, settings, usable, std::move(backend)));
}

VolumeVerdict VolumeChecker::check(const VolumeRow &row)
{
    VolumeVerdict verdict;
    const bool hashOnly = m_environment.options.verify.level == RemoteVerification::HashOnly;
    Result<> done = hashOnly ? checkHashOnly(row) : checkContent(row, verdict);
    if (done && !verdict.finding)
        done = learnHash(row, verdict);
    if (done) {
        verdict.isRead = true;
        if (!verdict.finding)
            verdict.proven = VolumeState::Verified;
        return verdict;
    }
    const Error &error = done.error();
    if (endsTheRun(error)) {
        verdict.fatal = error;
        return verdict;
    }
    verdict.proven = provenState(m_opener, row, error, m_environment.cancel);
    if (verdict.proven == VolumeState::Missing)
        find(verdict, row, VolumeFinding::Missing, u"it is not at the destination"_s);
    else
        find(verdict, row,
             verdict.proven == VolumeState::Damaged ? VolumeFinding::Modified
                                                    : VolumeFinding::Error,
             withoutName(error.message, row.name));
    if (error.code == ErrorCode::WrongPassphrase)
        verdict.fatal = error; // unless others have opened
    return verdict;
}

Result<> VolumeChecker::checkHashOnly(const VolumeRow &row)
{
    std::int64_t size = 0;
    CAIRN_LET(hash, m_opener.hashOfStored(row.name, m_settings.fileHash, size));
    if ((row.size >= 0 && size != row.size) || (!row.hash.empty() && hash != row.hash))
        return fail(ErrorCode::Corrupt, u"its content does not have the hash it should have"_s);
    return {};
}

Result<> VolumeChecker::learnHash(const VolumeRow &row, VolumeVerdict &verdict)
{
    if (!row.hash.empty() && row.size >= 0)
        return {};
    CAIRN_LET(hash, m_opener.hashOfStored(row.name, m_settings.fileHash, verdict.size));
    verdict.hash = hash;
    return {};
}

Result<> VolumeChecker::checkContent(const VolumeRow &row, VolumeVerdict &verdict)
{
    CAIRN_LET(volume, openRow(m_opener, row));
    verdict.isRead = true;
    switch (row.kind) {
    case VolumeKind::Dblock:
        return checkDblock(volume, row, verdict);
    case VolumeKind::Dindex:
        return checkDindex(volume, row, verdict);
    case VolumeKind::Dlist:
        break;
    }
    CAIRN_LET(differences, m_lists.check(volume, row.id));
    // Its hash is right, so list and database disagree; which of them is wrong is not proven.
    if (!differences.isEmpty())
        find(verdict, row, VolumeFinding::Modified, differences);
    return {};
}

Result<bool> VolumeChecker::isGoodBlock(const VolumeArchive &archive, std::size_t entry,
                                        const Digest &hash, std::int64_t size)
{
    const Result<> read = archive.extract(
        entry, m_content, static_cast<std::size_t>(m_settings.blocksize), m_scratch);
    if (!read && read.error().code != ErrorCode::Corrupt)
        return fail(read.error());
    return read && static_cast<std::int64_t>(m_content.size()) == size &&
           m_hasher.hash(m_content) == hash;
}

Result<> VolumeChecker::checkDblock(const OpenVolume &volume, const VolumeRow &row,
                                    VolumeVerdict &verdict)
{
    CAIRN_LET(rows, m_job.blocks.storedIn(row.id));
    std::unordered_map<Digest, std::int64_t> expected;
    for (const BlockRow &block : rows)
        expected.emplace(block.hash, block.size);
    BlockTally wrong;
    BlockTally unknown;
    const std::vector<ArchiveEntry> &entries = volume.archive->entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        const std::optional<Digest> hash = blockOfEntry(entries[i].name);
        if (!hash || entries[i].duplicate)
            continue;
        const auto wanted = expected.find(*hash);
        if (wanted == expected.end()) {
            unknown.add(*hash);
            continue;
        }
        CAIRN_LET(good, isGoodBlock(*volume.archive, i, *hash, wanted->second));
        if (!good)
            wrong.add(*hash);
        expected.erase(wanted);
    }
    BlockTally lacking;
    for (const auto &[hash, size] : expected)
        lacking.add(hash);
    if (wrong.count > 0)
        findDamage(verdict, row, wrong.say(u"%1 of its blocks are damaged, the first is %2"_s));
    else if (lacking.count > 0)
        findDamage(verdict, row, lacking.say(u"%1 of its blocks are not in it, the first is %2"_s));
    else if (unknown.count > 0)
        verdict.remark = unknown.say(u"%1 blocks in it are not needed, the first is %2"_s);
    return {};
}

// What is wrong with what the dindex says of this dblock; empty if nothing is. Blocks that the
// database does not know do no harm.
Result<QString> VolumeChecker::checkVolEntry(const VolumeArchive &archive, std::size_t entry,
                                             const VolumeRow &dblock)
{
    CAIRN_LET(rows, m_job.blocks.storedIn(dblock.id));
    std::unordered_map<Digest, std::int64_t> expected;
    for (const BlockRow &block : rows)
        expected.emplace(block.hash, block.size);
    BlockTally wrong;
    DindexVolReader reader([&](const Digest &hash, std::int64_t size) -> Result<> {
        const auto wanted = expected.find(hash);
        if (wanted == expected.end())
            return {};
        if (wanted->second != size)
            wrong.add(hash);
        expected.erase(wanted);
        return {};
    });
    CAIRN_TRY(archive.stream(entry, reader));
    CAIRN_LET(stated, reader.finish());
    if ((!stated.volumeHash.empty() && !dblock.hash.empty() && stated.volumeHash != dblock.hash) ||
        (stated.volumeSize >= 0 && dblock.size >= 0 && stated.volumeSize != dblock.size))
        return u"it states another size or hash of %1"_s.arg(toQString(dblock.name));
    if (wrong.count > 0)
        return wrong.say(u"it states wrong sizes of %1 blocks, the first is %2"_s);
    BlockTally lacking;
    for (const auto &[hash, size] : expected)
        lacking.add(hash);
    return lacking.count > 0 ? lacking.say(u"%1 blocks are not in it, the first is %2"_s)
                             : QString();
}

Result<> VolumeChecker::checkDindex(const OpenVolume &volume, const VolumeRow &row,
                                    VolumeVerdict &verdict)
{
    const VolumeArchive &archive = *volume.archive;
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        const std::string_view name = archive.entries()[i].name;
        if (const auto list = nameInFolder(name, kListFolder)) {
            const std::optional<Digest> hash = Digest::fromBase64Url(*list);
            const auto size = static_cast<std::int64_t>(archive.entries()[i].size);
            CAIRN_LET(good, isGoodBlock(archive, i, hash.value_or(Digest()), size));
            if (!good) {
                findDamage(verdict, row,
                           u"a list of blocks in it is damaged (%1)"_s.arg(toQString(*list)));
                return {};
            }
        }
    }
    CAIRN_LET(dblocks, m_job.volumes.dblocksOf(row.id));
    for (const std::int64_t id : dblocks) {
        CAIRN_LET(dblock, m_job.volumes.get(id));
        if (!dblock || !m_usable.contains(id))
            continue;
        const std::optional<std::size_t> entry = archive.find(volEntryName(dblock->name));
        QString wrong = u"it says nothing of %1"_s.arg(toQString(dblock->name));
        if (entry) {
            CAIRN_LET(text, checkVolEntry(archive, *entry, *dblock));
            wrong = std::move(text);
        }
        if (!wrong.isEmpty()) {
            findDamage(verdict, row, std::move(wrong));
            return {};
        }
    }
    return {};
}

} // namespace cairn
