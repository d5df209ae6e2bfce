// SPDX-License-Identifier: MIT
#include "app/gui/pages/overview_page.h"

#include "app/gui/dialogs/remove_dialog.h"
#include "app/gui/models/job_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/card_column.h"
#include "app/gui/widgets/days_delegate.h"
#include "app/gui/widgets/job_card.h"
#include "app/gui/widgets/tag_look.h"
#include "app/gui/widgets/verdict_banner.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDateTime>
#include <QFontInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTableView>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAgeMs = 30'000;
constexpr std::size_t kMostCards = 8; // that can be looked over
constexpr int kListRows = 9;
constexpr char kListKey[] = "overview/list";
constexpr char kSortKey[] = "overview/sort";
constexpr char kGroupedKey[] = "overview/grouped";
constexpr std::array kSortNames{"hand", "name", "state", "next"}; // in the order of JobSort

constexpr double kUsualText = 14; // px

// How wide a column of the list is, and the page at least that shows it; with the usual text.
struct ColumnRoom
{
    JobModel::Column column;
    int width;
    int page;
};
constexpr ColumnRoom kColumns[] = {{JobModel::Name, 160, 0},      {JobModel::Last, 110, 1000},
                                   {JobModel::Next, 120, 0},      {JobModel::Destination, 140, 760},
                                   {JobModel::Versions, 80, 760}, {JobModel::Stored, 90, 0},
                                   {JobModel::Days, 226, 1180}};

JobOrder rememberedOrder()
{
    const QByteArray name = QSettings().value(kSortKey).toByteArray();
    const auto found = std::ranges::find(kSortNames, name);
    JobOrder order;
    if (found != kSortNames.end())
        order.sort = JobSort(found - kSortNames.begin());
    order.isGrouped = QSettings().value(kGroupedKey).toBool();
    return order;
}

} // namespace

OverviewPage::OverviewPage(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_banner(new VerdictBanner(this))
    , m_jobs(new JobModel(this))
    , m_list(buildList())
    , m_cards(new CardColumn(this))
    , m_order(rememberedOrder())
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(24);
    column->addWidget(m_banner);
    column->addWidget(m_list);
    column->addWidget(m_cards);
    column->addStretch();
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    m_scroll = scrolling(content, this);
    page->addWidget(m_scroll);
    connect(m_cards, &CardColumn::moved, this, &OverviewPage::move);
    connect(m_banner, &VerdictBanner::actionClicked, this, &OverviewPage::act);
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] { showState(m_engine.state()); });
    connect(&m_clock, &QTimer::timeout, this, [this] { showState(m_engine.state()); });
    m_clock.start(kAgeMs);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        if (qobject_cast<QMenuBar *>(now))
            m_beforeMenuBar = before;
    });
}

std::string OverviewPage::currentJob() const
{
    // The window's, not the card's: a card remembers its last for ever.
    if (isList())
        return m_jobs->jobAt(m_list->currentIndex());
    const QWidget *focused = window()->focusWidget();
    if (qobject_cast<const QMenuBar *>(focused))
        focused = m_beforeMenuBar;
    for (const auto &[job, card] : m_byJob)
        if (card == focused || card->isAncestorOf(focused))
            return job;
    return m_shown.empty() ? std::string() : m_shown.front();
}

QTableView *OverviewPage::buildList()
{
    auto *list = new QTableView(this);
    list->setObjectName(u"overview.list"_s);
    list->setAccessibleName(tr("Backups"));
    list->setModel(m_jobs);
    list->setItemDelegateForColumn(JobModel::Name, new TagDelegate(list));
    list->setItemDelegateForColumn(JobModel::Days, new DaysDelegate(JobModel::kDaysRole, list));
    list->setSelectionBehavior(QAbstractItemView::SelectRows);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setTabKeyNavigation(false);
    list->setShowGrid(false);
    list->setWordWrap(false);
    list->verticalHeader()->hide();
    list->horizontalHeader()->setHighlightSections(false);
    list->horizontalHeader()->setSectionResizeMode(JobModel::State, QHeaderView::Stretch);
    list->setMinimumHeight(list->verticalHeader()->defaultSectionSize() * kListRows);
    list->hide(); // until it is known how many there are
    const QVariant wanted = QSettings().value(kListKey);
    if (wanted.isValid())
        m_isListWanted = wanted.toBool();
    connect(list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &OverviewPage::arrange);
    return list;
}

