// SPDX-License-Identifier: MIT
#include "app/gui/pages/restore_page.h"

#include "app/gui/dialogs/restore_dialog.h"
#include "app/gui/dialogs/selection_dialog.h"
#include "app/gui/models/file_list_model.h"
#include "app/gui/models/folder_model.h"
#include "app/gui/pages/file_pane.h"
#include "app/gui/pages/file_view.h"
#include "app/gui/pages/search_pane.h"
#include "app/gui/pages/selection_bar.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/empty_place.h"
#include "app/gui/widgets/timeline_scrubber.h"
#include "app/gui/widgets/version_combo.h"

#include <QAbstractItemView>
#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>
#include <map>
#include <utility>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFoldersWidth = 120; // at least
constexpr auto kPanesKey = "restore/panes";

// Of a folder below another one; both end with the separator.
std::string folderAbove(std::string folder)
{
    folder.pop_back();
    folder.resize(folder.find_last_of("/\\") + 1);
    return folder;
}

void addParts(RestoreOrder &order, std::map<qint64, std::vector<std::string>> byVersion)
{
    for (auto &[time, paths] : byVersion)
        order.parts.push_back({time, std::move(paths)});
}

} // namespace

RestorePage::RestorePage(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_jobs(new QComboBox(this))
    , m_version(new VersionCombo(this))
    , m_timeline(new TimelineScrubber(this))
    , m_loading(new QWidget(this))
    , m_loadingText(textLabel({}, "small", m_loading))
    , m_load(button(tr("Read them now"), "quiet", u"restore.load"_s, m_loading))
    , m_deleted(new QCheckBox(tr("Show deleted files"), this))
    , m_folders(new FolderModel(engine, this))
    , m_files(new FileListModel(engine, this))
    , m_folderView(new QTreeView(this))
    , m_fileView(new FileView(m_files, this))
    , m_search(new SearchPane(engine, this))
    , m_openPreview(new QAction(tr("Preview in a window"), this))
    , m_lists(new QStackedWidget(this))
    , m_file(new FilePane(engine, this))
    , m_basket(new SelectionBar(this))
    , m_empty(new EmptyPlace(Icon::Restore, u"restore.emptyAction"_s, this))
    , m_folderPlace(new QStackedWidget(this))
    , m_rest(new QWidget(this))
    , m_emptyFolder(new EmptyPlace(Icon::Folder, u"restore.readAgain"_s, this))
    , m_content(new QStackedWidget(this))
{
    build();
    connectParts();
    showBasket();
}

void RestorePage::connectParts()
{
    connect(m_jobs, &QComboBox::currentIndexChanged, this,
            [this] { showJob(m_jobs->currentData().toString().toStdString()); });
    connect(m_version, &VersionCombo::versionChanged, this, &RestorePage::showVersion);
    connect(m_timeline, &TimelineScrubber::currentChanged, this,
            [this](int index) { m_version->setVersion(int(m_versions.size()) - 1 - index); });
    connect(m_deleted, &QCheckBox::toggled, this, &RestorePage::showVersion);
    connect(m_files, &FileListModel::loaded, this, &RestorePage::showWhetherEmpty);
    connect(m_empty, &EmptyPlace::actionClicked, this, &RestorePage::refresh);
    connect(m_files, &FileListModel::restFailed, m_rest, &QWidget::show);
    connect(m_files, &QAbstractItemModel::modelReset, m_rest, &QWidget::hide);
    connect(m_emptyFolder, &EmptyPlace::actionClicked, this, [this] { openFolder(m_folder); });
    connect(&m_engine, &EngineProxy::stateChanged, this, &RestorePage::showJobs);
    connect(&m_engine, &EngineProxy::runEnded, this, &RestorePage::refresh);
    connect(&m_engine, &EngineProxy::stateChanged, this, &RestorePage::showLoading);
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] {
        const JobView *view = m_engine.job(m_job.id);
        if (view && view->isDriveAbsent != std::exchange(m_isOffline, view->isDriveAbsent))
            showBasket();
    });
    connect(&m_engine, &EngineProxy::versionsReady, this,
            [this](RequestId id, const CatalogVersions &answer) {
                if (id == m_versionsAsked)
                    takeVersions(answer);
            });
    connect(&m_engine, &EngineProxy::sumReady, this, [this](RequestId id, const SelectionSum &sum) {
        if (id == m_sumAsked)
            showSum(sum);
    });
    connect(m_folderView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && !m_isFollowing)
                    openFolder(m_folders->pathOf(index));
            });
    connect(m_folders, &QAbstractItemModel::rowsInserted, this, &RestorePage::followFolder);
    connect(m_fileView->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showFile();
        showBasket();
    });
    connect(m_fileView, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const CatalogRow *row = m_files->rowAt(index.row());
        if (row && row->isFolder())
            openFolder(row->path);
        else
            m_file->openCopy();
    });
    m_fileView->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_fileView, &QWidget::customContextMenuRequested, this, &RestorePage::showMenu);
    connect(m_search, &SearchPane::selectionChanged, this, [this] {
        showFile();
        showBasket();
    });
    m_openPreview->setShortcut(Qt::Key_F3);
    m_openPreview->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_openPreview);
    addKey(Qt::ALT | Qt::Key_Left, [this] { stepVersion(1); });
    addKey(Qt::ALT | Qt::Key_Right, [this] { stepVersion(-1); });
    addKey(Qt::ALT | Qt::Key_Up, [this] { openAbove(); });
    addKey(Qt::Key_Backspace, [this] { openAbove(); });
    addKey(Qt::Key_Escape, [this] { leaveSearch(); });
    connect(m_openPreview, &QAction::triggered, m_file, &FilePane::openPreview);
    connect(m_search, &SearchPane::opened, this, &RestorePage::openHit);
    connect(m_file, &FilePane::restoreWanted, this,
            [this](const JobConfig &job, qint64 time, const std::string &path) {
                ask({job.id, {{time, {path}}}, {}}, false);
            });
    connect(m_files, &FileListModel::ticksChanged, this, &RestorePage::showBasket);
    connect(m_basket, &SelectionBar::listWanted, this, &RestorePage::listSelection);
    connect(m_basket, &SelectionBar::clearWanted, m_files, &FileListModel::clearTicks);
    connect(m_basket, &SelectionBar::restoreToWanted, this, [this] { restore(wanted(), true); });
    connect(m_basket, &SelectionBar::restoreWanted, this, &RestorePage::restoreSelection);
}

