// SPDX-License-Identifier: MIT
#include "app/gui/host/restore_host.h"

#include "app/gui/host/preview_content.h"
#include "app/gui/host/restore_failures.h"
#include "app/gui/host/selection.h"
#include "app/gui/host/time_left.h"
#include "app/shared/error_table.h"
#include "core/base/text.h"
#include "core/engine/catalog.h"
#include "core/engine/job_place.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>

#include <algorithm>
#include <climits>
#include <unistd.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProgressMs = 250;
constexpr std::size_t kEntriesShown = 1000;   // of a plan
constexpr qint64 kBytesMeasured = 256 * 1024; // less of them say nothing about the speed

int counted(std::int64_t number) // for a plural
{
    return static_cast<int>(std::min<std::int64_t>(number, INT_MAX));
}

// Behind the stem of a file that is put beside one that is there: short, and fit for any file
// system.
std::string markOf(qint64 time)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(time);
    const QString date = QLocale().toString(moment.date(), u"d MMMM yyyy"_s);
    return QString(u" ("_s % date % moment.time().toString(u" HH.mm"_s) % u')').toStdString();
}

// That of the file if it is text; programs are given names as text.
std::string nameOfCopy(std::string_view name)
{
    constexpr qsizetype kNameLength = 80; // with the file's ending; in UTF-8 no more than 240 bytes
    const QString shown = displayText(name);
    return shown.toStdString() == name ? std::string(name) : shown.right(kNameLength).toStdString();
}

RestorePlan::Entry::Kind kindOf(PreviewKind kind)
{
    switch (kind) {
    case PreviewKind::New:
        return RestorePlan::Entry::Kind::New;
    case PreviewKind::Same:
        return RestorePlan::Entry::Kind::Same;
    case PreviewKind::Differs:
        return RestorePlan::Entry::Kind::Differs;
    case PreviewKind::Refused:
        break;
    }
    return RestorePlan::Entry::Kind::Refused;
}

void add(RestorePlan &plan, const RestorePreview &preview, RestoreOrder::Existing existing)
{
    plan.newFiles += preview.newFiles;
    plan.sameFiles += preview.sameFiles;
    plan.differingFiles += preview.differingFiles;
    plan.refusedFiles += preview.refusedFiles;
    plan.bytes += preview.newBytes;
    if (existing != RestoreOrder::Existing::OnlyMissing)
        plan.bytes += preview.differingBytes;
    const auto free = static_cast<qint64>(std::min<std::uint64_t>(preview.freeBytes, INT64_MAX));
    plan.freeBytes = plan.freeBytes < 0 ? free : std::min(plan.freeBytes, free);
    plan.mayWrite = plan.mayWrite && preview.mayWrite;
    plan.canUndo = plan.canUndo && !preview.undoStore.empty();
    for (const PreviewEntry &entry : preview.entries)
        if (plan.entries.size() < kEntriesShown)
            plan.entries.push_back({kindOf(entry.kind), entry.place.display(), entry.size});
}

// The table's words are those of a backup that waits for its drive; here somebody wants files.
QString failureText(const Error &error, const JobConfig &job)
{
    if (error.id == u"DRIVE_ABSENT"_s && job.drive)
        return RestoreHost::tr("The drive “%1” is not connected. The versions on it are safe. "
                               "Connect it, and try again.")
            .arg(job.drive->label);
    return windowText(error);
}

// Several parts may fail for the same reason.
void addFailures(RestoreEnd &end, std::vector<RestoreFailure> failures)
{
    for (RestoreFailure &failure : failures) {
        const auto same = std::ranges::find(end.failures, failure.cause, &RestoreFailure::cause);
        if (same == end.failures.end()) {
            end.failures.push_back(std::move(failure));
            continue;
        }
        same->count += failure.count;
        same->files += failure.files;
        same->details += failure.details;
    }
}

// What all parts have in common.
void setTarget(JobRequest &request, const RestoreOrder &order)
{
    request.niceness = 0; // somebody waits for it
    request.options.restore.target = order.target;
    request.options.restore.existing = static_cast<ExistingFile>(order.existing);
    request.options.restore.skipMetadata = !order.dates;
    request.options.restore.permissions = order.permissions;
}

RestoreRequest wantedOf(const RestorePart &part, const RestoreOrder &order)
{
    RestoreRequest request;
    request.wanted = wantedBy(selectionOf(part));
    request.keepBothMark = markOf(part.versionTime);
    if (order.target.empty())
        for (const MovedFolder &moved : order.moved)
            request.pathMap.push_back({moved.from, moved.to});
    return request;
}

} // namespace

struct RestoreHost::Task
{
    ~Task()
    {
        cancel.requestAbort();
        if (thread.joinable())
            thread.join();
    }
    CancelToken cancel;
    Progress progress;
    QElapsedTimer since;
    TimeLeft left;
    std::thread thread;
};