// The card below the list says what is left out here.
void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const double larger = std::max(1.0, QFontInfo(font()).pixelSize() / kUsualText);
    for (const auto &[column, columnWidth, room] : kColumns) {
        m_list->setColumnWidth(column, int(columnWidth * larger));
        m_list->setColumnHidden(column, width() < room * larger);
    }
}

bool OverviewPage::isList() const
{
    return m_isListWanted.value_or(m_engine.state().jobs.size() > kMostCards);
}

void OverviewPage::setListWanted(bool wanted)
{
    if (wanted == isList())
        return;
    m_isListWanted = wanted;
    QSettings().setValue(kListKey, wanted);
    showState(m_engine.state());
}

void OverviewPage::setOrder(JobOrder order)
{
    m_order = order;
    QSettings().setValue(kSortKey, QString::fromLatin1(kSortNames[std::size_t(order.sort)]));
    QSettings().setValue(kGroupedKey, order.isGrouped);
    showState(m_engine.state());
}

bool OverviewPage::canMove() const
{
    const Snapshot &state = m_engine.state();
    return m_order.sort == JobSort::ByHand && state.jobs.size() > 1 && state.readOnly.isEmpty();
}

void OverviewPage::moveCurrent(int step)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const std::string job = currentJob();
    const std::string other =
        neighbourOf(orderedJobs(m_engine.state().jobs, m_order, now), job, step);
    if (canMove() && !other.empty())
        move(job, other, step > 0);
}

void OverviewPage::move(const std::string &job, const std::string &other, bool isBehind)
{
    m_engine.reorderJobs(movedBeside(m_engine.state().jobs, job, other, isBehind));
    // Once the cards have their places.
    QMetaObject::invokeMethod(
        this,
        [this, job] {
            if (const auto card = m_byJob.find(job); card != m_byJob.end() && !isList())
                m_scroll->ensureWidgetVisible(card->second);
        },
        Qt::QueuedConnection);
}

void OverviewPage::arrange()
{
    const bool asList = isList();
    m_list->setVisible(asList);
    const std::string current = m_jobs->jobAt(m_list->currentIndex());
    for (const auto &[job, card] : m_byJob)
        card->setVisible(!asList || job == current);
}

// The row of the current backup stays the current one, wherever it goes.
void OverviewPage::showList(const std::vector<JobGroup> &groups, qint64 now)
{
    std::vector<const JobView *> rows;
    for (const JobGroup &group : groups)
        rows.insert(rows.end(), group.jobs.begin(), group.jobs.end());
    const std::string current = m_jobs->jobAt(m_list->currentIndex());
    m_jobs->follow(rows, now);
    const int row = m_jobs->rowOf(current);
    if (row >= 0 && row != m_list->currentIndex().row())
        m_list->setCurrentIndex(m_jobs->index(row, 0));
    else if (!m_list->currentIndex().isValid() && m_jobs->rowCount() > 0)
        m_list->setCurrentIndex(m_jobs->index(0, 0));
}

void OverviewPage::showCards(const std::vector<JobGroup> &groups, qint64 now)
{
    std::map<std::string, JobCard *> gone = m_byJob;
    m_shown.clear();
    for (const JobGroup &group : groups)
        for (const JobView *view : group.jobs) {
            const std::string &job = view->job.id;
            m_shown.push_back(job);
            gone.erase(job);
            JobCard *&card = m_byJob[job];
            if (!card)
                card = addCard(job);
            card->setView(*view, now, m_engine.isScheduleOff(job));
        }
    for (const auto &[job, card] : gone) {
        m_byJob.erase(job);
        card->deleteLater();
    }
    groupCards(groups);
}

// A list has no headings, and one card below it.
void OverviewPage::groupCards(const std::vector<JobGroup> &groups)
{
    std::vector<CardColumn::Group> columns;
    for (const JobGroup &group : groups) {
        columns.push_back({isList() ? QString() : group.heading, {}});
        for (const JobView *view : group.jobs)
            columns.back().cards.push_back(m_byJob.at(view->job.id));
    }
    m_cards->setGroups(std::move(columns));
    m_cards->setMovable(canMove() && !isList());
}

