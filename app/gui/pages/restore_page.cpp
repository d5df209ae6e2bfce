// SPDX-License-Identifier: MIT
#include "app/gui/pages/restore_page.h"

#include "app/gui/dialogs/restore_dialog.h"
#include "app/gui/models/file_list_model.h"
#include "app/gui/models/folder_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/timeline_scrubber.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

RestorePage::RestorePage(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_jobs(new QComboBox(this))
    , m_version(new QComboBox(this))
    , m_timeline(new TimelineScrubber(this))
    , m_deleted(new QCheckBox(tr("Show deleted files"), this))
    , m_folders(new FolderModel(engine, this))
    , m_files(new FileListModel(engine, this))
    , m_folderView(new QTreeView(this))
    , m_fileView(new QTreeView(this))
    , m_historyTitle(new ElidedLabel(this))
    , m_history(new QListWidget(this))
    , m_basket(textLabel({}, "body", this))
    , m_clear(button(tr("Clear"), "quiet", u"restore.clear"_s, this))
    , m_restoreTo(button(tr("Restore to…"), "", u"restore.to"_s, this))
    , m_restore(button(tr("Restore"), "primary", u"restore.go"_s, this))
    , m_empty(textLabel({}, "heading", this))
    , m_content(new QStackedWidget(this))
{
    build();
    connect(m_jobs, &QComboBox::currentIndexChanged, this,
            [this] { showJob(m_jobs->currentData().toString().toStdString()); });
    connect(m_version, &QComboBox::currentIndexChanged, this, &RestorePage::showVersion);
    connect(m_timeline, &TimelineScrubber::currentChanged, this,
            [this](int index) { m_version->setCurrentIndex(int(m_versions.size()) - 1 - index); });
    connect(m_deleted, &QCheckBox::toggled, this, [this] { openFolder(m_folder); });
    connect(&m_engine, &EngineProxy::stateChanged, this, &RestorePage::showJobs);
    connect(&m_engine, &EngineProxy::runEnded, this, &RestorePage::refresh);
    connect(&m_engine, &EngineProxy::versionsReady, this,
            [this](RequestId id, const CatalogVersions &answer) {
                if (id == m_versionsAsked)
                    takeVersions(answer);
            });
    connect(&m_engine, &EngineProxy::historyReady, this,
            [this](RequestId id, const CatalogHistory &answer) {
                if (id == m_historyAsked)
                    showHistory(answer);
            });
    connect(m_folderView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid())
                    openFolder(m_folders->pathOf(index));
            });
    connect(m_fileView->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        askHistory();
        showBasket();
    });
    connect(m_fileView, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const CatalogRow *row = m_files->rowAt(index.row()); row && row->isFolder())
            openFolder(row->path);
    });
    connect(m_files, &FileListModel::ticksChanged, this, &RestorePage::showBasket);
    connect(m_clear, &QPushButton::clicked, m_files, &FileListModel::clearTicks);
    connect(m_restoreTo, &QPushButton::clicked, this, [this] { restore(true); });
    connect(m_restore, &QPushButton::clicked, this, [this] { restore(false); });
    showBasket();
}

QWidget *RestorePage::buildTop()
{
    auto *top = new QWidget(this);
    m_jobs->setObjectName(u"restore.job"_s);
    m_jobs->setAccessibleName(tr("Backup"));
    m_version->setObjectName(u"restore.version"_s);
    m_version->setAccessibleName(tr("Version"));
    m_version->setMinimumWidth(280);
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

QWidget *RestorePage::buildBasket()
{
    auto *bar = new QFrame(this);
    bar->setObjectName(u"restore.basket"_s);
    bar->setAccessibleName(tr("Selection"));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_basket, 1);
    row->addWidget(m_clear);
    row->addWidget(m_restoreTo);
    row->addWidget(m_restore);
    return bar;
}

