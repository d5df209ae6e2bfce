// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_journal.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/pipeline/retry_policy.h"
#include "core/storage/stoppable_wait.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Names in a row that others were quicker to take, before it is no coincidence any more.
constexpr int kNamesTaken = 100;

constexpr const char *kFormerListsKey = "former-lists"; // each between line ends

std::string asLine(const std::string &name)
{
    return '\n' + name + '\n';
}

} // namespace

Result<> noteFormerList(JobDatabase &job, const std::string &name)
{
    CAIRN_LET(known, job.volumes.find(name));
    CAIRN_LET(names, job.value(kFormerListsKey));
    if (known || names.find(asLine(name)) != std::string::npos)
        return {};
    return job.setValue(kFormerListsKey, names + asLine(name));
}

Result<bool> isFreeStamp(JobDatabase &job, const JobSettings &settings, Random &random,
                         std::int64_t time)
{
    const std::string name = newVolumeName(settings, VolumeKind::Dlist, random, time);
    CAIRN_LET(taken, job.volumes.find(name));
    CAIRN_LET(former, job.value(kFormerListsKey));
    return !taken && former.find(asLine(name)) == std::string::npos;
}

VolumeJournal::VolumeJournal(const RunEnvironment &environment, JobDatabase &job,
                             std::unique_ptr<Backend> backend, const JobSettings &settings)
    : m_environment(environment)
    , m_job(job)
    , m_backend(std::move(backend))
    , m_settings(settings)
{
}

Result<> VolumeJournal::begin(Attempt &attempt, const SealedVolume &volume, const Put &what)
{
    KILLPOINT(what.steps[0]);
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    VolumeRow row;
    row.name = attempt.name;
    row.kind = what.kind;
    row.state = VolumeState::Uploading;
    row.size = volume.size;
    row.hash = volume.hash;
    row.created = m_environment.clock.nowSeconds();
    row.tempName = attempt.tempName;
    row.contentBytes = what.contentBytes;
    CAIRN_LET(id, m_job.volumes.add(row));
    attempt.id = id;
    if (what.alongside)
        CAIRN_TRY(what.alongside(id));
    return transaction.commit();
}

Result<> VolumeJournal::tryOnce(const Attempt &attempt, const SealedVolume &volume,
                                [[maybe_unused]] const Put &what)
{
    KILLPOINT(what.steps[1]);
    ++m_environment.report.traffic.remoteCalls;
    CAIRN_TRY(
        m_backend->put(attempt.name, volume.file.path(), attempt.tempName, m_environment.cancel));
    KILLPOINT(what.steps[2]);
    ++m_environment.report.traffic.remoteCalls;
    CAIRN_LET(seen, m_backend->stat(attempt.name, m_environment.cancel));
    if (seen.size >= 0 && seen.size != volume.size)
        return fail(
            ErrorCode::Transient,
            u"The destination stored %1 with %2 instead of %3 bytes."_s.arg(toQString(attempt.name))
                .arg(seen.size)
                .arg(volume.size));
    return {};
}

// A list's name is its time: the next second that no list ever had.
Result<> VolumeJournal::takeNextStamp(Attempt &attempt, const Put &what, const Error &failure)
{
    while (++attempt.time < what.before) {
        CAIRN_LET(isFree, isFreeStamp(m_job, m_settings, m_environment.random, attempt.time));
        if (isFree)
            return {};
    }
    return fail(failure);
}

// R31: the name is burnt; the next attempt has a new one and the old row waits as Abandoned. A name
// that another has taken was never ours, so nothing may remember it as ours to delete (R3).
Result<> VolumeJournal::renew(Attempt &attempt, SealedVolume &volume, const Put &what,
                              const Error &failure)
{
    if (what.kind == VolumeKind::Dlist)
        CAIRN_TRY(takeNextStamp(attempt, what, failure));
    attempt.name = newVolumeName(m_settings, what.kind, m_environment.random, attempt.time);
    attempt.tempName = newTempName(m_environment.random);
    if (what.remake) {
        CAIRN_LET(remade, what.remake(attempt.name, attempt.time));
        volume = std::move(remade);
    }
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.volumes.rename(attempt.id, attempt.name, attempt.tempName,
                                   failure.code == ErrorCode::AlreadyExists
                                       ? VolumeTable::OldName::Forget
                                       : VolumeTable::OldName::Abandon));
    CAIRN_TRY(m_job.volumes.setSizeAndHash(attempt.id, volume.size, volume.hash));
    return transaction.commit();
}

