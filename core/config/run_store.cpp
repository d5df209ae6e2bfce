// SPDX-License-Identifier: MIT
#include "core/config/run_store.h"

#include "core/base/text.h"

#include <QDateTime>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace cairn {

namespace {

template<typename Enum, std::size_t Count>
std::optional<Enum> fromName(const std::array<std::string_view, Count> &names,
                             std::string_view name)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

#define CAIRN_RUN_COLUMNS                                                                          \
    "SELECT id, job, kind, began, ended, result, exit_code, phase, files_done, files_total, "      \
    "bytes_done, bytes_total, total_known, bytes_sent, path, waiting_for, host, new_bytes, "       \
    "added, changed, deleted, version, left_out FROM run "

// "caches=12 trash=3"; sets that kept nothing out are not named.
std::string leftOutText(const RunSummary &summary)
{
    std::string text;
    for (std::size_t set = 0; set < kSkipSetNames.size(); ++set) {
        if (summary.leftOut[set] == 0)
            continue;
        text.append(text.empty() ? "" : " ").append(kSkipSetNames[set]);
        text.append("=").append(std::to_string(summary.leftOut[set]));
    }
    return text;
}

decltype(RunSummary::leftOut) leftOutFrom(std::string_view text)
{
    decltype(RunSummary::leftOut) counts{};
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const auto equals = std::min(word.find('='), word.size());
        const auto set = skipSetFromName(word.substr(0, equals));
        if (set && equals < word.size())
            std::from_chars(word.data() + equals + 1, word.data() + word.size(),
                            counts[static_cast<std::size_t>(*set)]);
    }
    return counts;
}

RunRecord recordOf(const Statement &row)
{
    RunRecord run;
    run.id = row.integer(0);
    run.job = row.text(1);
    run.kind = runKindFromName(row.text(2)).value_or(RunKind::Backup);
    run.began = row.integer(3);
    if (!row.isNull(4))
        run.ended = row.integer(4);
    run.state.result =
        fromName<RunResult>(kRunResultNames, row.text(5)).value_or(RunResult::Failed);
    run.summary.exitCode = static_cast<int>(row.integer(6));
    run.state.phase = row.text(7);
    run.state.filesDone = row.integer(8);
    run.state.filesTotal = row.integer(9);
    run.state.bytesDone = row.integer(10);
    run.state.bytesTotal = row.integer(11);
    run.state.totalKnown = row.integer(12) != 0;
    run.state.bytesSent = row.integer(13);
    run.state.path = row.bytes(14);
    run.state.waitingFor = row.text(15);
    run.host = row.integer(16);
    run.summary.newBytes = row.integer(17);
    run.summary.added = row.integer(18);
    run.summary.changed = row.integer(19);
    run.summary.deleted = row.integer(20);
    run.summary.versionTime = row.integer(21);
    run.summary.leftOut = leftOutFrom(row.text(22));
    return run;
}

DayResult dayResult(RunResult result)
{
    switch (result) {
    case RunResult::Saved:
    case RunResult::NothingNew:
        return DayResult::Saved;
    case RunResult::Warning:
    case RunResult::Partial:
        return DayResult::Warning;
    case RunResult::Failed:
    case RunResult::Interrupted:
        return DayResult::Failed;
    case RunResult::Missed:
        return DayResult::Missed;
    default:
        return DayResult::None; // goes on, or the person did not want it
    }
}

// From the worst to the best of a day.
int goodness(DayResult result)
{
    constexpr DayResult kOrder[] = {DayResult::None, DayResult::Missed, DayResult::Failed,
                                    DayResult::Warning, DayResult::Saved};
    return static_cast<int>(std::ranges::find(kOrder, result) - std::begin(kOrder));
}

} // namespace

std::string_view runKindName(RunKind kind)
{
    return kRunKindNames[static_cast<std::size_t>(kind)];
}

std::optional<RunKind> runKindFromName(std::string_view name)
{
    return fromName<RunKind>(kRunKindNames, name);
}

std::string_view runResultName(RunResult result)
{
    return kRunResultNames[static_cast<std::size_t>(result)];
}

Result<std::int64_t> RunStore::begin(std::string_view job, RunKind kind, std::int64_t now,
                                     std::int64_t host, const RunState &state)
{
    CAIRN_LET(transaction, Transaction::begin(m_database, Transaction::Durability::Relaxed));
    CAIRN_LET(s, m_database.use("INSERT INTO run(job, kind, began, result, phase, waiting_for, "
                                "host) VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING id"));
    s->bind(1, job).bind(2, runKindName(kind)).bind(3, now).bind(4, runResultName(state.result));
    s->bind(5, std::string_view(state.phase)).bind(6, std::string_view(state.waitingFor));
    s->bind(7, host);
    CAIRN_LET(ids, s->integers());
    CAIRN_TRY(transaction.commit());
    return ids.front();
}

