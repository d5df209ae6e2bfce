// SPDX-License-Identifier: MIT
#include "app/gui/pages/history_tab.h"

#include "app/gui/models/run_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/run_details.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QComboBox *filterBox(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    return box;
}

} // namespace

HistoryTab::HistoryTab(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_model(new RunModel(engine, this))
    , m_view(new QTableView(this))
    , m_details(new RunDetails(this))
    , m_backup(filterBox(u"activity.filter.backup"_s, tr("Runs of which backup"), this))
    , m_kind(filterBox(u"activity.filter.kind"_s, tr("Which kind of runs"), this))
    , m_result(filterBox(u"activity.filter.result"_s, tr("Runs with which result"), this))
    , m_content(new QStackedWidget(this))
    , m_none(textLabel({}, "body", this))
{
    buildTable();
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_view);
    parts->addWidget(m_details);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setSizes({200, 280});
    m_content->addWidget(parts);
    m_content->addWidget(emptyPlace(Icon::Activity, tr("No runs"), m_none, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(12);
    column->addLayout(buildFilters());
    column->addWidget(m_content, 1);
    connect(m_details, &RunDetails::remedyChosen, this, &HistoryTab::remedyChosen);
    connect(m_details, &RunDetails::saveWanted, &m_engine, &EngineProxy::saveText);
    connect(&m_engine, &EngineProxy::textSaved, m_details, &RunDetails::saved);
    connect(&m_engine, &EngineProxy::runMessagesReady, this,
            [this](RequestId id, const RunLog &log) {
                if (id == m_asked)
                    m_details->setMessages(log.messages);
            });
    connect(&m_engine, &EngineProxy::largestReady, this,
            [this](RequestId id, const LargestFiles &answer) {
                if (id == m_askedLargest)
                    m_details->setLargest(answer.files);
            });
    connect(m_model, &RunModel::firstPageRead, this, [this] {
        showEmpty();
        if (m_wantsLog)
            m_details->focusLog();
        m_wantsLog = false;
    });
    connect(m_model, &RunModel::rowsInserted, this, [this] {
        showEmpty();
        // Whoever comes back wants the newest; under somebody's eyes nothing changes by itself.
        if (!m_view->currentIndex().isValid() || !isVisible())
            m_view->setCurrentIndex(m_model->index(0, 0));
    });
}

void HistoryTab::buildTable()
{
    m_view->setObjectName(u"activity.history"_s);
    m_view->setAccessibleName(tr("History"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(std::max(28, fontMetrics().height() + 10));
    QHeaderView *header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(RunModel::Backup, QHeaderView::Stretch);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    for (const auto &[column, chars] : {std::pair{RunModel::When, 18},
                                        {RunModel::What, 11},
                                        {RunModel::Result, 26},
                                        {RunModel::Took, 11},
                                        {RunModel::NewData, 11},
                                        {RunModel::Sent, 11}})
        m_view->setColumnWidth(column, chars * unit);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryTab::showCurrent);
}

QLayout *HistoryTab::buildFilters()
{
    m_backup->addItem(tr("All backups"));
    m_kind->addItem(tr("All kinds"));
    for (const RunKind kind : {RunKind::Backup, RunKind::Test, RunKind::Repair, RunKind::Delete})
        m_kind->addItem(runKindText(kind), int(kind));
    m_result->addItem(tr("All results"));
    for (const RunResult result :
         {RunResult::Saved, RunResult::NothingNew, RunResult::Warning, RunResult::Partial,
          RunResult::Failed, RunResult::Cancelled, RunResult::Interrupted, RunResult::Missed})
        m_result->addItem(runResultText(result), int(result));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QComboBox *box : {m_backup, m_kind, m_result}) {
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &HistoryTab::filter);
    }
    row->addStretch(1);
    return row;
}

void HistoryTab::fillBackups(const Snapshot &state)
{
    std::vector<std::pair<std::string, QString>> backups;
    for (const JobView &view : state.jobs)
        backups.emplace_back(view.job.id, view.job.name);
    if (backups == m_backups)
        return;
    const QString chosen = m_backup->currentData().toString();
    m_backups = std::move(backups);
    m_backup->clear();
    m_backup->addItem(tr("All backups"));
    for (const auto &[id, name] : m_backups)
        m_backup->addItem(name, QString::fromStdString(id));
    m_backup->setCurrentIndex(std::max(0, m_backup->findData(chosen)));
}

void HistoryTab::showState(const Snapshot &state)
{
    if (!state.isOpen)
        return;
    fillBackups(state);
    if (!m_model->isRead()) {
        if (m_asked == 0 && m_model->rowCount() == 0)
            filter();
        return;
    }
    m_model->follow(state);
    showCurrent(); // the run that is shown may have ended
}

void HistoryTab::filter()
{
    RunQuery query;
    query.job = m_backup->currentData().toString().toStdString();
    if (m_kind->currentIndex() > 0)
        query.kind = RunKind(m_kind->currentData().toInt());
    if (m_result->currentIndex() > 0)
        query.result = RunResult(m_result->currentData().toInt());
    m_shown = 0;
    m_details->clear();
    m_model->setQuery(query);
}

void HistoryTab::showLog(const std::string &job)
{
    m_backup->setCurrentIndex(std::max(0, m_backup->findData(QString::fromStdString(job))));
    m_kind->setCurrentIndex(0);
    m_result->setCurrentIndex(0);
    m_wantsLog = true;
    filter();
}

void HistoryTab::showEmpty()
{
    const bool isFiltered =
        m_backup->currentIndex() > 0 || m_kind->currentIndex() > 0 || m_result->currentIndex() > 0;
    m_none->setText(isFiltered ? tr("No run is as chosen above.") : tr("Runs appear here."));
    m_content->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
}

void HistoryTab::showCurrent()
{
    const RunRecord *run = m_model->runAt(m_view->currentIndex());
    if (!run || (run->id == m_shown && run->ended.has_value() == m_wasOver))
        return;
    m_shown = run->id;
    m_wasOver = run->ended.has_value();
    const QModelIndex name = m_model->index(m_view->currentIndex().row(), RunModel::Backup);
    m_details->setRun(*run, name.data().toString());
    m_asked = m_engine.askRunMessages(run->id);
    m_askedLargest = 0;
    const JobView *view = m_engine.job(run->job);
    if (view && run->summary.versionTime > 0)
        m_askedLargest = m_engine.askLargestNew(view->job, run->summary.versionTime);
}

} // namespace cairn::gui
