// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_envelopes.h"

#include "core/base/text.h"
#include "core/format/entry_names.h"
#include "core/pipeline/owned_source.h"
#include "core/pipeline/volume_journal.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<> EnvelopeCheck::begin()
{
    CAIRN_LET(rows, m_context.job.volumes.all());
    for (VolumeRow &row : rows)
        if (isUsable(row.state))
            m_present.emplace(std::move(row.name), Present{row.id, row.size, row.hash});
    return {};
}

bool EnvelopeCheck::agrees(const EnvelopeVolume &told) const
{
    const auto at = m_present.find(told.name);
    if (at == m_present.end())
        return true;
    const Present &present = at->second;
    if (present.size >= 0 && present.size != told.size)
        return false;
    return told.hash.size() != hashLength(m_context.settings.fileHash) || told.hash == present.hash;
}

Result<Envelope> EnvelopeCheck::read(const OpenVolume &opened, std::size_t entry,
                                     Suspects &suspects) const
{
    EnvelopeReader reader([&](const EnvelopeVolume &told) -> Result<> {
        if (!agrees(told))
            suspects.emplace(told.name, told);
        return {};
    });
    CAIRN_TRY(checkExpansion(opened.archive->entries()[entry]));
    CAIRN_TRY(opened.archive->stream(entry, reader));
    CAIRN_LET(envelope, reader.finish());
    if (envelope.previous && !agrees(*envelope.previous))
        suspects.emplace(envelope.previous->name, *envelope.previous);
    return envelope;
}

Result<> EnvelopeCheck::recordHash(const RemoteVolume &dlist, const OpenVolume &opened)
{
    CAIRN_LET(hash, hashOfSource(*opened.stored, m_context.settings.fileHash,
                                 m_context.environment.cancel));
    const auto size = static_cast<std::int64_t>(opened.stored->size());
    m_present[dlist.name] = {dlist.id, size, hash};
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_context.job.volumes.setSizeAndHash(dlist.id, size, hash));
    return transaction.commit();
}

// Were another list to get the name of one that is gone (R31), it would pass for one that somebody
// put in its place.
Result<> EnvelopeCheck::notePrevious(const EnvelopeVolume &previous)
{
    const std::optional<RemoteName> parts = parseRemoteName(previous.name);
    if (!parts || parts->kind != VolumeKind::Dlist || !parts->stamped ||
        parts->prefix != m_context.settings.prefix)
        return {};
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(noteFormerList(m_context.job, previous.name));
    return transaction.commit();
}

Result<> EnvelopeCheck::check(const RemoteVolume &dlist, const OpenVolume &opened)
{
    CAIRN_TRY(recordHash(dlist, opened));
    const std::optional<std::size_t> entry = opened.archive->find(kEnvelopeEntry);
    if (!entry)
        return {}; // another program's list, or one of before
    Suspects suspects;
    const Result<Envelope> envelope = read(opened, *entry, suspects);
    if (!envelope) {
        if (!concernsOneVolume(envelope.error()))
            return fail(envelope.error());
        m_context.environment.report.error(
            u"EnvelopeUnreadable"_s,
            u"The list %1 could be read, but not which volumes it relies on (%2). Whether they are "
            "those that were written was not checked."_s.arg(toQString(dlist.name),
                                                             envelope.error().message));
        return {};
    }
    if (envelope->name != dlist.name)
        return fail(ErrorCode::Corrupt, "ListRenamed",
                    u"it was written under the name %1, so someone has renamed or copied it; under "
                    "that name it is a version"_s.arg(toQString(envelope->name)));
    if (envelope->previous)
        CAIRN_TRY(notePrevious(*envelope->previous));
    for (const auto &[name, told] : suspects)
        CAIRN_TRY(settle(told, dlist.name));
    return {};
}

Result<> EnvelopeCheck::learnHash(const EnvelopeVolume &told, Present &present)
{
    present.hash = told.hash;
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_context.job.volumes.setSizeAndHash(present.id, told.size, told.hash));
    return transaction.commit();
}

// Of a dblock only its index has told the hash. Looking at it once tells which of them is wrong.
Result<bool> EnvelopeCheck::isIndexWrong(const EnvelopeVolume &told, Present &present)
{
    std::int64_t size = 0;
    const Result<Digest> hash = m_opener.hashOfStored(told.name, m_context.settings.fileHash, size);
    if (!hash && !concernsOneVolume(hash.error()))
        return fail(hash.error());
    if (!hash || *hash != told.hash)
        return false;
    CAIRN_LET(indexes, m_context.job.volumes.indexesOf(present.id));
    for (const std::int64_t id : indexes) {
        CAIRN_LET(row, m_context.job.volumes.get(id));
        const auto at = row ? m_present.find(row->name) : m_present.end();
        if (at == m_present.end())
            continue;
        CAIRN_TRY(noteReplaced(
            at->first, at->second,
            u"it describes other content than the volume %1 has"_s.arg(toQString(told.name))));
        m_present.erase(at);
    }
    CAIRN_TRY(learnHash(told, present));
    return true;
}

Result<> EnvelopeCheck::settle(const EnvelopeVolume &told, const std::string &by)
{
    const auto at = m_present.find(told.name);
    if (at == m_present.end())
        return {};
    Present &present = at->second;
    const std::optional<RemoteName> parts = parseRemoteName(told.name);
    const bool sizeAgrees = present.size < 0 || present.size == told.size;
    if (sizeAgrees && present.hash.empty())
        return learnHash(told, present); // whoever reads it proves it
    if (sizeAgrees && parts && parts->kind == VolumeKind::Dblock) {
        CAIRN_LET(indexIsWrong, isIndexWrong(told, present));
        if (indexIsWrong)
            return {};
    }
    const QString why =
        sizeAgrees
            ? u"its content is not that which was written: the list %1 tells another hash"_s.arg(
                  toQString(by))
            : u"it is not the file that was written: it has %1 bytes, the list %2 tells %3"_s
                  .arg(present.size)
                  .arg(toQString(by))
                  .arg(told.size);
    CAIRN_TRY(noteReplaced(told.name, present, why));
    m_present.erase(at);
    return {};
}

Result<> EnvelopeCheck::noteReplaced(const std::string &name, const Present &present,
                                     const QString &why)
{
    tellOnce();
    RemoteVolume volume{name, parseRemoteName(name).value_or(RemoteName()), present.size,
                        present.id};
    CAIRN_TRY(m_context.noteDamaged(volume, Error{ErrorCode::Corrupt, why, {}, {}}));
    if (volume.parts.kind != VolumeKind::Dblock)
        return {};
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_context.job.blocks.moveToCopies(present.id));
    return transaction.commit();
}

// At the first, so that a run which goes on after a kill has it among what was said.
void EnvelopeCheck::tellOnce()
{
    if (std::exchange(m_told, true))
        return;
    m_context.environment.report.error(
        u"VolumesReplaced"_s,
        u"Files at the destination are not those that were written there, and this program never "
        "writes a name twice: another program has repaired the backup, the destination was "
        "damaged or put back to an earlier state, or someone has tampered with it. If it was not "
        "you, find out who can write there before you trust it. If the "
        "store keeps former states of files, put the right ones back and run 'recreate' again; "
        "otherwise 'repair' makes anew what it can. A version whose list is among them may not be "
        "what was backed up: compare it, or remove it with 'delete'."_s);
}

} // namespace cairn