Result<> RunStore::update(std::int64_t run, const RunState &state)
{
    CAIRN_LET(transaction, Transaction::begin(m_database, Transaction::Durability::Relaxed));
    CAIRN_LET(s, m_database.use("UPDATE run SET result = ?, phase = ?, files_done = ?, "
                                "files_total = ?, bytes_done = ?, bytes_total = ?, total_known = "
                                "?, bytes_sent = ?, path = ?, waiting_for = ? WHERE id = ?"));
    s->bind(1, runResultName(state.result)).bind(2, std::string_view(state.phase));
    s->bind(3, state.filesDone).bind(4, state.filesTotal);
    s->bind(5, state.bytesDone).bind(6, state.bytesTotal).bind(7, std::int64_t{state.totalKnown});
    s->bind(8, state.bytesSent).bindBytes(9, state.path);
    CAIRN_TRY(s->bind(10, std::string_view(state.waitingFor)).bind(11, run).run());
    return transaction.commit();
}

Result<> RunStore::finish(std::int64_t run, std::int64_t now, const RunState &state,
                          const RunSummary &summary, const std::vector<RunMessage> &messages)
{
    CAIRN_TRY(update(run, state));
    CAIRN_LET(transaction, Transaction::begin(m_database));
    CAIRN_LET(
        s, m_database.use("UPDATE run SET ended = ?, exit_code = ?, new_bytes = ?, added = "
                          "?, changed = ?, deleted = ?, version = ?, left_out = ? WHERE id = ?"));
    s->bind(1, now).bind(2, std::int64_t{summary.exitCode}).bind(3, summary.newBytes);
    s->bind(4, summary.added).bind(5, summary.changed).bind(6, summary.deleted);
    const std::string leftOut = leftOutText(summary);
    s->bind(7, summary.versionTime).bind(8, std::string_view(leftOut));
    CAIRN_TRY(s->bind(9, run).run());
    std::int64_t position = 0;
    for (const RunMessage &message : messages) {
        CAIRN_LET(add, m_database.use("INSERT INTO run_message VALUES(?, ?, ?, ?, ?, ?)"));
        const std::string text = message.text.toStdString();
        add->bind(1, run).bind(2, position++).bind(3, static_cast<std::int64_t>(message.severity));
        add->bind(4, std::string_view(message.code)).bind(5, std::string_view(text));
        CAIRN_TRY(add->bindBytes(6, message.path).run());
    }
    return transaction.commit();
}

Result<> RunStore::noteMissed(std::string_view job, std::int64_t due, std::string_view why)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("INSERT INTO run(job, kind, began, ended, result, host, "
                                "waiting_for) VALUES(?1, 'backup', ?2, ?2, 'missed', 0, ?3)"));
    return s->bind(1, job).bind(2, due).bind(3, why).run();
}

Result<std::int64_t> RunStore::closeInterrupted(std::int64_t now)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("UPDATE run SET ended = max(began, ?), result = 'interrupted', "
                                "path = x'', waiting_for = '' WHERE ended IS NULL"));
    CAIRN_TRY(s->bind(1, now).run());
    return m_database.changes();
}

Result<std::optional<RunRecord>> RunStore::get(std::int64_t run)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_RUN_COLUMNS "WHERE id = ?"));
    s->bind(1, run);
    CAIRN_LET(found, s->all(recordOf));
    return found.empty() ? std::optional<RunRecord>() : std::optional(std::move(found.front()));
}

Result<std::vector<RunRecord>> RunStore::page(const RunQuery &query)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_RUN_COLUMNS
                                "WHERE id < ?1 AND (?2 = '' OR job = ?2) AND (?3 = '' OR kind = "
                                "?3) AND (?4 = '' OR result = ?4) ORDER BY id DESC LIMIT ?5"));
    s->bind(1, query.beforeId).bind(2, std::string_view(query.job));
    s->bind(3, query.kind ? runKindName(*query.kind) : std::string_view());
    s->bind(4, query.result ? runResultName(*query.result) : std::string_view());
    s->bind(5, std::int64_t{query.limit});
    return s->all(recordOf);
}

Result<std::vector<RunRecord>> RunStore::open()
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_RUN_COLUMNS "WHERE ended IS NULL ORDER BY id"));
    return s->all(recordOf);
}

Result<std::optional<RunRecord>> RunStore::newest(std::string_view job, std::optional<RunKind> kind)
{
    RunQuery query;
    query.job = job;
    query.kind = kind;
    query.limit = 1;
    CAIRN_LET(runs, page(query));
    return runs.empty() ? std::optional<RunRecord>() : std::optional(std::move(runs.front()));
}

Result<std::vector<RunRecord>> RunStore::lastOfEachJob()
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_RUN_COLUMNS
                                "WHERE id IN (SELECT max(id) FROM run WHERE result <> 'missed' "
                                "GROUP BY job) ORDER BY job"));
    return s->all(recordOf);
}