QWidget *RestorePage::buildTop()
{
    auto *top = new QWidget(this);
    m_jobs->setObjectName(u"restore.job"_s);
    m_jobs->setAccessibleName(tr("Backup"));
    m_version->setObjectName(u"restore.version"_s);
    m_version->setAccessibleName(tr("Version"));
    m_version->view()->setAccessibleName(tr("Version"));
    m_version->setMinimumWidth(260);
    m_deleted->setObjectName(u"restore.deleted"_s);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_jobs);
    row->addWidget(new QLabel(tr("as it was on"), top));
    row->addWidget(m_version);
    row->addStretch();
    row->addWidget(m_deleted);
    return top;
}

// The list, and below it whether it is all.
QWidget *RestorePage::buildFiles()
{
    auto *files = new QWidget(this);
    m_rest->setObjectName(u"restore.uncounted"_s);
    QLabel *text =
        textLabel(tr("More lies in this folder than is listed: the rest could not be read."),
                  "small", m_rest);
    text->setWordWrap(true);
    setTone(text, Tone::Fail);
    QPushButton *again = button(tr("Try again"), "quiet", u"restore.restAgain"_s, m_rest);
    connect(again, &QPushButton::clicked, this, [this] {
        m_rest->hide();
        m_files->readAgain();
    });
    auto *row = new QHBoxLayout(m_rest);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(text, 1);
    row->addWidget(again);
    m_rest->hide();
    auto *column = new QVBoxLayout(files);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_fileView, 1);
    column->addWidget(m_rest);
    return files;
}

