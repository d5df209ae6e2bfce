// SPDX-License-Identifier: MIT
#include "app/gui/engine_proxy.h"

#include <QDir>

#include <algorithm>

namespace cairn::gui {

EngineProxy::EngineProxy(EngineHost::World engine, const BackendRegistry &backends, QObject *parent)
    : EngineProxy(std::move(engine), backends, makeProbes(), parent)
{
}

EngineProxy::EngineProxy(EngineHost::World engine, const BackendRegistry &backends,
                         std::vector<std::unique_ptr<DriveProbe>> probes, QObject *parent)
    : QObject(parent)
    , m_engine(new EngineHost(engine, m_knownDrives))
    , m_catalog(new CatalogHost(engine.files, engine.random))
    , m_restore(new RestoreHost({engine.files, engine.clock, engine.random, engine.engine,
                                 engine.secrets, engine.settingsFolder / "undo"},
                                m_knownDrives))
    , m_files(new WorkHost({engine.files, engine.clock, engine.random, backends}))
    , m_sizes(new WorkHost({engine.files, engine.clock, engine.random, backends}))
    , m_folders(new FolderSizes(engine.files))
    , m_search(new BackupSearch({engine.files, engine.clock, engine.random, backends}))
    , m_disk(new DiskLook(engine.files, engine.random))
    , m_comparison(new DiskLook(engine.files, engine.random))
    , m_notices(new NoticeHost(engine.files, engine.settingsFolder))
    , m_reports(new ReportHost(engine.engine, engine.secrets))
    , m_watch(new DriveWatch(m_knownDrives, std::move(probes)))
{
    const auto host = [](QThread &thread, QObject *object) {
        object->moveToThread(&thread);
        connect(&thread, &QThread::finished, object, &QObject::deleteLater);
    };
    host(m_engineThread, m_engine);
    host(m_engineThread, m_watch);
    host(m_engineThread, m_notices);
    host(m_catalogThread, m_catalog);
    host(m_restoreThread, m_restore);
    host(m_diskThread, m_disk);
    host(m_comparisonThread, m_comparison);
    host(m_filesThread, m_files);
    host(m_sizesThread, m_sizes);
    host(m_foldersThread, m_folders);
    host(m_searchThread, m_search);
    host(m_reportThread, m_reports);
    m_engineThread.setObjectName(QStringLiteral("engine"));
    m_catalogThread.setObjectName(QStringLiteral("catalog"));
    connectHosts();
}

EngineProxy::~EngineProxy()
{
    m_files->interrupt();
    m_sizes->interrupt();
    m_folders->stop();
    m_search->stop();
    m_restore->interrupt();
    stopLookingAtDisk();
    m_reports->interrupt();
    for (QThread *thread :
         {&m_engineThread, &m_catalogThread, &m_filesThread, &m_sizesThread, &m_foldersThread,
          &m_searchThread, &m_restoreThread, &m_diskThread, &m_comparisonThread, &m_reportThread}) {
        if (!thread->isRunning())
            thread->start(); // so that what lives in it is deleted
        thread->quit();
        thread->wait();
    }
}

void EngineProxy::start()
{
    for (QThread *thread :
         {&m_engineThread, &m_catalogThread, &m_filesThread, &m_sizesThread, &m_foldersThread,
          &m_searchThread, &m_restoreThread, &m_diskThread, &m_comparisonThread, &m_reportThread})
        thread->start();
    post(m_restore, [host = m_restore] { host->start(); });
    post(m_engine, [host = m_engine] { host->start(); });
    post(m_watch, [watch = m_watch] { watch->start(); });
    post(m_notices, [host = m_notices] { host->load(); });
}

const JobView *EngineProxy::job(const std::string &id) const
{
    const auto found = std::ranges::find_if(
        m_state.jobs, [&id](const JobView &view) { return view.job.id == id; });
    return found == m_state.jobs.end() ? nullptr : &*found;
}

void EngineProxy::setScheduleOn(const std::string &job, bool on)
{
    post(m_engine, [host = m_engine, job, on] { host->setScheduleOn(job, on); });
}

bool EngineProxy::isScheduleOff(const std::string &job) const
{
    const JobView *view = this->job(job);
    return view && !view->job.schedule.runsByItself() && m_schedulesOff.contains(job);
}

RequestId EngineProxy::askCommand(const std::string &job)
{
    post(m_engine, [host = m_engine, id = m_next, job] { host->askCommand(id, job); });
    return m_next++;
}

RequestId EngineProxy::exportJob(const JobConfig &job, const FilePath &file, bool withSecrets,
                                 const Secret &password)
{
    post(m_engine, [host = m_engine, id = m_next, job, file, withSecrets, password] {
        host->exportJob(id, job, file, withSecrets, password);
    });
    return m_next++;
}

void EngineProxy::askPower()
{
    post(m_engine, [host = m_engine] { host->askPower(); });
}

void EngineProxy::setPower(const PowerSettings &wanted)
{
    post(m_engine, [host = m_engine, wanted] { host->setPower(wanted); });
}

void EngineProxy::unlock(const std::string &job)
{
    post(m_engine, [host = m_engine, job] { host->unlock(job); });
}

void EngineProxy::repair(const std::string &job, bool rebuild)
{
    post(m_engine, [host = m_engine, job, rebuild] { host->repair(job, rebuild); });
}

void EngineProxy::deleteVersions(const std::string &job, const std::vector<qint64> &moments)
{
    post(m_engine, [host = m_engine, job, moments] { host->deleteVersions(job, moments); });
}

void EngineProxy::moveQueued(const std::string &job, int to)
{
    post(m_engine, [host = m_engine, job, to] { host->moveQueued(job, to); });
}

// Shown at once: who moves one step after step goes on from there.
void EngineProxy::reorderJobs(const std::vector<std::string> &jobs)
{
    m_wantedOrder = jobs;
    ++m_reorders;
    sortAsWanted();
    post(m_engine, [host = m_engine, jobs] { host->reorderJobs(jobs); });
    Q_EMIT stateChanged();
}

// What the engine told before it heard of the order does not bring the old one back.
void EngineProxy::sortAsWanted()
{
    if (m_reorders == 0)
        return;
    std::ranges::stable_sort(m_state.jobs, std::ranges::less(), [this](const JobView &view) {
        return std::ranges::find(m_wantedOrder, view.job.id) - m_wantedOrder.begin();
    });
}

void EngineProxy::ask(const std::string &job, RequestVerb verb)
{
    post(m_engine, [host = m_engine, job, verb] { host->ask(job, verb); });
}

void EngineProxy::saveJob(const JobConfig &job, const Secret &passphrase, bool runNow)
{
    post(m_engine,
         [host = m_engine, job, passphrase, runNow] { host->saveJob(job, passphrase, runNow); });
}

void EngineProxy::changeJob(const JobConfig &job)
{
    post(m_engine, [host = m_engine, job] { host->changeJob(job); });
}

void EngineProxy::moveJob(const JobConfig &job)
{
    post(m_engine, [host = m_engine, job] { host->moveJob(job); });
}

void EngineProxy::stopMove()
{
    post(m_engine, [host = m_engine] { host->stopMove(); });
}

void EngineProxy::doNotWarn(const std::string &job, const std::vector<std::string> &paths)
{
    post(m_engine, [host = m_engine, job, paths] { host->doNotWarn(job, paths); });
}

void EngineProxy::removeJob(const std::string &job, bool withStored)
{
    post(m_engine, [host = m_engine, job, withStored] { host->removeJob(job, withStored); });
}

RequestId EngineProxy::readPassphrase(const JobConfig &job)
{
    post(m_engine, [host = m_engine, id = m_next, job] { host->readPassphrase(id, job); });
    return m_next++;
}

RequestId EngineProxy::askKeptSecrets(const JobConfig &job)
{
    post(m_engine, [host = m_engine, id = m_next, job] { host->askKeptSecrets(id, job); });
    return m_next++;
}

void EngineProxy::askSecretPlace()
{
    post(m_engine, [host = m_engine] { host->askSecretPlace(); });
}

void EngineProxy::adopt(const JobConfig &job, const Secret &passphrase)
{
    post(m_engine, [host = m_engine, job, passphrase] { host->adopt(job, passphrase); });
}

void EngineProxy::stopAdopting()
{
    post(m_engine, [host = m_engine] { host->stopAdopting(); });
}

RequestId EngineProxy::findImports()
{
    post(m_files, [host = m_files, id = m_next] { host->findImports(id); });
    return m_next++;
}

RequestId EngineProxy::readImport(const FilePath &file, const Secret &password)
{
    post(m_files,
         [host = m_files, id = m_next, file, password] { host->readImport(id, file, password); });
    return m_next++;
}

void EngineProxy::takeIn(const std::vector<ImportedJob> &jobs)
{
    post(m_engine, [host = m_engine, jobs] { host->takeIn(jobs); });
}

void EngineProxy::setPausedUntil(std::optional<qint64> time)
{
    post(m_engine, [host = m_engine, time] { host->setPausedUntil(time); });
}

RequestId EngineProxy::askPlan(const RestoreOrder &order)
{
    m_restore->interrupt();
    if (const JobView *view = job(order.job))
        post(m_restore, [host = m_restore, id = m_next, job = view->job, order] {
            host->plan(id, job, order);
        });
    return m_next++;
}

void EngineProxy::restore(const RestoreOrder &order)
{
    m_restore->interrupt();
    const JobView *view = job(order.job);
    if (!view)
        return;
    m_isRestoring = true;
    post(m_restore, [host = m_restore, job = view->job, order] { host->restore(job, order); });
}

void EngineProxy::stopRestore()
{
    post(m_restore, [host = m_restore] { host->stop(); });
}

void EngineProxy::undo(const std::vector<FilePath> &records)
{
    post(m_restore, [host = m_restore, records] { host->undo(records); });
}

void EngineProxy::listUndo()
{
    post(m_restore, [host = m_restore] { host->listUndo(); });
}

RequestId EngineProxy::askPreview(const JobConfig &job, qint64 versionTime, const std::string &path,
                                  qint64 size)
{
    m_restore->interruptPreview();
    post(m_restore, [host = m_restore, id = m_next, job, versionTime, path, size] {
        host->preview(id, job, versionTime, path, size);
    });
    return m_next++;
}

RequestId EngineProxy::askCopy(const JobConfig &job, qint64 versionTime, const std::string &path)
{
    m_restore->interruptPreview();
    post(m_restore, [host = m_restore, id = m_next, job, versionTime, path] {
        host->copy(id, job, versionTime, path);
    });
    return m_next++;
}

void EngineProxy::stopLooking()
{
    m_restore->interruptPreview();
}

void EngineProxy::tryPassphrase(const std::string &job, const Secret &passphrase)
{
    post(m_engine, [host = m_engine, job, passphrase] { host->tryPassphrase(job, passphrase); });
}

void EngineProxy::closeSettings()
{
    post(m_engine, [host = m_engine] { host->closeSettings(); });
}

void EngineProxy::openSettingsAgain()
{
    post(m_engine, [host = m_engine] { host->openSettingsAgain(); });
}

void EngineProxy::shutDown(bool now)
{
    post(m_engine, [host = m_engine, now] { host->shutDown(now); });
}

void EngineProxy::endWithSession()
{
    m_restore->interrupt();
    post(m_engine, [host = m_engine] { host->endWithSession(); });
}

void EngineProxy::setGoingDown(bool goingDown)
{
    post(m_engine, [host = m_engine, goingDown] { host->setGoingDown(goingDown); });
}

RequestId EngineProxy::testReport(const JobConfig &job, const JobSecrets &typed)
{
    m_reports->interrupt();
    post(m_reports, [host = m_reports, id = m_next, job, typed] { host->test(id, job, typed); });
    return m_next++;
}

RequestId EngineProxy::tryScript(const JobConfig &job, const std::string &command,
                                 RunScripts::Event event)
{
    m_reports->interrupt();
    post(m_reports, [host = m_reports, id = m_next, job, command, event] {
        host->tryScript(id, job, command, event);
    });
    return m_next++;
}

void EngineProxy::stopTrial()
{
    m_reports->interrupt();
}

void EngineProxy::rememberSecrets(const JobConfig &job, const JobSecrets &secrets)
{
    post(m_reports, [host = m_reports, job, secrets] { host->remember(job, secrets); });
}

void EngineProxy::noteNotice(const std::string &key, const NoticeMark &mark)
{
    post(m_notices, [host = m_notices, key, mark] { host->mark(key, mark); });
}

void EngineProxy::noteSeen(qint64 time)
{
    post(m_notices, [host = m_notices, time] { host->setLastSeen(time); });
}

RequestId EngineProxy::askRuns(const RunQuery &query)
{
    post(m_engine, [host = m_engine, id = m_next, query] { host->runs(id, query); });
    return m_next++;
}

RequestId EngineProxy::askRunMessages(qint64 run)
{
    post(m_engine, [host = m_engine, id = m_next, run] { host->runMessages(id, run); });
    return m_next++;
}

RequestId EngineProxy::askVersions(const JobConfig &job)
{
    post(m_catalog, [host = m_catalog, id = m_next, job] { host->versions(id, job); });
    return m_next++;
}

RequestId EngineProxy::askLargestNew(const JobConfig &job, qint64 versionTime)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, versionTime] {
        host->largestNew(id, job, versionTime);
    });
    return m_next++;
}