void OverviewPage::showState(const Snapshot &state)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto groups = orderedJobs(state.jobs, m_order, now);
    showList(groups, now);
    m_banner->setVerdict(verdictOf(state, now));
    showCards(groups, now);
    arrange();
    Q_EMIT listChanged(isList());
}

JobCard *OverviewPage::addCard(const std::string &job)
{
    auto *card = new JobCard(job, m_cards);
    m_cards->add(card);
    connect(card, &JobCard::runClicked, this, [this, job] { m_engine.runJob(job); });
    connect(card, &JobCard::pauseClicked, this,
            [this, job] { m_engine.ask(job, RequestVerb::Pause); });
    connect(card, &JobCard::resumeClicked, this,
            [this, job] { m_engine.ask(job, RequestVerb::Resume); });
    connect(card, &JobCard::stopAfterFile, this,
            [this, job] { m_engine.ask(job, RequestVerb::StopAfterFile); });
    connect(card, &JobCard::stopNow, this,
            [this, job] { m_engine.ask(job, RequestVerb::StopNow); });
    connect(card, &JobCard::restoreClicked, this, [this, job] { Q_EMIT restoreWanted(job); });
    connect(card, &JobCard::actionChosen, this,
            [this, job](JobAction action) { Q_EMIT actionWanted(job, action); });
    connect(card, &JobCard::startHereClicked, this, [this, job] { askToStartHere(job); });
    connect(card, &JobCard::otherDriveClicked, this, [this, job] { m_engine.ignoreNewDrive(job); });
    return card;
}

void OverviewPage::askToStartHere(const std::string &job)
{
    const JobView *view = m_engine.job(job);
    if (!view || !view->newDrive)
        return;
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("New drive"),
        tr("Start “%1” on this drive, “%2”?").arg(view->job.name, view->newDrive->label),
        QMessageBox::NoButton, this);
    box->setObjectName(u"startHereDialog"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("If this very backup is on it, it goes on there. Otherwise it begins anew, and its "
           "present versions stay on the old drive alone."));
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *start = box->addButton(tr("Start here"), QMessageBox::AcceptRole);
    start->setObjectName(u"startHereDialog.go"_s);
    start->setProperty("role", u"primary"_s);
    box->setDefaultButton(cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, start, job](QAbstractButton *clicked) {
        if (clicked != start)
            return;
        connect(
            &m_engine, &EngineProxy::jobSaved, this,
            [this](const QString &, const QString &problem) {
                if (!problem.isEmpty())
                    tell(tr("Not possible now"), problem, this);
            },
            Qt::SingleShotConnection);
        m_engine.startOnNewDrive(job);
    });
    box->open();
}

void OverviewPage::askToRemove(const std::string &job)
{
    const JobView *view = m_engine.job(job);
    if (!view)
        return;
    auto *dialog = new RemoveDialog(*view, this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, job] { m_engine.removeJob(job, dialog->withStored()); });
    dialog->open();
}

void OverviewPage::act(const Verdict &verdict)
{
    switch (verdict.action) {
    case Verdict::Action::BackUp:
        m_engine.runJob(verdict.job);
        break;
    case Verdict::Action::Resume:
        m_engine.setPausedUntil({});
        break;
    case Verdict::Action::Show:
        Q_EMIT problemsWanted(verdict.job);
        break;
    case Verdict::Action::CloseSettings:
        m_engine.closeSettings();
        break;
    case Verdict::Action::TryAgain:
        m_engine.openSettingsAgain();
        break;
    case Verdict::Action::None:
        break;
    }
}

void OverviewPage::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const auto at = std::ranges::find(m_shown, currentJob());
    if (step == 0 || at == m_shown.end())
        return QWidget::keyPressEvent(event);
    const auto wanted = at - m_shown.begin() + step;
    if (wanted >= 0 && wanted < std::ssize(m_shown))
        m_byJob.at(m_shown[std::size_t(wanted)])->setFocus(Qt::TabFocusReason);
}

} // namespace cairn::gui
