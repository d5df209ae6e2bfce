// SPDX-License-Identifier: MIT
#include "core/operations/test_volumes.h"

#include "core/base/text.h"
#include "core/operations/lost_blocks.h"
#include "core/operations/test_volumes_check.h"
#include "core/operations/test_volumes_sample.h"
#include "core/operations/volume_damage.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString idOf(VolumeFinding::Kind kind)
{
    switch (kind) {
    case VolumeFinding::Missing:
        return u"MissingVolume"_s;
    case VolumeFinding::Extra:
    case VolumeFinding::Modified:
        return u"DamagedVolume"_s;
    case VolumeFinding::Error:
        break;
    }
    return u"VolumeNotTested"_s;
}

// Tests the volumes in several threads and notes what comes out.
class VolumeTest final
{
public:
    VolumeTest(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
               std::vector<VolumeRow> volumes)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
        , m_volumes(std::move(volumes))
        , m_findings(m_volumes.size())
        , m_isTested(m_volumes.size())
    {
    }

    Result<TestResult> run()
    {
        beginProgress();
        CAIRN_TRY(noteUsable());
        CAIRN_LET(first, VolumeChecker::create(m_environment, m_job, m_settings, m_usable));
        // Alone until one could be opened: a wrong passphrase shows at once, and not a hundred
        // times.
        while (!m_anyRead && isGoingOn())
            work(*first, 1);
        CAIRN_TRY(runThreads(std::move(first)));
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (m_fatal)
            return fail(std::move(*m_fatal));
        return collect();
    }

private:
    Result<> noteUsable()
    {
        CAIRN_LET(rows, m_job.volumes.all());
        for (const VolumeRow &row : rows)
            if (row.kind == VolumeKind::Dblock && isUsable(row.state))
                m_usable.insert(row.id);
        return {};
    }

    void beginProgress()
    {
        Progress &progress = m_environment.progress;
        progress.phase = Phase::Verifying;
        progress.filesDone = 0;
        progress.bytesDone = 0;
        progress.filesTotal = static_cast<std::int64_t>(m_volumes.size());
        std::int64_t bytes = 0;
        for (const VolumeRow &row : m_volumes)
            bytes += std::max<std::int64_t>(row.size, 0);
        progress.bytesTotal = bytes;
        progress.totalKnown = true;
    }

    bool isGoingOn()
    {
        m_environment.cancel.waitWhilePaused();
        return m_next < m_volumes.size() && !m_isEnded && !m_environment.cancel.stopRequested();
    }