QWidget *RestorePage::buildPanes()
{
    m_folderView->setUniformRowHeights(true);
    m_folderView->setObjectName(u"restore.folders"_s);
    m_folderView->setAccessibleName(tr("Folders"));
    m_folderView->setModel(m_folders);
    m_folderView->setHeaderHidden(true);
    m_folderView->setMinimumWidth(kFoldersWidth);
    m_folderPlace->addWidget(buildFiles());
    m_folderPlace->addWidget(m_emptyFolder);
    m_lists->addWidget(m_folderPlace);
    m_lists->addWidget(m_search);
    auto *panes = new QSplitter(this);
    panes->setChildrenCollapsible(false);
    panes->setHandleWidth(8);
    panes->addWidget(m_folderView);
    panes->addWidget(m_lists);
    panes->addWidget(m_file);
    panes->setSizes({168, 548, 200});
    panes->setStretchFactor(1, 1);
    panes->restoreState(QSettings().value(kPanesKey).toByteArray());
    connect(panes, &QSplitter::splitterMoved, this,
            [panes] { QSettings().setValue(kPanesKey, panes->saveState()); });
    return panes;
}

void RestorePage::build()
{
    auto *browse = new QWidget(this);
    auto *column = new QVBoxLayout(browse);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(buildPanes(), 1);
    column->addWidget(m_basket);
    m_content->addWidget(browse);
    m_content->addWidget(m_empty);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(24, 24, 24, 24);
    page->setSpacing(16);
    page->addWidget(buildTop());
    m_loadingText->setObjectName(u"restore.loading"_s);
    m_loadingText->setWordWrap(true);
    auto *loading = new QHBoxLayout(m_loading);
    loading->setContentsMargins(0, 0, 0, 0);
    loading->addWidget(m_loadingText, 1);
    loading->addWidget(m_load);
    m_loading->hide();
    connect(m_load, &QPushButton::clicked, this, [this] { m_engine.repair(m_job.id, true); });
    m_timeline->setObjectName(u"restore.timeline"_s);
    page->addWidget(m_timeline);
    page->addWidget(m_loading);
    page->addWidget(m_content, 1);
}

void RestorePage::showJobs()
{
    const auto &jobs = m_engine.state().jobs;
    bool isSame = m_jobs->count() == int(jobs.size());
    for (int i = 0; isSame && i < m_jobs->count(); ++i)
        isSame = m_jobs->itemData(i).toString().toStdString() == jobs[std::size_t(i)].job.id &&
                 m_jobs->itemText(i) == jobs[std::size_t(i)].job.name;
    if (isSame)
        return;
    const QSignalBlocker blocked(m_jobs);
    m_jobs->clear();
    for (const JobView &view : jobs)
        m_jobs->addItem(view.job.name, QString::fromStdString(view.job.id));
    const int at = m_jobs->findData(QString::fromStdString(m_job.id));
    m_jobs->setCurrentIndex(std::max(0, at));
    if (at < 0 && !jobs.empty())
        showJob(jobs.front().job.id);
}

void RestorePage::showJob(const std::string &job)
{
    const JobView *view = m_engine.job(job);
    if (!view)
        return;
    if (view->job.id != m_job.id) {
        m_files->clearTicks();
        m_file->clear();
        m_lastFolders[m_job.id] = std::exchange(m_folder, m_lastFolders[view->job.id]);
    }
    m_job = view->job;
    const QSignalBlocker blocked(m_jobs);
    m_jobs->setCurrentIndex(m_jobs->findData(QString::fromStdString(job)));
    refresh();
}

void RestorePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void RestorePage::focusHistory()
{
    m_file->focusHistory();
}

void RestorePage::refresh()
{
    if (isVisible() && !m_job.id.empty())
        m_versionsAsked = m_engine.askVersions(m_job);
}