Result<BackupTries> RunStore::tries(std::string_view job)
{
    constexpr int kMost = 10;
    const auto guard = m_database.lock();
    // A script that forbade a run, or hung, does so again in a minute: such a failure is waited out
    // until the next planned time.
    CAIRN_LET(s, m_database.use(
                     "SELECT began, coalesce(ended, 0), result, EXISTS(SELECT 1 FROM run_message "
                     "WHERE run = run.id AND code IN ('RunScriptTimeout', "
                     "'RunScriptInvalidExitCode', 'ScriptStopped')), result IN ('partial', "
                     "'cancelled') AND EXISTS(SELECT 1 FROM run_message WHERE run = run.id AND "
                     "code = ?3) FROM run WHERE job = ?1 "
                     "AND kind = 'backup' AND result <> 'missed' ORDER BY id DESC LIMIT ?2"));
    s->bind(1, job).bind(2, std::int64_t{kMost}).bind(3, kEndedWithHost);
    struct Row
    {
        std::int64_t began = 0;
        std::int64_t ended = 0;
        std::optional<RunResult> result;
        bool isByScript = false;
        bool endedWithHost = false;
    };
    CAIRN_LET(rows, s->all([](const Statement &row) {
        return Row{row.integer(0), row.integer(1),
                   fromName<RunResult>(kRunResultNames, row.text(2)), row.integer(3) != 0,
                   row.integer(4) != 0};
    }));
    BackupTries tries;
    if (!rows.empty()) {
        tries.lastBegan = rows.front().began;
        tries.lastEnded = rows.front().ended;
    }
    for (const Row &row : rows) {
        const bool isUndone = row.result == RunResult::Failed ||
                              row.result == RunResult::Interrupted || row.endedWithHost;
        if (!isUndone || row.isByScript)
            break;
        ++tries.failures;
    }
    return tries;
}

Result<std::int64_t> RunStore::lastSaved(std::string_view job, std::int64_t now)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("SELECT ended FROM run WHERE job = ?1 AND kind = 'backup' AND "
                                "result IN ('saved', 'nothing-new', 'warning') AND began <= ?2 AND "
                                "ended <= ?2 ORDER BY began DESC LIMIT 1"));
    s->bind(1, job).bind(2, now + kClockTolerance);
    CAIRN_LET(times, s->all([](const Statement &row) { return row.integer(0); }));
    return times.empty() ? 0 : times.front();
}

Result<bool> RunStore::hasSaved(std::string_view job)
{
    return lastSaved(job, INT64_MAX - kClockTolerance).map([](std::int64_t time) {
        return time > 0;
    });
}

Result<std::vector<RunMessage>> RunStore::messages(std::int64_t run)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("SELECT severity, code, text, path FROM run_message WHERE run = ? "
                                "ORDER BY position"));
    s->bind(1, run);
    return s->all([](const Statement &row) {
        return RunMessage{static_cast<RunMessage::Severity>(
                              std::clamp<std::int64_t>(row.integer(0), 0, std::int64_t{2})),
                          std::string(row.text(1)), toQString(row.text(2)),
                          std::string(row.bytes(3))};
    });
}

Result<std::vector<DayCell>> RunStore::days(std::string_view job, std::int64_t now, int count,
                                            const QTimeZone &zone)
{
    const QDate today = QDateTime::fromSecsSinceEpoch(now, zone).date();
    std::vector<DayCell> cells;
    for (int back = count - 1; back >= 0; --back)
        cells.push_back({today.addDays(-back)});
    if (cells.empty())
        return cells;
    const std::int64_t from = cells.front().day.startOfDay(zone).toSecsSinceEpoch();
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("SELECT began, result, waiting_for FROM run WHERE job = ? AND "
                                "began >= ? AND kind = 'backup' AND ended IS NOT NULL"));
    s->bind(1, job).bind(2, from);
    CAIRN_LET(runs, s->all([](const Statement &row) {
        return std::tuple(row.integer(0), fromName<RunResult>(kRunResultNames, row.text(1)),
                          std::string(row.text(2)));
    }));
    for (const auto &[began, result, why] : runs) {
        const QDate day = QDateTime::fromSecsSinceEpoch(began, zone).date();
        const qint64 index = cells.front().day.daysTo(day);
        if (!result || index < 0 || index >= count)
            continue;
        DayCell &cell = cells[static_cast<std::size_t>(index)];
        if (goodness(dayResult(*result)) <= goodness(cell.result))
            continue;
        cell.result = dayResult(*result);
        cell.why = cell.result == DayResult::Missed ? why : std::string();
    }
    return cells;
}

Result<> RunStore::forgetBefore(std::int64_t time)
{
    const auto guard = m_database.lock();
    // What is that old is found by its index; where nothing is, the rest is not looked at.
    CAIRN_LET(s, m_database.use(
                     "DELETE FROM run WHERE began < ?1 AND ended < ?1 AND id NOT IN (SELECT id "
                     "FROM (SELECT id, row_number() OVER (PARTITION BY job, kind, CASE WHEN result "
                     "IN ('saved', 'nothing-new', 'warning') THEN 'well' WHEN result = 'missed' "
                     "THEN 'missed' END ORDER BY id DESC) AS place FROM run) WHERE place <= 30)"));
    return s->bind(1, time).run();
}

} // namespace cairn
