// SPDX-License-Identifier: MIT
#include "core/config/problem_store.h"

#include "core/base/text.h"

#include <algorithm>

namespace cairn {

namespace {

#define CAIRN_PROBLEM_COLUMNS                                                                      \
    "SELECT id, job, code, kind, text, count, opened, seen, closed FROM problem "

Problem problemOf(const Statement &row)
{
    Problem problem;
    problem.id = row.integer(0);
    problem.job = row.text(1);
    problem.code = row.text(2);
    problem.kind = runKindFromName(row.text(3)).value_or(RunKind::Backup);
    problem.text = toQString(row.text(4));
    problem.count = row.integer(5);
    problem.opened = row.integer(6);
    problem.seen = row.integer(7);
    if (!row.isNull(8))
        problem.closed = row.integer(8);
    return problem;
}

// Damage that a repair has not healed is there still, whatever else went well. A list of versions
// that was made anew is right, whoever missed it.
bool endsWith(std::string_view code, RunKind met, RunKind now)
{
    if (code == "DATA_DAMAGED")
        return now == RunKind::Repair || (now == RunKind::Test && met == RunKind::Test);
    if ((code == "CATALOG_LOST" || code == "STORE_AHEAD") && now == RunKind::Repair)
        return true;
    return met == now;
}

} // namespace

Result<> ProblemStore::note(const Problem &problem, std::int64_t now)
{
    CAIRN_LET(s, m_database.use(
                     "INSERT INTO problem(job, code, kind, text, count, opened, seen) VALUES(?1, "
                     "?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT(job, code) WHERE closed IS NULL DO "
                     "UPDATE SET kind = ?3, text = ?4, count = ?5, seen = ?6 RETURNING id"));
    const std::string text = problem.text.toStdString();
    s->bind(1, std::string_view(problem.job)).bind(2, std::string_view(problem.code));
    s->bind(3, runKindName(problem.kind)).bind(4, std::string_view(text));
    s->bind(5, problem.count).bind(6, now);
    CAIRN_LET(ids, s->integers());
    CAIRN_LET(clear, m_database.use("DELETE FROM problem_path WHERE problem = ?"));
    CAIRN_TRY(clear->bind(1, ids.front()).run());
    for (std::size_t i = 0; i < std::min(problem.paths.size(), Problem::kPaths); ++i) {
        CAIRN_LET(add, m_database.use("INSERT OR IGNORE INTO problem_path VALUES(?, ?)"));
        CAIRN_TRY(add->bind(1, ids.front()).bindBytes(2, problem.paths[i]).run());
    }
    return {};
}

Result<> ProblemStore::noteRun(std::string_view job, RunKind kind, std::int64_t now,
                               const std::vector<Problem> &met, bool succeeded)
{
    CAIRN_LET(transaction, Transaction::begin(m_database));
    if (succeeded) {
        CAIRN_LET(before, open(job));
        for (const Problem &problem : before)
            if (endsWith(problem.code, problem.kind, kind) &&
                std::ranges::find(met, problem.code, &Problem::code) == met.end())
                CAIRN_TRY(close(problem.id, now));
    }
    for (Problem problem : met) {
        problem.job = job;
        problem.kind = kind;
        CAIRN_TRY(note(problem, now));
    }
    return transaction.commit();
}

Result<> ProblemStore::close(std::int64_t problem, std::int64_t now)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("UPDATE problem SET closed = ? WHERE id = ? AND closed IS NULL"));
    return s->bind(1, now).bind(2, problem).run();
}

Result<> ProblemStore::forget(std::string_view job, std::string_view code,
                              const std::vector<std::string> &paths, std::int64_t now)
{
    CAIRN_LET(transaction, Transaction::begin(m_database));
    CAIRN_LET(problems, open(job));
    for (const Problem &problem : problems) {
        if (problem.code != code)
            continue;
        std::int64_t gone = 0;
        for (const std::string &path : paths) {
            if (std::ranges::find(problem.paths, path) == problem.paths.end())
                continue;
            CAIRN_LET(s, m_database.use("DELETE FROM problem_path WHERE problem = ? AND path = ?"));
            CAIRN_TRY(s->bind(1, problem.id).bindBytes(2, path).run());
            ++gone;
        }
        CAIRN_LET(s, m_database.use("UPDATE problem SET count = max(count - ?, 0) WHERE id = ?"));
        CAIRN_TRY(s->bind(1, gone).bind(2, problem.id).run());
        if (problem.count <= gone)
            CAIRN_TRY(close(problem.id, now));
    }
    return transaction.commit();
}

Result<std::vector<Problem>> ProblemStore::withPaths(std::vector<Problem> problems)
{
    for (Problem &problem : problems) {
        CAIRN_LET(s,
                  m_database.use("SELECT path FROM problem_path WHERE problem = ? ORDER BY path"));
        s->bind(1, problem.id);
        CAIRN_LET(paths, s->all([](const Statement &row) { return std::string(row.bytes(0)); }));
        problem.paths = std::move(paths);
    }
    return problems;
}

Result<std::vector<Problem>> ProblemStore::open(std::string_view job)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_PROBLEM_COLUMNS
                                "WHERE closed IS NULL AND (?1 = '' OR job = ?1) ORDER BY id"));
    s->bind(1, job);
    CAIRN_LET(problems, s->all(problemOf));
    return withPaths(std::move(problems));
}

Result<std::vector<Problem>> ProblemStore::closed(std::string_view job, int limit)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use(CAIRN_PROBLEM_COLUMNS
                                "WHERE closed IS NOT NULL AND (?1 = '' OR job = ?1) ORDER BY "
                                "closed DESC, id DESC LIMIT ?2"));
    s->bind(1, job).bind(2, std::int64_t{limit});
    CAIRN_LET(problems, s->all(problemOf));
    return withPaths(std::move(problems));
}

Result<> ProblemStore::forgetBefore(std::int64_t time)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("DELETE FROM problem WHERE closed < ?"));
    return s->bind(1, time).run();
}

} // namespace cairn