RequestId EngineProxy::askFolders(const JobConfig &job, VersionId version,
                                  const std::string &parent, bool withDeleted)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, version, parent, withDeleted] {
        host->folders(id, job, version, parent, withDeleted);
    });
    return m_next++;
}

RequestId EngineProxy::askPage(const JobConfig &job, const FolderView &view, qint64 offset,
                               qint64 limit)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, view, offset, limit] {
        host->page(id, job, view, offset, limit);
    });
    return m_next++;
}

RequestId EngineProxy::askCount(const JobConfig &job, const FolderView &view)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, view] { host->count(id, job, view); });
    return m_next++;
}

RequestId EngineProxy::findRow(const JobConfig &job, const FolderView &view, const QString &text,
                               qint64 from)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, view, text, from] {
        host->findRow(id, job, view, text, from);
    });
    return m_next++;
}

RequestId EngineProxy::askHistory(const JobConfig &job, const std::string &path)
{
    post(m_catalog, [host = m_catalog, id = m_next, job, path] { host->history(id, job, path); });
    return m_next++;
}

void EngineProxy::lookAtDisk(const JobConfig &job, const std::vector<DiskQuestion> &questions)
{
    post(m_disk, [host = m_disk, order = m_disk->order(), job, questions] {
        host->look(order, job, questions);
    });
}