void RestorePage::takeVersions(const CatalogVersions &answer)
{
    // What is selected stays when a run has brought nothing, or somebody was on another page.
    const bool isSame = std::exchange(m_versionsOf, m_job.id) == m_job.id &&
                        m_root == answer.commonRoot &&
                        std::ranges::equal(m_versions, answer.versions, {}, &CatalogVersion::id,
                                           &CatalogVersion::id);
    const std::int64_t shown = version() && m_version->version() > 0 ? version()->time : 0;
    {
        const QSignalBlocker blocked(m_version);
        m_versions = answer.versions;
        m_version->setVersions(m_versions);
        QList<TimelineVersion> bars;
        for (std::size_t i = m_versions.size(); i-- > 0;) {
            qint64 changed = 0;
            if (i < answer.changes.size())
                changed =
                    answer.changes[i].added + answer.changes[i].changed + answer.changes[i].deleted;
            bars << TimelineVersion{QDateTime::fromSecsSinceEpoch(m_versions[i].time), changed};
        }
        m_timeline->setVersions(bars);
        for (std::size_t i = 0; i < m_versions.size(); ++i)
            if (m_versions[i].time == shown)
                m_version->setVersion(int(i));
    }
    if (answer.failure.isEmpty())
        m_empty->setText(tr("No versions yet"),
                         tr("The first one appears when the first backup has run."));
    else
        m_empty->setText(tr("The versions could not be read"), answer.failure, tr("Try again"));
    m_content->setCurrentIndex(m_versions.empty() ? 1 : 0);
    m_root = answer.commonRoot;
    m_isPartial = answer.isPartial;
    showLoading();
    if (m_folder.empty())
        m_folder = m_root;
    if (!isSame)
        return showVersion();
    m_timeline->setCurrent(int(m_versions.size()) - 1 - m_version->version());
    m_files->lookAgain();
}

// The newest version can be looked through before the others are known.
void RestorePage::showLoading()
{
    m_loading->setVisible(m_isPartial);
    const JobView *view = m_isPartial ? m_engine.job(m_job.id) : nullptr;
    if (!view)
        return;
    const bool isRead = view->isQueued || view->current;
    const RunState run = view->current ? view->current->state : RunState();
    m_load->setVisible(!isRead);
    m_loadingText->setText(
        !isRead              ? tr("The older versions have yet to be read from the destination.")
        : run.filesTotal > 0 ? tr("Older versions are still loading (%1 of %2 lists)")
                                   .arg(QLocale().toString(qlonglong(run.filesDone)),
                                        QLocale().toString(qlonglong(run.filesTotal)))
                             : tr("Older versions are still loading"));
}

void RestorePage::addKey(const QKeySequence &key, const std::function<void()> &act)
{
    auto *shortcut = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, act);
}

// The newest is the first.
void RestorePage::stepVersion(int step)
{
    m_version->setVersion(m_version->version() + step);
}

void RestorePage::openAbove()
{
    if (m_folder.size() > m_root.size()) // the tree may still be on its way to it
        openFolder(folderAbove(m_folder));
}

const CatalogVersion *RestorePage::version() const
{
    const int at = m_version->version();
    return at >= 0 && std::size_t(at) < m_versions.size() ? &m_versions[std::size_t(at)] : nullptr;
}

void RestorePage::showVersion()
{
    const CatalogVersion *shown = version();
    if (!shown)
        return;
    m_timeline->setCurrent(int(m_versions.size()) - 1 - m_version->version());
    m_folders->show(m_job, shown->id, m_root, m_deleted->isChecked());
    m_folderView->expand(m_folders->index(0, 0, {}));
    openFolder(m_folder);
}

// The tree shows the folder of the list, or as far as it has read the way there.
void RestorePage::followFolder()
{
    std::string path = m_folder;
    QModelIndex index = m_folders->indexOfPath(path);
    while (!index.isValid() && path.size() > 1) {
        path = folderAbove(std::move(path));
        index = m_folders->indexOfPath(path);
    }
    if (!index.isValid())
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    m_folderView->setCurrentIndex(index);
    if (path != m_folder)
        m_folderView->expand(index); // reads what is below; then this is done again
}

void RestorePage::openFolder(std::string path)
{
    const CatalogVersion *shown = version();
    if (!shown)
        return;
    const QModelIndexList selected = m_fileView->selectionModel()->selectedRows();
    const QString selectedName =
        path == m_folder && selected.size() == 1 ? selected.front().data().toString() : QString();
    m_folder = std::move(path);
    FolderView view = m_files->view();
    view.version = shown->id;
    view.folder = m_folder;
    view.showDeleted = m_deleted->isChecked();
    m_files->show(m_job, view);
    m_fileView->returnTo(selectedName);
    followFolder();
    m_search->setPlace(m_job, shown->id, m_folder);
    if (!isSearching())
        m_file->clear();
    showBasket();
}