    Result<> runThreads(std::unique_ptr<VolumeChecker> first)
    {
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t left = m_volumes.size() - std::min(m_volumes.size(), m_next.load());
        std::vector<std::unique_ptr<VolumeChecker>> checkers;
        checkers.push_back(std::move(first));
        while (checkers.size() < std::min(cores, left)) {
            CAIRN_LET(checker, VolumeChecker::create(m_environment, m_job, m_settings, m_usable));
            checkers.push_back(std::move(checker));
        }
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < checkers.size(); ++i)
            threads.emplace_back([this, &checker = *checkers[i]] { work(checker, SIZE_MAX); });
        work(*checkers.front(), SIZE_MAX);
        for (std::thread &thread : threads)
            thread.join();
        return {};
    }

    void work(VolumeChecker &checker, std::size_t most)
    {
        while (most-- > 0 && isGoingOn()) {
            const std::size_t index = m_next++;
            if (index >= m_volumes.size())
                return;
            const VolumeRow &row = m_volumes[index];
            m_environment.progress.setCurrent(row.name);
            VolumeVerdict verdict = checker.check(row);
            if (Result<> noted = note(index, verdict); !noted)
                end(std::move(noted).error());
            ++m_environment.progress.filesDone;
            m_environment.progress.bytesDone += std::max<std::int64_t>(row.size, 0);
        }
    }

    void end(Error error)
    {
        std::scoped_lock lock(m_mutex);
        if (!m_fatal)
            m_fatal = std::move(error);
        m_isEnded = true;
    }

    Result<> note(std::size_t index, VolumeVerdict &verdict)
    {
        const VolumeRow &row = m_volumes[index];
        // One volume among good ones that the passphrase does not open is a finding like others.
        const bool isAlone = verdict.fatal && verdict.fatal->code == ErrorCode::WrongPassphrase;
        if (verdict.fatal && !(isAlone && m_anyRead))
            return fail(std::move(*verdict.fatal));
        if (verdict.isRead)
            m_anyRead = true;
        CAIRN_TRY(record(row, verdict));
        m_isTested[index] = 1;
        if (!verdict.remark.isEmpty())
            m_environment.report.information(u"TestRemark"_s,
                                             toQString(row.name) % u": " % verdict.remark);
        if (!verdict.finding)
            return {};
        m_environment.report.error(idOf(verdict.finding->kind),
                                   toQString(row.name) % u": " % verdict.finding->text);
        m_findings[index] = std::move(verdict.finding);
        return {};
    }

    // R16. Good news may be lost with the power, bad news must not.
    Result<> record(const VolumeRow &row, const VolumeVerdict &verdict)
    {
        if (m_environment.options.dryRun || !verdict.proven)
            return {};
        if (*verdict.proven != VolumeState::Verified)
            return *verdict.proven == row.state ? Result<>()
                                                : recordState(m_job, row, *verdict.proven);
        if (row.state != VolumeState::Verified)
            CAIRN_TRY(recordState(m_job, row, VolumeState::Verified));
        CAIRN_LET(transaction,
                  Transaction::begin(m_job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(m_job.volumes.noteCheck(row.id, m_environment.clock.nowSeconds()));
        if (verdict.size >= 0)
            CAIRN_TRY(m_job.volumes.setSizeAndHash(row.id, verdict.size, verdict.hash));
        return transaction.commit();
    }

    TestResult collect()
    {
        TestResult result;
        for (std::size_t i = 0; i < m_volumes.size(); ++i) {
            if (!m_isTested[i])
                continue;
            result.tested.push_back(m_volumes[i].name);
            if (!m_findings[i] || m_findings[i]->kind != VolumeFinding::Missing)
                result.testedBytes += std::max<std::int64_t>(m_volumes[i].size, 0);
            if (m_findings[i])
                result.findings.push_back(std::move(*m_findings[i]));
        }
        return result;
    }

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    std::vector<VolumeRow> m_volumes;
    std::unordered_set<std::int64_t> m_usable; // dblocks, when the test began
    // Each written by the one thread that tests the volume.
    std::vector<std::optional<VolumeFinding>> m_findings;
    std::vector<char> m_isTested;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_anyRead{false};
    std::atomic<bool> m_isEnded{false};
    std::mutex m_mutex;
    std::optional<Error> m_fatal;
};

// Blocks that no volume is known to hold are damage too, though no volume shows it any more.
Result<> reportLostContent(const RunEnvironment &environment, JobDatabase &job)
{
    CAIRN_LET(homeless, job.database().number("SELECT EXISTS (SELECT 1 FROM block WHERE volume IS "
                                              "NULL)"));
    if (homeless == 0)
        return {};
    CAIRN_LET(isLost, findLostContent(job));
    if (!isLost)
        return {};
    std::int64_t lost = 0;
    EntryRow row;
    CAIRN_TRY(job.entries.forEachReference([&](StreamRef content, StreamRef meta) -> Result<> {
        row.content = content;
        row.meta = meta;
        lost += isLost(row) ? 1 : 0;
        return {};
    }));
    if (lost > 0)
        environment.report.error(u"LostContent"_s,
                                 u"%1 files or folders need content that is nowhere at the "
                                 "destination. Run 'repair': it names them and looks for what it "
                                 "can find in the source."_s.arg(lost));
    return {};
}

Result<TrustSummary> trustIn(JobDatabase &job)
{
    TrustSummary trust;
    CAIRN_LET(rows, job.volumes.all());
    for (const VolumeRow &row : rows) {
        if (!isUsable(row.state))
            continue;
        ++trust.volumes;
        if (row.checkTime == 0)
            ++trust.neverRead;
        else if (trust.longestUnread == 0 || row.checkTime < trust.longestUnread)
            trust.longestUnread = row.checkTime;
    }
    return trust;
}

} // namespace

Result<TestResult> testVolumes(const RunEnvironment &environment, JobDatabase &job,
                               const JobSettings &settings, const TestRequest &request)
{
    CAIRN_LET(volumes, chooseVolumes(environment, job, request));
    if (volumes.empty())
        return TestResult();
    CAIRN_LET(result, VolumeTest(environment, job, settings, std::move(volumes)).run());
    CAIRN_TRY(reportLostContent(environment, job));
    CAIRN_LET(trust, trustIn(job));
    result.trust = trust;
    return std::move(result);
}

} // namespace cairn
