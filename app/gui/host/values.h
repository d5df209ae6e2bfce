// SPDX-License-Identifier: MIT
// What crosses from the engine's and the catalog's thread to the window: values alone.
#pragma once

#include "app/gui/host/drive_list.h"
#include "app/shared/error_table.h"
#include "core/config/job_config.h"
#include "core/config/problem_store.h"
#include "core/config/run_store.h"
#include "core/engine/catalog_values.h"
#include "core/schedule/scheduler.h"

#include <QImage>
#include <QMetaType>
#include <QStringList>

#include <optional>
#include <vector>

namespace cairn::gui {

using RequestId = quint64;

// What is stored of a backup, by its local database.
struct StoredFacts
{
    qint64 versions = 0;
    qint64 newest = 0;      // unix s; 0: there is no version
    qint64 newestWhole = 0; // of those that no stop cut short; 0: there is none
    qint64 files = 0;       // of the newest
    qint64 bytes = 0;
    qint64 oldest = 0;
    qint64 remoteFiles = 0; // at the destination
    qint64 remoteBytes = 0;
};

// One backup as the pages show it.
struct JobView
{
    JobConfig job;
    StoredFacts stored;
    std::optional<RunRecord> last;    // the last that is over
    std::optional<RunRecord> current; // the one that goes on
    qint64 lastSaved = 0;             // RunStore::lastSaved()
    bool isQueued = false;
    Turn turn; // when it runs by itself, and what it waits for
    bool isBeingRemoved = false;
    bool isDriveAbsent = false;    // or not mounted
    bool canMountDrive = false;    // it is connected
    std::optional<Drive> newDrive; // that may be in the place of the absent one
    std::vector<DayCell> days;
    std::vector<Problem> problems;
    // From the speed so far; -1: not known yet.
    qint64 secondsLeft = -1; // at least
    qint64 mostSecondsLeft = -1;
    qint64 bytesPerSecond = 0;
};

// A run that waits for its turn.
struct QueuedRun
{
    std::string job;
    RunKind kind = RunKind::Backup;
    bool operator==(const QueuedRun &) const = default;
};

struct Snapshot
{
    bool isOpen = false; // the settings were read
    std::vector<JobView> jobs;
    std::vector<RunRecord> recent;        // newest first
    std::vector<QueuedRun> queue;         // the next first
    std::optional<qint64> pausedUntil;    // unix s
    std::optional<qint64> lastProblemEnd; // unix s
    QString failure;                      // why the settings cannot be used; empty: they can
    Trouble failureCause;                 // of that
    QString readOnly;                     // why they cannot be saved
    Trouble readOnlyCause;                // of that
};

// A page of the history, newest first.
struct RunPage
{
    std::vector<RunRecord> runs;
    bool isLast = true;
};

struct RunLog
{
    std::vector<RunMessage> messages;
};

// A step of the test of a destination.
struct TestStep
{
    enum class State : quint8 { Running, Passed, Failed, Warning };
    QString key; // "write"
    State state = State::Running;
    QString detail;             // what went wrong
    Trouble trouble;            // the same for a person; Failed
    bool missingFolder = false; // it can be made
};

struct DestinationFacts
{
    bool usable = false;
    qint64 freeBytes = -1;
    qint64 bytesPerSecond = 0;
    qint64 versionsFound = 0; // of a backup that is there already
    qint64 newestVersion = 0; // unix s
    qint64 oldestVersion = 0;
    bool isLocked = false; // that backup
};

// Paths of one version; raw, folders end with '/'.
struct RestorePart
{
    qint64 versionTime = 0;             // unix s
    std::vector<std::string> paths;     // none: everything
    std::vector<std::string> without{}; // below those, and left out all the same
    bool operator==(const RestorePart &) const = default;
};

// What a rule about versions would do to those there are.
struct KeepAnswer
{
    struct Version
    {
        qint64 time = 0; // unix s
        bool goes = false;
        bool operator==(const Version &) const = default;
    };
    std::vector<Version> versions; // oldest first
    qint64 freedBytes = -1;        // at the destination, an estimate; -1: not known yet
    bool keptLast = false;         // the rule alone would have left no complete version
    QString failure;
};

// What a backup that was taken over has brought along. It runs by itself only after somebody has
// decided that it goes on here.
struct AdoptedSettings
{
    bool wereStored = false; // else the sources are guessed from the newest version
    Schedule schedule;       // it had
    QStringList leftOut;     // settings that it had and this program does not take over
    QString computer{};      // that made it; empty: not said
    qint64 versions = 0;     // that are stored; 0: not said
    bool isPartial = false;  // of those the newest alone is known so far; the rest is being read
    bool isWrongPassphrase = false; // nothing was read then
};

// A folder of the backup (raw, with its separator) that goes to another place than it was at.
struct MovedFolder
{
    std::string from;
    FilePath to;
    bool operator==(const MovedFolder &) const = default;
};

struct RestoreOrder
{
    std::string job;
    std::vector<RestorePart> parts; // done one after the other
    FilePath target;                // empty: where they were
    enum class Existing : quint8 { KeepBoth, Replace, OnlyMissing } existing = Existing::KeepBoth;
    bool dates = true;
    bool permissions = false;         // and owners
    std::vector<MovedFolder> moved{}; // counts where files go to where they were
};

// What an order would meet; nothing was written for it.
struct RestorePlan
{
    struct Entry
    {
        enum class Kind : quint8 { New, Same, Differs, Refused } kind = Kind::New;
        QString place;
        qint64 size = 0;
    };
    qint64 newFiles = 0;
    qint64 sameFiles = 0;
    qint64 differingFiles = 0;
    qint64 refusedFiles = 0;
    qint64 bytes = 0;           // that would be written
    qint64 freeBytes = -1;      // the least of the places'
    bool mayWrite = true;       // in all of them
    bool canUndo = true;        // also what is replaced
    std::vector<Entry> entries; // the first ones
    QString failure;            // why it cannot be told; else empty
};

// Files that a restore did not bring, all for one reason.
struct RestoreFailure
{
    QString cause;
    qint64 count = 0;
    QStringList files;   // the first ones; none: it is not about single files
    QStringList details; // of each: what was said where it happened; technical
};

struct RestoreEnd
{
    bool done = false;
    qint64 restored = 0;                  // files
    qint64 same = 0;                      // that were there
    bool wasStopped = false;              // by a person; what is there by then is whole
    QString text;                         // what was restored, or why not
    std::vector<RestoreFailure> failures; // the cause of most files first
    std::vector<FilePath> undo;           // records; empty: it cannot be undone
};

struct RestoreProgress
{
    qint64 filesDone = 0;
    qint64 filesTotal = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
    QString current;
    // From the speed so far; -1: not known yet.
    qint64 secondsLeft = -1; // at least
    qint64 mostSecondsLeft = -1;
    qint64 bytesPerSecond = 0;
};

// A restore of the last days that can be undone.
struct UndoChoice
{
    FilePath record;
    qint64 time = 0; // unix s
    qint64 newFiles = 0;
    qint64 replacedFiles = 0;
};

// What a file held, for people to look at.
struct PreviewContent
{
    // Stopped: given up before it was here, by a person or for something more urgent.
    enum class Kind : quint8 { Text, Image, Bytes, Failed, Stopped } kind = Kind::Failed;
    QString text; // also of bytes, written out; or why there is none
    QImage image;
    bool isWhole = true; // else only the beginning
};

// A copy that other programs may open.
struct OpenCopy
{
    FilePath file;
    QString failure;
    bool wasStopped = false; // then it has neither
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::Snapshot)
Q_DECLARE_METATYPE(cairn::gui::RunPage)
Q_DECLARE_METATYPE(cairn::gui::RunLog)
Q_DECLARE_METATYPE(cairn::gui::TestStep)
Q_DECLARE_METATYPE(cairn::gui::DestinationFacts)
Q_DECLARE_METATYPE(cairn::gui::KeepAnswer)
Q_DECLARE_METATYPE(cairn::gui::RestoreEnd)
Q_DECLARE_METATYPE(cairn::gui::RestoreProgress)
Q_DECLARE_METATYPE(cairn::gui::RestorePlan)
Q_DECLARE_METATYPE(cairn::gui::PreviewContent)
Q_DECLARE_METATYPE(cairn::gui::OpenCopy)
Q_DECLARE_METATYPE(cairn::gui::UndoChoice)