// A bare list with headers says nothing.
void RestorePage::showWhetherEmpty(const QString &failure)
{
    const CatalogVersion *shown = version();
    const bool isEmpty = m_files->rowCount() == 0;
    m_folderPlace->setCurrentIndex(isEmpty ? 1 : 0);
    if (!isEmpty || !shown)
        return;
    const QString when = momentText(shown->time, QDateTime::currentSecsSinceEpoch());
    if (!failure.isEmpty())
        m_emptyFolder->setText(tr("This folder could not be read"), failure, tr("Try again"));
    else if (m_deleted->isChecked())
        m_emptyFolder->setText(tr("This folder was empty: %1").arg(when),
                               tr("Nothing was deleted from it."));
    else
        m_emptyFolder->setText(tr("This folder was empty: %1").arg(when),
                               tr("Another version may have something in it."));
}

bool RestorePage::isSearching() const
{
    return m_lists->currentWidget() == m_search;
}

void RestorePage::setSearch(const QString &text)
{
    const bool isSearch = !text.trimmed().isEmpty();
    if (isSearch != isSearching()) {
        m_lists->setCurrentWidget(isSearch ? static_cast<QWidget *>(m_search) : m_folderPlace);
        m_folderView->setVisible(!isSearch);
        m_file->clear();
    }
    m_search->setText(text);
    showBasket();
}

void RestorePage::leaveSearch()
{
    if (!isSearching())
        return;
    Q_EMIT searchEnded();
    m_fileView->setFocus(Qt::ShortcutFocusReason);
}

void RestorePage::searchAllBackups()
{
    m_search->setScope(SearchPane::Scope::Backups);
}

void RestorePage::searchThisBackup()
{
    m_search->setScope(SearchPane::Scope::Versions);
}

// Whatever has this name in any version.
void RestorePage::searchVersions(QString name)
{
    searchThisBackup();
    Q_EMIT searchWanted(u'"' % name.replace(u'"', u"\" \""_s) % u'"');
}

void RestorePage::selectFirstFound()
{
    m_search->selectFirst();
}

// To where it was found: the folder, in the version that has it.
void RestorePage::openHit(SearchHit hit)
{
    if (!hit.found.row.isFolder())
        return m_file->openCopy();
    Q_EMIT searchEnded();
    if (hit.job != m_job.id)
        showJob(hit.job);
    for (std::size_t i = 0; i < m_versions.size(); ++i)
        if (m_versions[i].id == hit.found.newest.id)
            m_version->setVersion(int(i));
    openFolder(hit.found.row.path);
}

void RestorePage::showFile()
{
    if (isSearching()) {
        const SearchHit *hit = m_search->current();
        const JobView *view = hit ? m_engine.job(hit->job) : nullptr;
        if (view)
            return m_file->showFile(view->job, hit->found.row, hit->found.newest.time);
        return m_file->clear();
    }
    const CatalogVersion *shown = version();
    const QModelIndex index = m_fileView->currentIndex();
    const CatalogRow *row = index.isValid() ? m_files->rowAt(index.row()) : nullptr;
    if (row && shown)
        m_file->showFile(m_job, *row, row->isInVersion ? shown->time : row->seen.time);
    else
        m_file->clear();
}

void RestorePage::showMenu(const QPoint &at)
{
    QList<int> rows;
    for (const QModelIndex &index : m_fileView->selectionModel()->selectedRows())
        rows << index.row();
    const CatalogRow *row = rows.isEmpty() ? nullptr : m_files->rowAt(rows.constFirst());
    if (!row)
        return;
    const QString path = displayText(row->path);
    const bool isOneFile = rows.size() == 1 && !row->isFolder();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"restore.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Restore…"), this, [this] { restore(selected(), false); });
    menu->addAction(tr("Restore to…"), this, [this] { restore(selected(), true); });
    menu->addSeparator();
    if (isOneFile) {
        menu->addAction(tr("Open a copy"), m_file, &FilePane::openCopy);
        menu->addAction(m_openPreview);
    }
    const bool isAnyFile = std::ranges::any_of(rows, [this](int number) {
        const CatalogRow *one = m_files->rowAt(number);
        return one && one->type == CatalogType::File;
    });
    if (isAnyFile)
        menu->addAction(tr("Compare content with the disk"), this,
                        [this, rows] { m_files->compareContent(rows); });
    if (rows.size() == 1)
        menu->addAction(tr("Show in all versions"), this,
                        [this, name = row->display] { searchVersions(name); });
    menu->addAction(rows.size() == 1 ? tr("Copy path") : tr("Copy path of the first"), this,
                    [path] { QGuiApplication::clipboard()->setText(path); });
    menu->popup(m_fileView->viewport()->mapToGlobal(at));
}