void EngineProxy::compareWithDisk(const JobConfig &job, const std::vector<DiskQuestion> &questions)
{
    post(m_comparison, [host = m_comparison, order = m_comparison->order(), job, questions] {
        host->compare(order, job, questions);
    });
}

void EngineProxy::stopLookingAtDisk()
{
    m_disk->stop();
    m_comparison->stop();
}

qint64 EngineProxy::fetchSpeed(const std::string &job) const
{
    const auto known = m_fetchSpeeds.find(QString::fromStdString(job));
    return known == m_fetchSpeeds.end() ? 0 : known->second;
}

RequestId EngineProxy::askSum(const JobConfig &job, const std::vector<RestorePart> &parts)
{
    m_catalog->wantSum(m_next);
    post(m_catalog, [host = m_catalog, id = m_next, job, parts] { host->sum(id, job, parts); });
    return m_next++;
}

RequestId EngineProxy::search(const std::vector<JobConfig> &jobs, const SearchOrder &order)
{
    post(m_catalog,
         [host = m_catalog, id = m_next, jobs, order] { host->search(id, jobs, order); });
    return m_next++;
}

RequestId EngineProxy::askKeepPreview(const JobConfig &job)
{
    m_catalog->wantPreview(m_next);
    post(m_catalog, [host = m_catalog, id = m_next, job] { host->keepPreview(id, job); });
    return m_next++;
}