RestoreHost::RestoreHost(World world, const DriveMounts &drives, QObject *parent)
    : QObject(parent)
    , m_world(std::move(world))
    , m_drives(drives)
    , m_timer(this)
{
    m_timer.setInterval(kProgressMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const Progress &now = m_task->progress;
        const qint64 total = now.bytesTotal;
        const auto estimate = m_task->left.add(
            m_task->since.elapsed(), now.bytesDone,
            total > 0 ? std::optional<qint64>(total) : std::nullopt, now.bytesDone);
        Q_EMIT progress({now.filesDone, now.filesTotal, now.bytesDone, total,
                         displayText(now.current()), estimate.low, estimate.high,
                         estimate.bytesPerSecond});
    });
}

RestoreHost::~RestoreHost() = default;

void RestoreHost::start()
{
    // What cannot be removed now is tried again at the next start.
    std::ignore = UndoRecords(m_world.files, m_world.clock, m_world.undoFolder).expire();
}

void RestoreHost::interrupt()
{
    const std::scoped_lock lock(m_mutex);
    if (m_look)
        m_look->requestAbort();
}

void RestoreHost::interruptPreview()
{
    const std::scoped_lock lock(m_mutex);
    if (m_look && m_lookKind == Look::Preview)
        m_look->requestAbort();
}

std::shared_ptr<CancelToken> RestoreHost::beginLook(Look kind)
{
    const std::scoped_lock lock(m_mutex);
    m_lookKind = kind;
    m_look = std::make_shared<CancelToken>();
    return m_look;
}

bool RestoreHost::isPartial(const JobConfig &job)
{
    const auto path = databaseOf(m_world.files, m_world.random, job);
    if (!path)
        return false;
    const auto catalog = Catalog::open(*path);
    return catalog && (*catalog)->isPartial().value_or(false);
}

Result<JobRequest> RestoreHost::requestFor(const JobConfig &job)
{
    CAIRN_LET(secrets, m_world.secrets.secretsOf(job));
    CAIRN_LET(plan, planOf(job, secrets, placesNow(job, m_drives)));
    // One that is still being made does not say where content lies.
    plan.request.options.restore.noLocalDatabase = isPartial(job);
    return std::move(plan.request);
}

Result<RestorePlan> RestoreHost::planFor(const JobConfig &job, const RestoreOrder &order,
                                         CancelToken &cancel)
{
    RestorePlan plan;
    CAIRN_LET(request, requestFor(job));
    setTarget(request, order);
    for (const RestorePart &part : order.parts) {
        request.options.selection.time = TimeValue::fixed(part.versionTime);
        Progress progress;
        const auto outcome =
            m_world.engine.previewRestore(request, wantedOf(part, order), cancel, progress);
        if (outcome.fatal)
            return fail(*outcome.fatal);
        add(plan, *outcome.value, order.existing);
    }
    plan.canUndo = plan.canUndo && mayRecord();
    return plan;
}

void RestoreHost::plan(RequestId id, const JobConfig &job, const RestoreOrder &order)
{
    const auto cancel = beginLook(Look::Plan);
    auto made = planFor(job, order, *cancel);
    RestorePlan plan;
    if (made)
        plan = std::move(*made);
    else
        plan.failure = failureText(made.error(), job);
    Q_EMIT planned(id, plan);
}

// How much of the order its version does not have; by the local database, where there is one.
qint64 RestoreHost::missingOf(const JobConfig &job, const RestorePart &part)
{
    const auto path = databaseOf(m_world.files, m_world.random, job);
    const auto catalog =
        path ? Catalog::open(*path) : Result<std::unique_ptr<Catalog>>(fail(path.error()));
    const auto versions = catalog ? (*catalog)->versions()
                                  : Result<std::vector<CatalogVersion>>(fail(catalog.error()));
    if (!versions)
        return 0;
    const auto version = std::ranges::find(*versions, part.versionTime, &CatalogVersion::time);
    if (version == versions->end())
        return 0;
    const auto sum = (*catalog)->sumOf(version->id, selectionOf(part));
    return sum ? sum->missing : 0;
}

// Where the settings cannot be saved, restoring works all the same.
bool RestoreHost::mayRecord()
{
    return UndoRecords(m_world.files, m_world.clock, m_world.undoFolder)
               .newRecord(m_world.random)
               .has_value() &&
           ::access(m_world.undoFolder.c_str(), W_OK) == 0;
}