void RestorePage::build()
{
    for (QTreeView *view : {m_folderView, m_fileView}) {
        view->setUniformRowHeights(true);
        view->setSelectionMode(view == m_fileView ? QAbstractItemView::ExtendedSelection
                                                  : QAbstractItemView::SingleSelection);
    }
    m_folderView->setObjectName(u"restore.folders"_s);
    m_folderView->setAccessibleName(tr("Folders"));
    m_folderView->setModel(m_folders);
    m_folderView->setHeaderHidden(true);
    m_fileView->setObjectName(u"restore.files"_s);
    m_fileView->setAccessibleName(tr("Files"));
    m_fileView->setModel(m_files);
    m_fileView->setRootIsDecorated(false);
    m_fileView->setSortingEnabled(true);
    m_fileView->sortByColumn(FileListModel::Name, Qt::AscendingOrder);
    m_fileView->setAllColumnsShowFocus(true);
    QHeaderView *header = m_fileView->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(FileListModel::Name, QHeaderView::Stretch);
    header->resizeSection(FileListModel::Size, 84);
    header->resizeSection(FileListModel::Modified, 140);
    header->resizeSection(FileListModel::Versions, 72);
    m_historyTitle->setProperty("textRole", u"heading"_s);
    m_history->setObjectName(u"restore.history"_s);
    m_history->setAccessibleName(tr("Versions of the file"));
    auto *side = new QWidget(this);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addWidget(m_historyTitle);
    sideColumn->addWidget(m_history, 1);
    auto *panes = new QSplitter(this);
    panes->setChildrenCollapsible(false);
    panes->setHandleWidth(16);
    panes->addWidget(m_folderView);
    panes->addWidget(m_fileView);
    panes->addWidget(side);
    panes->setSizes({180, 520, 180});
    panes->setStretchFactor(1, 1);
    auto *browse = new QWidget(this);
    auto *column = new QVBoxLayout(browse);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(panes, 1);
    column->addWidget(buildBasket());
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_content->addWidget(browse);
    m_content->addWidget(m_empty);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(24, 24, 24, 24);
    page->setSpacing(16);
    page->addWidget(buildTop());
    m_timeline->setObjectName(u"restore.timeline"_s);
    page->addWidget(m_timeline);
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
        m_folder.clear();
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

void RestorePage::refresh()
{
    if (isVisible() && !m_job.id.empty())
        m_versionsAsked = m_engine.askVersions(m_job);
}

void RestorePage::takeVersions(const CatalogVersions &answer)
{
    const std::int64_t shown = version() && m_version->currentIndex() > 0 ? version()->time : 0;
    {
        const QSignalBlocker blocked(m_version);
        m_versions = answer.versions;
        m_version->clear();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        for (const CatalogVersion &one : m_versions)
            m_version->addItem(tr("%1 · version %2 of %3")
                                   .arg(momentText(one.time, now))
                                   .arg(qint64(m_versions.size()) - one.index)
                                   .arg(m_versions.size()));
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
                m_version->setCurrentIndex(int(i));
    }
    m_empty->setText(!answer.failure.isEmpty()
                         ? answer.failure
                         : tr("No versions yet. The first one appears when the first backup has "
                              "run."));
    m_content->setCurrentIndex(m_versions.empty() ? 1 : 0);
    m_root = answer.commonRoot;
    if (m_folder.empty())
        m_folder = m_root;
    showVersion();
}

const CatalogVersion *RestorePage::version() const
{
    const int at = m_version->currentIndex();
    return at >= 0 && std::size_t(at) < m_versions.size() ? &m_versions[std::size_t(at)] : nullptr;
}

void RestorePage::showVersion()
{
    const CatalogVersion *shown = version();
    if (!shown)
        return;
    m_timeline->setCurrent(int(m_versions.size()) - 1 - m_version->currentIndex());
    m_folders->show(m_job, shown->id, m_root);
    m_folderView->expand(m_folders->index(0, 0, {}));
    openFolder(m_folder);
}

void RestorePage::openFolder(const std::string &path)
{
    const CatalogVersion *shown = version();
    if (!shown)
        return;
    m_folder = path;
    FolderView view = m_files->view();
    view.version = shown->id;
    view.folder = path;
    view.showDeleted = m_deleted->isChecked();
    m_files->show(m_job, view);
    const QModelIndex index = m_folders->indexOfPath(path);
    if (index.isValid() && index != m_folderView->currentIndex()) {
        const QSignalBlocker blocked(m_folderView->selectionModel());
        m_folderView->setCurrentIndex(index);
    }
    m_historyTitle->setText(tr("Versions"));
    m_history->clear();
    showBasket();
}

void RestorePage::askHistory()
{
    const QModelIndex index = m_fileView->currentIndex();
    const CatalogRow *row = index.isValid() ? m_files->rowAt(index.row()) : nullptr;
    m_history->clear();
    m_historyTitle->setText(row ? row->display : tr("Versions"));
    if (row && !row->isFolder())
        m_historyAsked = m_engine.askHistory(m_job, row->path);
}

void RestorePage::showHistory(const CatalogHistory &history)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_history->clear();
    for (const PathState &state : history.states) {
        QString text = momentText(state.first.time, now);
        if (state.size >= 0)
            text += u" · "_s + sizeText(state.size);
        if (state.isDeletedAfter)
            text += tr(" · deleted afterwards");
        m_history->addItem(text);
    }
}

std::vector<std::string> RestorePage::wanted() const
{
    std::vector<std::string> paths(m_files->ticked().begin(), m_files->ticked().end());
    if (!paths.empty())
        return paths;
    for (const QModelIndex &index : m_fileView->selectionModel()->selectedRows())
        if (const CatalogRow *row = m_files->rowAt(index.row()))
            paths.push_back(row->path);
    return paths;
}

void RestorePage::showBasket()
{
    const auto paths = wanted();
    const int count = int(paths.size());
    const bool hasAny = count > 0;
    m_restore->setEnabled(hasAny);
    m_restoreTo->setEnabled(hasAny);
    m_clear->setVisible(!m_files->ticked().empty());
    m_basket->setText(hasAny ? tr("%n item(s) selected", nullptr, count)
                             : tr("Tick what you want back, or select it."));
    m_restore->setText(hasAny ? tr("Restore %n item(s)", nullptr, count) : tr("Restore"));
}

void RestorePage::restore(bool elsewhere)
{
    const CatalogVersion *shown = version();
    if (!shown)
        return;
    RestoreOrder order;
    order.job = m_job.id;
    order.versionTime = shown->time;
    order.paths = wanted();
    const QString title = tr("Restore %n item(s) as of %1", nullptr, int(order.paths.size()))
                              .arg(momentText(shown->time, QDateTime::currentSecsSinceEpoch()));
    auto *dialog = new RestoreDialog(m_engine, std::move(order), title, elsewhere, this);
    dialog->open();
}

} // namespace cairn::gui
