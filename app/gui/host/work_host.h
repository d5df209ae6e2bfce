// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/config/job_import.h"
#include "core/engine/destination_test.h"

#include <QObject>

#include <array>
#include <atomic>
#include <memory>

namespace cairn::gui {

struct SourceFolder
{
    FilePath path;
    QString name;
    bool hasFolders = false;
};

struct SourceListing
{
    FilePath parent;
    std::vector<SourceFolder> folders;
    qint64 fileBytes = 0; // of the files right in it
    QString failure;
    bool isMissing = false; // there is nothing of that name on this computer
};

struct SourceSize
{
    qint64 files = 0;
    qint64 bytes = 0;
    bool done = false;
    // What each skip set keeps out, or would if it were chosen; nothing: not known yet.
    std::array<std::optional<qint64>, kSkipSetNames.size()> skipped;
};

// What the rules of a job do to what is there now.
struct RuleCounts
{
    struct Rule
    {
        QString problem;    // it cannot be used
        qint64 files = 0;   // that it decides about
        qint64 folders = 0; // left out with all below them, or included
    };
    std::vector<Rule> rules; // as the job's
    bool done = false;
};

struct PathAnswer
{
    bool belowSource = false;
    bool exists = false;
    bool saved = false;
    int rule = -1;              // of the job's, that decides
    std::optional<SkipSet> set; // or the set that it belongs to
    QString decided;            // the path itself, or the folder that is left out
    QString reason;             // why it is left out, if no rule does it
};

// What a file has that is to be taken over.
struct ImportReading
{
    std::vector<ImportedJob> jobs;
    QString problem;            // why there are none
    bool wantsPassword = false; // because it needs one, or another one
};

// What a test of a destination finds out beside whether it can be used.
struct PlaceLook
{
    std::vector<StoredBackup> backups; // the one with the newest version first
    bool isBesideFiles = false;        // on the disk that has this person's home folder
};

// Looks at folders and destinations for the wizard, in a thread of its own. A new question of the
// same kind ends the one before.
class WorkHost final : public QObject
{
    Q_OBJECT
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        const BackendRegistry &backends;
    };
    explicit WorkHost(World world, QObject *parent = nullptr);

    // Any thread: what goes on ends soon.
    void interrupt();

public Q_SLOTS:
    void list(cairn::gui::RequestId id, const FilePath &folder);
    void findUsualFolders(cairn::gui::RequestId id); // those that people keep files in
    // Files and bytes that a backup of these would take, with its rules; then what its skip sets,
    // and those that it does without, keep out.
    void measure(cairn::gui::RequestId id, const JobConfig &job);
    void testDestination(cairn::gui::RequestId id, const std::string &url, DestinationUse use);
    // So that its names are found; may take seconds after many changes.
    void indexNames(const JobConfig &job);
    // How much each rule decides about, if its kind compiles.
    void countRules(cairn::gui::RequestId id, const JobConfig &job);
    void testPath(cairn::gui::RequestId id, const JobConfig &job, const FilePath &path);
    // The same of many; an answer for each, in their order. Ends with pathsTested().
    void testPaths(cairn::gui::RequestId id, const JobConfig &job,
                   const std::vector<cairn::FilePath> &paths);
    void saveText(const FilePath &path, const QString &text);
    // For its owner alone. Ends with fileSaved().
    void saveFile(cairn::gui::RequestId id, const FilePath &path, const QByteArray &content);
    // Whether the desktop starts this program at login. Both end with autostart().
    void askAutostart();
    void setAutostart(bool on);
    void findImports(cairn::gui::RequestId id); // settings of Duplicati on this computer
    void readImport(cairn::gui::RequestId id, const FilePath &file, const Secret &password);

Q_SIGNALS:
    void importsFound(cairn::gui::RequestId id, const std::vector<cairn::FilePath> &files);
    void importRead(cairn::gui::RequestId id, const cairn::gui::ImportReading &reading);
    void namesIndexed(const QString &job);
    void textSaved(const QString &problem); // problem: empty if it was
    void autostart(bool on, const QString &problem);
    void fileSaved(cairn::gui::RequestId id, const QString &problem);
    void listed(cairn::gui::RequestId id, const cairn::gui::SourceListing &listing);
    void usualFolders(cairn::gui::RequestId id, const std::vector<cairn::FilePath> &folders);
    void measured(cairn::gui::RequestId id, const cairn::gui::SourceSize &size);
    void rulesCounted(cairn::gui::RequestId id, const cairn::gui::RuleCounts &counts);
    void pathTested(cairn::gui::RequestId id, const cairn::gui::PathAnswer &answer);
    void pathsTested(cairn::gui::RequestId id, const std::vector<cairn::gui::PathAnswer> &answers);
    void testStep(cairn::gui::RequestId id, const cairn::gui::TestStep &step);
    // The facts of versions are those of the first backup of the look.
    void tested(cairn::gui::RequestId id, const cairn::gui::DestinationFacts &facts,
                const cairn::gui::PlaceLook &look);

private:
    std::shared_ptr<CancelToken> begin();
    PathAnswer answerFor(const JobConfig &job, const FilePath &path, const CancelToken &cancel);
    void tellAutostart(const Result<> &set);
    World m_world;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel; // of what goes on
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::FilePath>)
Q_DECLARE_METATYPE(cairn::gui::PlaceLook)
Q_DECLARE_METATYPE(cairn::gui::SourceListing)
Q_DECLARE_METATYPE(cairn::gui::SourceSize)
Q_DECLARE_METATYPE(cairn::gui::RuleCounts)
Q_DECLARE_METATYPE(cairn::gui::PathAnswer)
Q_DECLARE_METATYPE(std::vector<cairn::gui::PathAnswer>)
Q_DECLARE_METATYPE(cairn::gui::ImportReading)
