// SPDX-License-Identifier: MIT
#include "core/config/request_store.h"

#include "core/base/words.h"

#include <algorithm>

namespace cairn {

namespace {

Request requestOf(const Statement &row)
{
    Request request;
    request.id = row.integer(0);
    request.job = row.text(1);
    // "delete:1764000000,1764003600"
    const std::vector<std::string> words = splitAt(row.text(2), ':');
    const auto verb =
        std::ranges::find(kRequestNames, words.empty() ? std::string() : words.front());
    if (words.size() > 1)
        for (const std::string &moment : splitAt(words[1], ','))
            request.moments.push_back(std::atoll(moment.c_str()));
    if (verb != kRequestNames.end()) // the queries ask for known ones alone
        request.verb = static_cast<RequestVerb>(verb - kRequestNames.begin());
    request.made = row.integer(3);
    if (!row.isNull(4))
        request.answered = row.integer(4);
    return request;
}

} // namespace

Result<std::int64_t> RequestStore::add(std::string_view job, RequestVerb verb, std::int64_t now,
                                       const std::vector<std::int64_t> &moments)
{
    std::string text(kRequestNames[static_cast<std::size_t>(verb)]);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        text += i == 0 ? ':' : ',';
        text += std::to_string(moments[i]);
    }
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("INSERT INTO request(job, verb, made) VALUES(?, ?, ?) "
                                "RETURNING id"));
    s->bind(1, job).bind(2, std::string_view(text)).bind(3, now);
    CAIRN_LET(ids, s->integers());
    return ids.front();
}

Result<std::vector<Request>> RequestStore::open(std::string_view job)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("SELECT id, job, verb, made, answered FROM request WHERE answered "
                                "IS NULL AND (?1 = '' OR job = ?1) AND (verb IN ('run', 'pause', "
                                "'resume', 'stopAfterFile', 'stopNow', 'test', 'repair', "
                                "'recreate', 'delete') OR verb LIKE 'delete:%') ORDER BY id"));
    s->bind(1, job);
    return s->all(requestOf);
}

Result<std::optional<Request>> RequestStore::get(std::int64_t request)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("SELECT id, job, verb, made, answered FROM request WHERE id = ?"));
    s->bind(1, request);
    CAIRN_LET(found, s->all(requestOf));
    return found.empty() ? std::optional<Request>() : std::optional(std::move(found.front()));
}

Result<> RequestStore::answer(std::int64_t request, std::int64_t now)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("UPDATE request SET answered = ? WHERE id = ? AND answered IS "
                                "NULL"));
    return s->bind(1, now).bind(2, request).run();
}

Result<> RequestStore::answerAll(std::string_view job, std::int64_t now)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s,
              m_database.use("UPDATE request SET answered = ? WHERE job = ? AND answered IS "
                             "NULL AND verb IN ('pause', 'resume', 'stopAfterFile', 'stopNow')"));
    return s->bind(1, now).bind(2, job).run();
}

Result<> RequestStore::forgetBefore(std::int64_t time)
{
    const auto guard = m_database.lock();
    CAIRN_LET(s, m_database.use("DELETE FROM request WHERE answered < ?"));
    return s->bind(1, time).run();
}

} // namespace cairn
