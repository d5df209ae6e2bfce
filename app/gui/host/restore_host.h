// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/engine/drive_mount.h"
#include "core/engine/engine.h"
#include "core/engine/job_plan.h"
#include "core/engine/restore_undo.h"
#include "core/engine/stored_secrets.h"
#include "core/engine/temp_folder.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace cairn::gui {

// Brings files back. Lives in a thread of its own and looks there: what a restore would meet, what
// a file holds. A restore goes on in another thread, one at a time, and all of it works while a
// backup runs.
class RestoreHost final : public QObject
{
    Q_OBJECT
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        Engine &engine;
        SecretSource &secrets;
        FilePath undoFolder; // records of restores that can be undone
    };
    RestoreHost(World world, const DriveMounts &drives, QObject *parent = nullptr);
    ~RestoreHost() override;

    // Any thread: a look that goes on ends soon, and those that wait have no answer but a failure.
    void interrupt();
    void interruptPreview(); // unless that is a plan, which somebody waits for

public Q_SLOTS:
    void start(); // forgets what is too old to be undone
    void plan(cairn::gui::RequestId id, const JobConfig &job,
              const cairn::gui::RestoreOrder &order);
    void restore(const JobConfig &job, const cairn::gui::RestoreOrder &order);
    void stop();
    void undo(const std::vector<FilePath> &records);
    void listUndo(); // ends with undoListed()
    // One file of a version: its beginning, or a picture of it.
    void preview(cairn::gui::RequestId id, const JobConfig &job, qint64 versionTime,
                 const std::string &path, qint64 size);
    // Read-only, for other programs; gone when this program ends.
    void copy(cairn::gui::RequestId id, const JobConfig &job, qint64 versionTime,
              const std::string &path);

Q_SIGNALS:
    void fetched(const QString &job, qint64 bytesPerSecond); // so fast, just now
    void planned(cairn::gui::RequestId id, const cairn::gui::RestorePlan &plan);
    void progress(const cairn::gui::RestoreProgress &progress);
    void ended(const cairn::gui::RestoreEnd &end);
    void undone(const QString &text, bool isWhole);
    void undoListed(const std::vector<cairn::gui::UndoChoice> &choices); // newest first
    void previewed(cairn::gui::RequestId id, const cairn::gui::PreviewContent &content);
    void copied(cairn::gui::RequestId id, const cairn::gui::OpenCopy &copy);

private:
    struct Task;
    Result<JobRequest> requestFor(const JobConfig &job);
    Result<RestorePlan> planFor(const JobConfig &job, const RestoreOrder &order,
                                CancelToken &cancel);
    Result<RestoreEnd> run(const JobConfig &job, const RestoreOrder &order, Task &task);
    Result<> runPart(const JobRequest &request, const RestoreOrder &order, const RestorePart &part,
                     Task &task, RestoreEnd &end);
    [[nodiscard]] bool isPartial(const JobConfig &job); // its local database
    [[nodiscard]] bool mayRecord();                     // what could be undone
    [[nodiscard]] qint64 missingOf(const JobConfig &job, const RestorePart &part);
    void tellSpeed(const JobConfig &job, const Progress &progress, qint64 ms);
    Result<FilePath> fetch(const JobConfig &job, FetchRequest request, CancelToken &cancel);
    Result<PreviewContent> look(const JobConfig &job, qint64 versionTime, const std::string &path,
                                qint64 size, CancelToken &cancel);
    enum class Look : quint8 { Plan, Preview };
    std::shared_ptr<CancelToken> beginLook(Look kind);

    World m_world;
    const DriveMounts &m_drives;
    QTimer m_timer;
    std::unique_ptr<Task> m_task;
    std::optional<TempFolder> m_copies;
    int m_copyCount = 0;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_look; // the one that goes on
    Look m_lookKind = Look::Preview;
};

} // namespace cairn::gui