// A record only where all can be undone that it would hold: half an undo helps nobody.
Result<> RestoreHost::runPart(const JobRequest &request, const RestoreOrder &order,
                              const RestorePart &part, Task &task, RestoreEnd &end)
{
    JobRequest job = request;
    job.options.selection.time = TimeValue::fixed(part.versionTime);
    RestoreRequest wanted = wantedOf(part, order);
    Progress looking;
    const auto preview = m_world.engine.previewRestore(job, wanted, task.cancel, looking);
    if (preview.fatal)
        return fail(*preview.fatal);
    std::unique_ptr<RestoreUndoLog> log;
    if (!preview.value->undoStore.empty() && mayRecord()) {
        UndoRecords records(m_world.files, m_world.clock, m_world.undoFolder);
        CAIRN_LET(record, records.newRecord(m_world.random));
        CAIRN_LET(made,
                  RestoreUndoLog::create(m_world.files, m_world.random, m_world.clock.nowSeconds(),
                                         {preview.value->undoStore, record}));
        log = std::move(made);
        wanted.undo = log.get();
        end.undo.push_back(record);
    }
    const auto outcome = m_world.engine.restore(job, wanted, task.cancel, task.progress);
    if (outcome.fatal)
        return fail(*outcome.fatal);
    // Links are counted by the plan as well.
    end.restored += outcome.value->restoredFiles + outcome.value->restoredSymlinks;
    end.same += outcome.value->unmodifiedFiles + outcome.value->keptFiles;
    addFailures(end, groupedFailures(outcome.value->broken, outcome.value->brokenFiles));
    end.done = end.done && outcome.value->brokenFiles == 0;
    return {};
}

// On a thread of its own.
Result<RestoreEnd> RestoreHost::run(const JobConfig &job, const RestoreOrder &order, Task &task)
{
    RestoreEnd end;
    end.done = true;
    CAIRN_LET(request, requestFor(job));
    setTarget(request, order);
    request.isReported = true;
    qint64 missing = 0;
    for (const RestorePart &part : order.parts) {
        const Result<> ran = runPart(request, order, part, task, end);
        if (!ran) { // what the parts before have brought stays, and can be undone
            end.done = false;
            end.wasStopped = ran.error().code == ErrorCode::Cancelled;
            if (!end.wasStopped)
                addFailures(end, {{failureText(ran.error(), job), 0, {}, {}}});
            break;
        }
        missing += missingOf(job, part);
    }
    end.text = tr("%n file(s) restored and checked.", nullptr, counted(end.restored));
    if (end.same > 0)
        end.text += u' ' % tr("There already: %n.", nullptr, counted(end.same));
    if (missing > 0)
        addFailures(end, {{tr("%n of what was chosen is not in this version. Choose the version "
                              "that has it.",
                              nullptr, counted(missing)),
                           0,
                           {},
                           {}}});
    end.done = end.done && missing == 0;
    const auto records = UndoRecords(m_world.files, m_world.clock, m_world.undoFolder).list();
    std::erase_if(end.undo, [&records](const FilePath &file) {
        return records && std::ranges::none_of(*records, [&file](const UndoRecord &record) {
                   return record.file == file && record.madeFiles + record.replacedFiles > 0;
               });
    });
    return end;
}

void RestoreHost::restore(const JobConfig &job, const RestoreOrder &order)
{
    if (m_task)
        return;
    m_task = std::make_unique<Task>();
    Task &task = *m_task;
    task.since.start();
    task.thread = std::thread([this, job, order, &task] {
        const auto ran = run(job, order, task);
        RestoreEnd end;
        if (ran) {
            end = *ran;
            tellSpeed(job, task.progress, task.since.elapsed());
        } else {
            end.wasStopped = ran.error().code == ErrorCode::Cancelled;
            end.text = failureText(ran.error(), job);
        }
        QMetaObject::invokeMethod(
            this,
            [this, end = std::move(end)] {
                m_timer.stop();
                m_task.reset();
                Q_EMIT ended(end);
                listUndo();
            },
            Qt::QueuedConnection);
    });
    m_timer.start();
}

void RestoreHost::stop()
{
    if (m_task)
        m_task->cancel.requestStop();
}

// The last restore first: what it replaced may be what the one before had made.
void RestoreHost::undo(const std::vector<FilePath> &records)
{
    UndoRecords store(m_world.files, m_world.clock, m_world.undoFolder);
    UndoResult sum;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        const auto result = store.undo(*record);
        if (!result) {
            Q_EMIT undone(windowText(result.error()), false);
            return;
        }
        sum.trashed += result->trashed;
        sum.putBack += result->putBack;
        sum.left += result->left;
        std::ranges::copy(result->leftPaths, std::back_inserter(sum.leftPaths));
        sum.failed += result->failed;
        std::ranges::copy(result->failures, std::back_inserter(sum.failures));
    }
    QStringList lines;
    if (sum.trashed > 0)
        lines << tr("Now in the trash: %n new file(s).", nullptr, counted(sum.trashed));
    if (sum.putBack > 0)
        lines << tr("Back in its place: %n replaced file(s).", nullptr, counted(sum.putBack));
    if (sum.left > 0)
        lines << tr("Changed since, and left as it is: %n file(s).", nullptr, counted(sum.left));
    for (const FilePath &path : sum.leftPaths)
        lines << path.display();
    if (sum.failed > 0)
        lines << tr("Could not be moved, and left as it is: %n file(s).", nullptr,
                    counted(sum.failed));
    for (const auto &[path, why] : sum.failures)
        lines << path.display() % u": "_s % windowText(why);
    if (lines.isEmpty())
        lines << tr("There was nothing to undo.");
    Q_EMIT undone(lines.join(u'\n'), sum.isWhole());
    listUndo();
}