RestoreOrder RestorePage::selected() const
{
    RestoreOrder order;
    const CatalogVersion *shown = version();
    if (!shown)
        return order;
    order.job = m_job.id;
    std::map<qint64, std::vector<std::string>> byVersion;
    for (const QModelIndex &index : m_fileView->selectionModel()->selectedRows())
        if (const CatalogRow *row = m_files->rowAt(index.row()))
            byVersion[row->isInVersion ? shown->time : row->seen.time].push_back(row->path);
    addParts(order, std::move(byVersion));
    return order;
}

RestoreOrder RestorePage::wanted() const
{
    RestoreOrder order;
    std::map<qint64, std::vector<std::string>> byVersion;
    if (isSearching()) {
        for (const SearchHit &hit : m_search->selected()) {
            if (!order.job.empty() && order.job != hit.job)
                return {};
            order.job = hit.job;
            byVersion[hit.found.row.isInVersion ? hit.found.row.seen.time : hit.found.newest.time]
                .push_back(hit.found.row.path);
        }
    } else if (const CatalogVersion *shown = version()) {
        if (m_files->ticks().isEmpty())
            return selected();
        order.job = m_job.id;
        order.parts = m_files->ticks().parts(shown->time);
    }
    addParts(order, std::move(byVersion));
    return order;
}

void RestorePage::showBasket()
{
    const RestoreOrder order = wanted();
    const JobView *of = m_engine.job(order.parts.empty() ? m_job.id : order.job);
    const bool isOffline = of && of->isDriveAbsent && !of->canMountDrive;
    m_sumAsked = 0;
    if (!order.parts.empty()) {
        m_basket->showParts(order.parts, !isSearching() && !m_files->ticks().isEmpty());
        if (of)
            m_sumAsked = m_engine.askSum(of->job, order.parts);
    } else if (isSearching() && m_search->selected().size() > 1) {
        m_basket->showNothing(tr("Select files of one backup at a time."));
    } else {
        m_basket->showNothing(
            isSearching() ? tr("Select what you want back.")
                          : tr("Nothing ticked yet. Tick what you want back, or select it."));
    }
    m_basket->setDrive(isOffline ? of->job.drive->label : QString());
    if (m_list)
        m_list->setSum(m_basket->text());
}

void RestorePage::showSum(const SelectionSum &sum)
{
    m_basket->showSum(sum, m_engine.fetchSpeed(m_job.id));
    if (m_list)
        m_list->setSum(m_basket->text());
}

void RestorePage::listSelection()
{
    if (m_files->ticks().isEmpty() || m_list)
        return;
    m_list = new SelectionDialog(*m_files, this);
    m_list->setSum(m_basket->text());
    m_list->open();
}

void RestorePage::restoreSelection()
{
    restore(wanted(), false);
}

void RestorePage::restore(RestoreOrder order, bool elsewhere)
{
    if (!order.parts.empty())
        ask(std::move(order), elsewhere);
}

void RestorePage::ask(RestoreOrder order, bool elsewhere)
{
    int count = 0;
    for (const RestorePart &part : order.parts)
        count += int(part.paths.size());
    const QString title =
        order.parts.size() == 1
            ? tr("Restore %n item(s) as of %1", nullptr, count)
                  .arg(momentText(order.parts.front().versionTime,
                                  QDateTime::currentSecsSinceEpoch()))
            : tr("Restore %n item(s), each from the last version that has it", nullptr, count);
    auto *dialog = new RestoreDialog(m_engine, std::move(order), title, elsewhere, this);
    dialog->open();
}

} // namespace cairn::gui