RequestId EngineProxy::askFreed(const JobConfig &job, const std::vector<qint64> &moments)
{
    m_catalog->wantPreview(m_next);
    post(m_catalog,
         [host = m_catalog, id = m_next, job, moments] { host->freed(id, job, moments); });
    return m_next++;
}

RequestId EngineProxy::listSource(const FilePath &folder)
{
    post(m_files, [host = m_files, id = m_next, folder] { host->list(id, folder); });
    return m_next++;
}

RequestId EngineProxy::findUsualFolders()
{
    post(m_files, [host = m_files, id = m_next] { host->findUsualFolders(id); });
    return m_next++;
}

RequestId EngineProxy::measure(const JobConfig &job)
{
    m_sizes->interrupt();
    post(m_sizes, [host = m_sizes, id = m_next, job] { host->measure(id, job); });
    return m_next++;
}

void EngineProxy::sizeFolders(const std::vector<FilePath> &folders)
{
    post(m_folders, [host = m_folders, order = m_folders->order(), folders] {
        host->measure(order, folders);
    });
}

void EngineProxy::stopSizing()
{
    m_folders->stop();
}

RequestId EngineProxy::countRules(const JobConfig &job)
{
    m_sizes->interrupt();
    post(m_sizes, [host = m_sizes, id = m_next, job] { host->countRules(id, job); });
    return m_next++;
}

