// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"
#include "core/db/job_database.h"

#include <memory>
#include <string>
#include <vector>

namespace cairn {

// Finds paths by a part of their name. A file of its own beside the job database, made of it and of
// no value without it: what is damaged, older or of another database is thrown away and made again.
// Holds the folded form alone (folded_text.h): a search is folded too, and so finds what the plain
// form would. SQLite's FTS5 with trigrams: any part of three characters or more is looked up.
class NameIndex final
{
public:
    struct Hit
    {
        std::int64_t row = 0;    // later paths have larger ones
        std::int64_t folder = 0; // as EntryTable knows it
        std::string name;        // a folder's with its separator
    };
    static constexpr std::size_t kShortest = 3; // characters

    [[nodiscard]] static FilePath fileOf(const FilePath &database);
    // Brings the index up to the newest version that `job` shows, or makes it. On a connection of
    // its own; whoever searches meanwhile sees what was there before.
    static Result<> update(FileLayer &files, JobDatabase &job, const CancelToken &cancel);
    // To search. NotFound (id NameIndexMissing) if there is none for this very database.
    static Result<std::unique_ptr<NameIndex>> open(JobDatabase &job);
    ~NameIndex();

    // Paths that have all of these in their names, before `before` (0: from the end), the latest
    // first. Each part is folded and long enough.
    Result<std::vector<Hit>> find(const std::vector<std::string> &parts, std::int64_t before,
                                  std::int64_t limit);
    // The newest version that the index knows, by the job's numbers.
    [[nodiscard]] std::int64_t lastVersion() const { return m_lastVersion; }

private:
    explicit NameIndex(std::unique_ptr<Database> database);
    static Result<std::unique_ptr<NameIndex>> openAt(const FilePath &path, JobDatabase &job,
                                                     Database::Mode mode);
    static Result<> rebuild(FileLayer &files, JobDatabase &job, const CancelToken &cancel);
    Result<> take(JobDatabase &job, std::int64_t after, const CancelToken &cancel);
    Result<> noteVersions(JobDatabase &job);
    // The newest of the noted versions that the job still has as it was noted.
    Result<std::int64_t> lastKnown(JobDatabase &job);

    std::unique_ptr<Database> m_database;
    std::int64_t m_lastVersion = 0;
};

// Whether text has so many characters (code points of UTF-8).
[[nodiscard]] bool hasCharacters(std::string_view text, std::size_t count);

} // namespace cairn
