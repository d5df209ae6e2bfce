// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_checkpoint.h"

#include "core/base/text.h"
#include "core/format/manifest.h"
#include "core/operations/rebuild_context.h"

#include <algorithm>
#include <unordered_map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr char kMarkKey[] = "rebuild-mark";
constexpr char kTables[] =
    "CREATE TABLE rebuild_done(name TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE rebuild_noted(name TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE rebuild_message(severity INTEGER NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,"
    " path BLOB NOT NULL);";

// The program, the destination, and all that lies there: names are random and written once (R31),
// so that the same names in the same sizes are the same volumes.
std::string markOf(const RebuildContext &context, std::string_view destination)
{
    const StorageOptions &storage = context.environment.options.storage;
    Hasher hasher(HashAlgorithm::Sha256);
    const auto add = [&hasher](std::string_view text) {
        hasher.update(asBytes(std::to_string(text.size()) + ' '));
        hasher.update(asBytes(text));
    };
    add("1"); // what the tables mean
    add(kOwnAppVersion);
    add(destination);
    add(context.settings.prefix);
    add(storage.allowMixedEncryption ? "mixed" : "pinned");
    add(storage.encryptionModuleGiven ? storage.encryptionModule : "as the newest");
    std::vector<std::string> volumes;
    for (const auto *kind : {&context.dlists, &context.dindexes, &context.dblocks})
        for (const RemoteVolume &volume : *kind)
            volumes.push_back(volume.name + ' ' + std::to_string(volume.size));
    std::ranges::sort(volumes);
    for (const std::string &volume : volumes)
        add(volume);
    return hasher.finish().toHex();
}

Result<std::unordered_set<std::string>> names(JobDatabase &job, const char *sql)
{
    CAIRN_LET(s, job.database().use(sql));
    CAIRN_LET(found, s->all([](const Statement &row) { return std::string(row.text(0)); }));
    return std::unordered_set<std::string>(found.begin(), found.end());
}

} // namespace

