// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/engine/catalog.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace cairn::gui {

struct CatalogVersions
{
    std::vector<CatalogVersion> versions; // newest first
    std::vector<VersionChanges> changes;
    std::string commonRoot; // of the newest
    bool isPartial = false; // older ones are stored, and not known here yet
    QString failure;
};

struct CatalogFolders
{
    std::string parent;
    std::vector<CatalogFolder> folders;
};

struct CatalogRows
{
    qint64 count = 0;
    bool isCounted = true; // else there are at least so many: count() knows
    qint64 offset = 0;
    std::vector<CatalogRow> rows;
    QString failure;
};

struct CatalogHistory
{
    std::string path;
    std::vector<PathState> states; // newest first
};

// What made a run large.
struct LargestFiles
{
    std::vector<NewFile> files;
};

// Where to go on in each of the backups that are searched, in their order.
using SearchPlaces = std::vector<std::int64_t>;
inline constexpr std::int64_t kSearchedAll = -1; // nothing more in this one

// What is looked for, in one backup or in several.
struct SearchOrder
{
    QString text; // as typed (search_query.h)
    SearchScope scope = SearchScope::Versions;
    VersionId version = kEveryVersion;
    std::string folder;
    SearchPlaces after; // SearchAnswer::next of the page before; empty: the first page
};

struct SearchHit
{
    std::string job;
    SearchRow found;
};

struct SearchAnswer
{
    std::vector<SearchHit> hits;
    SearchPlaces next;         // empty: that was all
    bool isPrefixOnly = false; // too short a text: the open folder alone was looked at
    bool isIncomplete = false; // names are still being read
    QString failure;
};

// Lives in the catalog's thread and answers from the local databases, whatever the engine does
// meanwhile. Each answer carries the number of its question.
class CatalogHost final : public QObject
{
    Q_OBJECT
public:
    CatalogHost(FileLayer &files, Random &random, QObject *parent = nullptr);

    // Any thread: of the previews asked for, this one alone is still of interest.
    void wantPreview(RequestId id) { m_preview = id; }
    void wantSum(RequestId id) { m_sum = id; } // the same

public Q_SLOTS:
    void versions(cairn::gui::RequestId id, const JobConfig &job);
    void folders(cairn::gui::RequestId id, const JobConfig &job, VersionId version,
                 const std::string &parent, bool withDeleted);
    void page(cairn::gui::RequestId id, const JobConfig &job, const FolderView &view, qint64 offset,
              qint64 limit);
    // How many rows the view has. Reads all of them: ask for the first page before.
    void count(cairn::gui::RequestId id, const JobConfig &job, const FolderView &view);
    // The first row at or after `from`, and then from the top, whose name begins so.
    void findRow(cairn::gui::RequestId id, const JobConfig &job, const FolderView &view,
                 const QString &text, qint64 from);
    void history(cairn::gui::RequestId id, const JobConfig &job, const std::string &path);
    // All together. Answers twice: what has to be fetched takes a while.
    void sum(cairn::gui::RequestId id, const JobConfig &job,
             const std::vector<cairn::gui::RestorePart> &parts);
    // A page of each.
    void search(cairn::gui::RequestId id, const std::vector<JobConfig> &jobs,
                const cairn::gui::SearchOrder &order);
    // What the job's rule about versions would do. Answers twice: what it frees takes a while.
    void keepPreview(cairn::gui::RequestId id, const JobConfig &job);
    // What the versions of these moments (unix s) alone hold.
    void freed(cairn::gui::RequestId id, const JobConfig &job, const std::vector<qint64> &moments);
    // Of the version of this moment, unix s.
    void largestNew(cairn::gui::RequestId id, const JobConfig &job, qint64 versionTime);
    void forget(const QString &job); // its database has changed hands

Q_SIGNALS:
    void versionsReady(cairn::gui::RequestId id, const cairn::gui::CatalogVersions &answer);
    void foldersReady(cairn::gui::RequestId id, const cairn::gui::CatalogFolders &answer);
    void pageReady(cairn::gui::RequestId id, const cairn::gui::CatalogRows &answer);
    void counted(cairn::gui::RequestId id, qint64 rows); // -1: that failed
    void rowFound(cairn::gui::RequestId id, qint64 row); // -1: there is none
    void historyReady(cairn::gui::RequestId id, const cairn::gui::CatalogHistory &answer);
    void sumReady(cairn::gui::RequestId id, const cairn::SelectionSum &sum);
    void found(cairn::gui::RequestId id, const cairn::gui::SearchAnswer &answer);
    void largestReady(cairn::gui::RequestId id, const cairn::gui::LargestFiles &answer);
    void namesMissing(const JobConfig &job); // a search had no index
    void keepPreviewReady(cairn::gui::RequestId id, const cairn::gui::KeepAnswer &answer);
    void freedReady(cairn::gui::RequestId id, qint64 bytes); // at the destination; -1: not known

private:
    Result<Catalog *> catalogOf(const JobConfig &job);
    using PartAct = std::function<Result<>(Catalog &catalog, VersionId version,
                                           const PathSelection &selection)>;
    // Those of versions that are still there.
    Result<> forEachPart(const JobConfig &job, const std::vector<RestorePart> &parts,
                         const PartAct &act);
    Result<SelectionSum> sumOf(const JobConfig &job, const std::vector<RestorePart> &parts);
    Result<qint64> fetchBytesOf(const JobConfig &job, const std::vector<RestorePart> &parts);
    // Where to go on in this one.
    std::int64_t searchOne(const JobConfig &job, const SearchOrder &order, std::int64_t after,
                           SearchAnswer &answer);
    FileLayer &m_files;
    Random &m_random;
    std::map<std::string, std::unique_ptr<Catalog>> m_open;
    std::atomic<RequestId> m_preview = 0;
    std::atomic<RequestId> m_sum = 0;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::CatalogVersions)
Q_DECLARE_METATYPE(cairn::gui::CatalogFolders)
Q_DECLARE_METATYPE(cairn::gui::CatalogRows)
Q_DECLARE_METATYPE(cairn::gui::CatalogHistory)
Q_DECLARE_METATYPE(cairn::gui::SearchAnswer)
Q_DECLARE_METATYPE(cairn::gui::LargestFiles)
Q_DECLARE_METATYPE(cairn::SelectionSum)