RequestId EngineProxy::testPath(const JobConfig &job, const FilePath &path)
{
    post(m_files, [host = m_files, id = m_next, job, path] { host->testPath(id, job, path); });
    return m_next++;
}

RequestId EngineProxy::testPaths(const JobConfig &job, const std::vector<FilePath> &paths)
{
    post(m_files, [host = m_files, id = m_next, job, paths] { host->testPaths(id, job, paths); });
    return m_next++;
}

void EngineProxy::searchBackups()
{
    std::vector<FilePath> places;
    for (const Drive &drive : m_drives)
        if (!drive.mountPoint.empty())
            places.push_back(drive.mountPoint);
    places.push_back(FilePath::fromText(QDir::homePath()));
    m_search->stop();
    post(m_search, [host = m_search, places] { host->search(places); });
}

void EngineProxy::stopSearchingBackups()
{
    m_search->stop();
}

RequestId EngineProxy::testDestination(const std::string &url, DestinationUse use)
{
    m_files->interrupt();
    post(m_files, [host = m_files, id = m_next, url, use] { host->testDestination(id, url, use); });
    return m_next++;
}

void EngineProxy::stopTest()
{
    m_files->interrupt();
}

RequestId EngineProxy::saveFile(const QString &path, const QByteArray &content)
{
    post(m_files, [host = m_files, id = m_next, file = FilePath::fromText(path), content] {
        host->saveFile(id, file, content);
    });
    return m_next++;
}

void EngineProxy::saveText(const QString &path, const QString &text)
{
    post(m_files,
         [host = m_files, file = FilePath::fromText(path), text] { host->saveText(file, text); });
}

void EngineProxy::askAutostart()
{
    post(m_files, [host = m_files] { host->askAutostart(); });
}

void EngineProxy::setAutostart(bool on)
{
    post(m_files, [host = m_files, on] { host->setAutostart(on); });
}

} // namespace cairn::gui