void RestoreHost::listUndo()
{
    std::vector<UndoChoice> choices;
    const auto records = UndoRecords(m_world.files, m_world.clock, m_world.undoFolder).list();
    for (const UndoRecord &record : records.value_or(std::vector<UndoRecord>()))
        if (record.madeFiles + record.replacedFiles > 0)
            choices.push_back({record.file, record.time, record.madeFiles, record.replacedFiles});
    Q_EMIT undoListed(choices);
}

Result<FilePath> RestoreHost::fetch(const JobConfig &job, FetchRequest request, CancelToken &cancel)
{
    CAIRN_LET(plan, requestFor(job));
    plan.niceness = 0;
    if (!m_copies) {
        CAIRN_LET(folder, TempFolder::create(m_world.files, m_world.clock, m_world.random, {}));
        m_copies = std::move(folder);
    }
    // A folder each: no two files meet.
    const FilePath folder = m_copies->path() / std::to_string(++m_copyCount);
    CAIRN_TRY(m_world.files.makeDirectories(folder));
    const std::string_view path = request.path;
    request.target = folder / nameOfCopy(path.substr(path.find_last_of("/\\") + 1));
    Progress progress;
    QElapsedTimer since;
    since.start();
    const auto outcome = m_world.engine.fetch(plan, request, cancel, progress);
    if (outcome.fatal)
        return fail(*outcome.fatal);
    tellSpeed(job, progress, since.elapsed());
    return request.target;
}

void RestoreHost::tellSpeed(const JobConfig &job, const Progress &progress, qint64 ms)
{
    const qint64 bytes = progress.bytesDownloaded;
    if (bytes >= kBytesMeasured)
        Q_EMIT fetched(QString::fromStdString(job.id), bytes * 1000 / std::max<qint64>(1, ms));
}

Result<PreviewContent> RestoreHost::look(const JobConfig &job, qint64 versionTime,
                                         const std::string &path, qint64 size, CancelToken &cancel)
{
    const auto read = [&](qint64 limit) -> Result<QByteArray> {
        FetchRequest request{versionTime, path, limit, {}};
        CAIRN_LET(file, fetch(job, std::move(request), cancel));
        QFile opened(QFile::decodeName(file.c_str()));
        const bool isOpen = opened.open(QIODevice::ReadOnly);
        QByteArray bytes = isOpen ? opened.read(limit) : QByteArray();
        std::ignore = m_world.files.remove(file); // else with the folder
        if (!isOpen)
            return fail(ErrorCode::Io, opened.errorString());
        return bytes;
    };
    CAIRN_LET(head, read(kPreviewBytes));
    if (size <= kPictureBytes && isPicture(head)) {
        if (head.size() < size) {
            CAIRN_LET(whole, read(kPictureBytes));
            return pictureOf(whole);
        }
        return pictureOf(head);
    }
    return previewOf(head, head.size() >= size);
}

void RestoreHost::preview(RequestId id, const JobConfig &job, qint64 versionTime,
                          const std::string &path, qint64 size)
{
    const auto cancel = beginLook(Look::Preview);
    auto looked = look(job, versionTime, path, size, *cancel);
    PreviewContent content;
    if (looked)
        content = std::move(*looked);
    else if (looked.error().code == ErrorCode::Cancelled)
        content.kind = PreviewContent::Kind::Stopped;
    else
        content.text = failureText(looked.error(), job);
    Q_EMIT previewed(id, content);
}

void RestoreHost::copy(RequestId id, const JobConfig &job, qint64 versionTime,
                       const std::string &path)
{
    const auto cancel = beginLook(Look::Preview);
    FetchRequest request;
    request.versionTime = versionTime;
    request.path = path;
    auto fetched = fetch(job, std::move(request), *cancel);
    OpenCopy copy;
    copy.wasStopped = !fetched && fetched.error().code == ErrorCode::Cancelled;
    if (fetched)
        copy.file = std::move(*fetched);
    else if (!copy.wasStopped)
        copy.failure = failureText(fetched.error(), job);
    Q_EMIT copied(id, copy);
}

} // namespace cairn::gui