Result<> RebuildCheckpoint::create(const std::string &mark)
{
    CAIRN_LET(transaction, Transaction::begin(m_job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_job.database().execute(kTables));
    CAIRN_TRY(m_job.setValue(kMarkKey, mark));
    return transaction.commit();
}

Result<> RebuildCheckpoint::load()
{
    m_isResumed = true;
    CAIRN_LET(done, names(m_job, "SELECT name FROM rebuild_done"));
    m_done = std::move(done);
    CAIRN_LET(noted, names(m_job, "SELECT name FROM rebuild_noted"));
    m_noted = std::move(noted);
    return {};
}

Result<> RebuildCheckpoint::begin(const RebuildContext &context, std::string_view destination)
{
    const std::string mark = markOf(context, destination);
    CAIRN_LET(rows, m_job.database().number("SELECT (SELECT count(*) FROM volume) + "
                                            "(SELECT count(*) FROM version)"));
    CAIRN_LET(found, m_job.value(kMarkKey));
    if (rows == 0 && found.empty())
        return create(mark);
    if (found == mark)
        return load();
    return fail(ErrorCode::Stale, u"What an earlier run has begun is of something else."_s);
}

// What was found wrong and not noted with its volume is found again, and said then.
Result<> RebuildCheckpoint::adoptRow(RebuildContext &context, const VolumeRow &row)
{
    VolumeState state = row.state;
    if (state == VolumeState::Damaged && !m_noted.contains(row.name)) {
        state = VolumeState::Confirmed;
        CAIRN_TRY(m_job.volumes.setState(row.id, state));
    }
    if (row.kind == VolumeKind::Dblock && !isUsable(state))
        context.unusable.insert(row.id);
    return {};
}

Result<> RebuildCheckpoint::adoptRows(RebuildContext &context)
{
    CAIRN_LET(rows, m_job.volumes.all());
    CAIRN_LET(links, m_job.database().use("SELECT DISTINCT dblock FROM index_link"));
    CAIRN_LET(linked, links->integers());
    const std::unordered_set<std::int64_t> described(linked.begin(), linked.end());
    std::unordered_map<std::string_view, std::int64_t> ids;
    CAIRN_LET(transaction, Transaction::begin(m_job.database(), Transaction::Durability::Relaxed));
    for (const VolumeRow &row : rows) {
        ids.emplace(row.name, row.id);
        CAIRN_TRY(adoptRow(context, row));
    }
    for (auto *volumes : {&context.dlists, &context.dindexes, &context.dblocks}) {
        for (RemoteVolume &volume : *volumes) {
            if (const auto known = ids.find(volume.name); known != ids.end()) {
                volume.id = known->second;
                volume.known = described.contains(volume.id) || isDone(volume.name);
            } else if (!m_noted.contains(volume.name)) {
                CAIRN_TRY(context.addRow(volume));
            }
        }
        // What policy refused has no row, and is none of ours (S1).
        std::erase_if(*volumes, [](const RemoteVolume &volume) { return volume.id == 0; });
    }
    return transaction.commit();
}

Result<> RebuildCheckpoint::restoreReport(RebuildContext &context)
{
    RunReport &report = context.environment.report;
    if (m_isResumed) {
        CAIRN_LET(s, m_job.database().use(
                         "SELECT severity, id, text, path FROM rebuild_message ORDER BY rowid"));
        CAIRN_LET(messages, s->all([](const Statement &row) {
            return ReportMessage{row.integer(0) == 1 ? Severity::Warning : Severity::Error,
                                 toQString(row.text(1)), toQString(row.text(2)),
                                 std::string(row.bytes(3))};
        }));
        for (ReportMessage &message : messages)
            report.add(message.severity, message.id, message.text, std::move(message.path));
        std::vector<std::string> noted(m_noted.begin(), m_noted.end());
        std::ranges::sort(noted);
        for (std::string &name : noted)
            context.result.unusable.push_back(std::move(name));
    }
    m_unusableAt = context.result.unusable.size();
    m_messagesAt = report.since(0).size();
    return {};
}

Result<std::int64_t> RebuildCheckpoint::indexesRead()
{
    return m_job.database().number("SELECT count(*) FROM rebuild_done d JOIN volume v "
                                   "ON v.name = d.name WHERE v.kind = 2 AND length(v.hash) > 0");
}

Result<> RebuildCheckpoint::insertName(const char *sql, const std::string &name)
{
    CAIRN_LET(s, m_job.database().use(sql));
    s->bind(1, std::string_view(name));
    return s->run();
}

Result<> RebuildCheckpoint::noteMessages(const RunReport &report)
{
    const std::vector<ReportMessage> fresh = report.since(m_messagesAt);
    m_messagesAt += fresh.size();
    for (const ReportMessage &message : fresh) {
        if (message.severity == Severity::Information)
            continue;
        CAIRN_LET(s, m_job.database().use("INSERT INTO rebuild_message(severity, id, text, path) "
                                          "VALUES(?, ?, ?, ?)"));
        const std::string id = message.id.toStdString();
        const std::string text = message.text.toStdString();
        s->bind(1, message.severity == Severity::Warning ? 1 : 2).bind(2, std::string_view(id));
        s->bind(3, std::string_view(text)).bindBytes(4, message.path);
        CAIRN_TRY(s->run());
    }
    return {};
}

Result<> RebuildCheckpoint::markDone(const std::string &name, const RebuildContext &context)
{
    CAIRN_TRY(insertName("INSERT OR IGNORE INTO rebuild_done(name) VALUES(?)", name));
    const std::vector<std::string> &unusable = context.result.unusable;
    for (; m_unusableAt < unusable.size(); ++m_unusableAt)
        CAIRN_TRY(insertName("INSERT OR IGNORE INTO rebuild_noted(name) VALUES(?)",
                             unusable[m_unusableAt]));
    return noteMessages(context.environment.report);
}

Result<> RebuildCheckpoint::finish()
{
    CAIRN_TRY(m_job.database().execute("DELETE FROM setting WHERE key = 'rebuild-mark'"));
    return m_job.database().execute(
        "DROP TABLE rebuild_done; DROP TABLE rebuild_noted; DROP TABLE rebuild_message;");
}

} // namespace cairn