Result<> VolumeJournal::waitBeforeRetry(const Attempt &attempt, const Error &failure,
                                        Retries &retries)
{
    const RetryPolicy policy = retryPolicyOf(m_environment.options.transfer);
    CAIRN_TRY(m_environment.cancel.checkAbort());
    if (retries.last || ++retries.count > policy.retries || !isRetryable(failure))
        return fail(failure);
    const auto asked =
        failure.code == ErrorCode::Throttled ? m_backend->retryAfter() : std::chrono::seconds(0);
    const auto pause = retryDelay(policy, retries.count + 1, asked, m_environment.random);
    if (retries.waited + pause > policy.budget)
        return fail(failure);
    retries.waited += pause;
    ++m_environment.report.traffic.retryAttempts;
    m_environment.report.information(
        u"RetryingUpload"_s, u"Uploading %1 failed (%2); trying again under a new name."_s.arg(
                                 toQString(attempt.name), failure.message));
    const Result<> waited = waitFor(m_environment.clock, pause, m_environment.cancel);
    retries.last = !waited; // a stop: what is begun has one more try, at once (R21, R25)
    return m_environment.cancel.checkAbort();
}

Result<std::int64_t> VolumeJournal::put(SealedVolume &volume, const Put &what)
{
    Attempt attempt{0, what.name, newTempName(m_environment.random), what.time};
    CAIRN_TRY(begin(attempt, volume, what));
    if (what.kind != VolumeKind::Dblock) // those are counted as they queue
        m_environment.progress.bytesSealed += volume.size;
    Retries retries;
    int taken = 0;
    while (true) {
        const Result<> done = tryOnce(attempt, volume, what);
        if (done)
            break;
        const bool isTaken = done.error().code == ErrorCode::AlreadyExists;
        if (isTaken)
            CAIRN_TRY(m_environment.cancel.checkAbort());
        else
            CAIRN_TRY(waitBeforeRetry(attempt, done.error(), retries));
        CAIRN_TRY(renew(attempt, volume, what, done.error()));
        if (isTaken && ++taken >= kNamesTaken)
            return fail(done.error());
    }
    m_environment.report.traffic.bytesUploaded += volume.size;
    ++m_environment.report.traffic.filesUploaded;
    m_environment.progress.bytesUploaded += volume.size;
    KILLPOINT(what.steps[3]);
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.volumes.setState(attempt.id, VolumeState::Confirmed));
    if (what.confirmed)
        CAIRN_TRY(what.confirmed(attempt.id, attempt.name));
    CAIRN_TRY(transaction.commit());
    return attempt.id;
}

Result<> VolumeJournal::remove(std::int64_t volumeId)
{
    CAIRN_LET(row, m_job.volumes.get(volumeId));
    if (!row || (row->state != VolumeState::Deleting && row->state != VolumeState::Abandoned))
        return fail(ErrorCode::Internal, u"A volume was to be deleted that is not marked so."_s);
    m_environment.report.traffic.remoteCalls += 2;
    Result<> removed = m_backend->remove(row->name, m_environment.cancel);
    Result<RemoteFile> left = m_backend->stat(row->name, m_environment.cancel);
    if (left || left.error().code != ErrorCode::NotFound) {
        const QString reason = !removed ? removed.error().message
                               : left   ? u"it is still there"_s
                                        : left.error().message;
        m_environment.report.warning(
            u"DeleteFailed"_s,
            u"%1 could not be deleted from the destination (%2). Nothing is lost; "
            "the next run tries again."_s.arg(toQString(row->name), reason));
        return {};
    }
    ++m_environment.report.traffic.filesDeleted;
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.volumes.setState(volumeId, VolumeState::Deleted));
    return transaction.commit();
}

} // namespace cairn
