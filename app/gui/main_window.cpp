// SPDX-License-Identifier: MIT
#include "app/gui/main_window.h"

#include "app/gui/dialogs/adopt_choice.h"
#include "app/gui/dialogs/help_window.h"
#include "app/gui/dialogs/job_editor.h"
#include "app/gui/dialogs/preferences_dialog.h"
#include "app/gui/dialogs/restore_dialog.h"
#include "app/gui/look_settings.h"
#include "app/gui/pages/activity_page.h"
#include "app/gui/pages/overview_page.h"
#include "app/gui/pages/restore_page.h"
#include "app/gui/pages/welcome_page.h"
#include "app/gui/pane_keys.h"
#include "app/gui/remedies.h"
#include "app/gui/style/theme_manager.h"
#include "app/gui/texts.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/restore_strip.h"
#include "app/gui/widgets/run_strip.h"
#include "app/gui/wizards/adopt_wizard.h"
#include "app/gui/wizards/import_wizard.h"
#include "app/gui/wizards/setup_wizard.h"
#include "app/shared/pause.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDateTime>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNavWidth = 176; // at least
constexpr int kIconsWidth = 56;
constexpr int kSideGap = 12; // beside the button below the navigation
constexpr int kSearchWidth = 480;
constexpr int kNarrow = 900;      // below this the navigation has icons only
constexpr int kMinuteMs = 20'000; // so often that a minute is shown in time

} // namespace

MainWindow::MainWindow(EngineProxy &engine, Random &random, ThemeManager &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_random(random)
    , m_theme(theme)
    , m_nav(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_whole(new QStackedWidget(this))
    , m_welcome(new WelcomePage(this))
    , m_overview(new OverviewPage(engine, this))
    , m_restore(new RestorePage(engine, this))
    , m_activity(new ActivityPage(engine, this))
    , m_strip(new RunStrip(this))
    , m_restoreStrip(new RestoreStrip(this))
    , m_search(new QLineEdit(this))
    , m_pause(new QToolButton(this))
    , m_new(button(tr("New backup…"), "", u"main.newBackup"_s, this))
{
    setObjectName(u"main"_s);
    setWindowTitle(tr("Cairn"));
    setWindowIcon(IconSet::mark());
    setMinimumSize(720, 480);
    resize(1080, 680);
    restoreGeometry(QSettings().value("window/geometry").toByteArray());
    build();
    buildMenus();
    connect(&m_engine, &EngineProxy::stateChanged, this, [this] { showState(m_engine.state()); });
    connect(&m_engine, &EngineProxy::refused, this,
            [this](const QString &why) { tell(tr("Not possible now"), why, this); });
    connect(m_nav, &QListWidget::currentRowChanged, this, &MainWindow::choosePage);
    connect(m_new, &QPushButton::clicked, this, &MainWindow::newBackup);
    connect(m_welcome, &WelcomePage::protectClicked, this, &MainWindow::newBackup);
    connect(m_welcome, &WelcomePage::adoptClicked, this, [this] { adopt(); });
    connect(m_welcome, &WelcomePage::importClicked, this, &MainWindow::moveIn);
    connect(m_overview, &OverviewPage::restoreWanted, this, &MainWindow::openRestore);
    connect(m_overview, &OverviewPage::actionWanted, this, &MainWindow::act);
    connect(&m_engine, &EngineProxy::commandReady, this, &MainWindow::takeCommand);
    connect(m_overview, &OverviewPage::problemsWanted, this, [this](const std::string &job) {
        m_nav->setCurrentRow(Activity);
        m_activity->showProblems(job);
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Typed elsewhere, it waits for Return.
        if (m_nav->currentRow() == Restore || text.isEmpty())
            m_restore->setSearch(text);
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_nav->currentRow() != Restore) {
            m_restore->searchAllBackups();
            m_nav->setCurrentRow(Restore);
        }
        m_restore->setSearch(m_search->text());
        m_restore->selectFirstFound();
    });
    auto *leave = new QShortcut(Qt::Key_Escape, m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this] {
        m_restore->leaveSearch();
        m_search->clear();
    });
    connect(m_restore, &RestorePage::searchEnded, m_search, &QLineEdit::clear);
    connect(m_restore, &RestorePage::searchWanted, m_search, &QLineEdit::setText);
    connect(m_activity, &ActivityPage::restoreWanted, this, &MainWindow::openRestore);
    connect(m_activity, &ActivityPage::remedyChosen, this, &MainWindow::remedy);
    followRestores();
    connect(m_strip, &RunStrip::pauseClicked, this,
            [this](const std::string &job) { m_engine.ask(job, RequestVerb::Pause); });
    connect(m_strip, &RunStrip::resumeClicked, this,
            [this](const std::string &job) { m_engine.ask(job, RequestVerb::Resume); });
    connect(m_strip, &RunStrip::stopAfterFile, this,
            [this](const std::string &job) { m_engine.ask(job, RequestVerb::StopAfterFile); });
    connect(m_strip, &RunStrip::stopNow, this,
            [this](const std::string &job) { m_engine.ask(job, RequestVerb::StopNow); });
    connect(m_strip, &RunStrip::waitingClicked, this, [this] {
        m_nav->setCurrentRow(Activity);
        m_activity->showQueue();
    });
    connect(&m_pauseClock, &QTimer::timeout, this,
            [this] { showPause(m_engine.state().pausedUntil); });
}

void MainWindow::choosePage(int row)
{
    if (row == Restore && !mayRestore()) {
        QMetaObject::invokeMethod(
            this, [this] { m_nav->setCurrentRow(m_pages->currentIndex()); },
            Qt::QueuedConnection); // the list has yet to select what was chosen
        return trustFirst([this] { m_nav->setCurrentRow(Restore); });
    }
    m_pages->setCurrentIndex(row);
    followMoves();
}

QWidget *MainWindow::buildSide()
{
    auto *side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::AlternateBase);
    m_nav->setObjectName(u"main.nav"_s);
    m_nav->setAccessibleName(tr("Pages"));
    m_nav->setFrameShape(QFrame::NoFrame);
    m_nav->setIconSize({20, 20});
    m_nav->viewport()->setBackgroundRole(QPalette::AlternateBase);
    m_nav->setFixedWidth(kNavWidth);
    m_nav->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nav->setSpacing(2);
    for (const auto &[icon, name] : {std::pair{Icon::Overview, tr("Overview")},
                                     {Icon::Restore, tr("Restore")},
                                     {Icon::Activity, tr("Activity")}})
        m_nav->addItem(new QListWidgetItem(IconSet::icon(icon), name));
    m_nav->setCurrentRow(Overview);
    m_new->setIcon(IconSet::icon(Icon::Add));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 16, 0, 16);
    column->addWidget(m_nav, 1);
    column->addWidget(m_new, 0, Qt::AlignCenter);
    return side;
}

// Nothing at first: what is there in a moment needs no words.
QWidget *MainWindow::buildOpening()
{
    constexpr int kMomentMs = 200;
    QLabel *sentence = textLabel({}, "body", this);
    QWidget *place = emptyPlace(Icon::Overview, tr("Opening your backups…"), sentence, this);
    place->setObjectName(u"main.opening"_s);
    auto *whole = new QWidget(this);
    auto *column = new QVBoxLayout(whole);
    column->addWidget(place);
    place->hide();
    QTimer::singleShot(kMomentMs, place, &QWidget::show);
    return whole;
}

void MainWindow::build()
{
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_restore);
    m_pages->addWidget(m_activity);
    m_pause->setObjectName(u"main.pause"_s);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_pause, &QToolButton::clicked, this, [this] {
        if (m_engine.state().pausedUntil)
            m_engine.setPausedUntil({});
    });
    auto *menu = new QMenu(m_pause);
    fillPauseMenu(menu);
    menu->addSeparator();
    m_resume = menu->addAction(tr("Resume"));
    connect(m_resume, &QAction::triggered, this, [this] { m_engine.setPausedUntil({}); });
    m_pause->setMenu(menu);
    showPause({});
    m_search->setObjectName(u"main.search"_s);
    m_search->setPlaceholderText(tr("Find a file in any backup"));
    m_search->setAccessibleName(tr("Find a file in any backup"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(kSearchWidth);
    auto *find = new QAction(IconSet::icon(Icon::Search, IconTone::Muted), tr("Find"), m_search);
    m_search->addAction(find, QLineEdit::LeadingPosition);
    connect(find, &QAction::triggered, m_search, &QLineEdit::returnPressed);
    for (QAction *action : m_search->findChildren<QAction *>())
        if (action->text().isEmpty()) // Qt's own, which has none
            action->setText(tr("Clear"));
    auto *pages = new QWidget(this);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(24, 12, 24, 0);
    top->addWidget(m_search, 1);
    top->addStretch();
    top->addWidget(m_pause);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(24, 0, 24, 12);
    foot->setSpacing(8);
    foot->addWidget(m_restoreStrip);
    foot->addWidget(m_strip);
    auto *column = new QVBoxLayout(pages);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_pages, 1);
    column->addLayout(foot);
    m_whole->addWidget(buildOpening()); // until the settings are read
    m_whole->addWidget(m_welcome);
    m_whole->addWidget(pages);
    m_whole->addWidget(buildLocked());
    auto *central = new QWidget(this);
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildSide());
    row->addWidget(m_whole, 1);
    setCentralWidget(central);
    m_nav->setEnabled(false);
}

void MainWindow::fillPauseMenu(QMenu *menu)
{
    const auto add = [this, menu](const QString &text, const std::function<qint64()> &until) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, until] { m_engine.setPausedUntil(until()); });
    };
    add(tr("30 minutes"), [] { return QDateTime::currentSecsSinceEpoch() + 1800; });
    add(tr("1 hour"), [] { return QDateTime::currentSecsSinceEpoch() + 3600; });
    add(tr("Until tomorrow 8:00"),
        [] { return QDateTime(QDate::currentDate().addDays(1), QTime(8, 0)).toSecsSinceEpoch(); });
    add(tr("Until I resume"), pauseWithoutEnd);
}

QAction *MainWindow::addAction(QMenu *menu, const QString &text, const QKeySequence &key,
                               const std::function<void()> &act)
{
    QAction *action = menu->addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, act);
    return action;
}

void MainWindow::stopRuns(RequestVerb how)
{
    for (const JobView &view : m_engine.state().jobs)
        if (view.current)
            m_engine.ask(view.job.id, how);
}

std::string MainWindow::currentJob() const
{
    const bool isRestore = m_nav->currentRow() == Restore && !m_restore->job().empty();
    return isRestore ? m_restore->job() : m_overview->currentJob();
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    addAction(file, tr("&New backup…"), tr("Ctrl+N"), [this] { newBackup(); });
    addAction(file, tr("&Get files back from an existing backup…"), {}, [this] { adopt(); });
    addAction(file, tr("&Move in from Duplicati…"), {}, [this] { moveIn(); });
    file->addSeparator();
    addAction(file, tr("&Preferences…"), tr("Ctrl+,"), [this] { openPreferences(); });
    file->addSeparator();
    addAction(file, tr("&Hide the window"), tr("Ctrl+W"), [this] { close(); });
    addAction(file, tr("&Quit"), tr("Ctrl+Q"), [this] { Q_EMIT quitWanted(); });
    QMenu *backup = menuBar()->addMenu(tr("&Backup"));
    const auto add = [this, backup](const QString &text, const QKeySequence &key,
                                    const std::function<void()> &act) {
        m_withBackups.push_back(addAction(backup, text, key, act));
    };
    add(tr("&Back up now"), tr("Ctrl+B"), [this] { m_engine.runJob(currentJob()); });
    add(tr("Back up &all"), tr("Ctrl+Shift+B"), [this] {
        for (const JobView &view : m_engine.state().jobs)
            m_engine.runJob(view.job.id);
    });
    add(tr("&Finish this file, then stop"), tr("Ctrl+."),
        [this] { stopRuns(RequestVerb::StopAfterFile); });
    add(tr("Sto&p now"), {}, [this] { stopRuns(RequestVerb::StopNow); });
    add(tr("Pa&use or resume all"), tr("Ctrl+P"), [this] {
        m_engine.setPausedUntil(m_engine.state().pausedUntil ? std::nullopt
                                                             : std::optional(pauseWithoutEnd()));
    });
    QMenu *pause = backup->addMenu(tr("Take a brea&k"));
    fillPauseMenu(pause);
    m_withBackups.push_back(pause->menuAction());
    add(tr("&Restore…"), tr("Ctrl+R"), [this] { openRestore(currentJob()); });
    add(tr("Restore what is &selected"), tr("Ctrl+Return"), [this] {
        if (m_nav->currentRow() == Restore)
            m_restore->restoreSelection();
    });
    add(tr("Fi&nd a file…"), tr("Ctrl+F"), [this] { openSearch(); });
    m_moves = {
        addAction(backup, tr("&Move up"), tr("Alt+Up"), [this] { m_overview->moveCurrent(-1); }),
        addAction(backup, tr("Move do&wn"), tr("Alt+Down"),
                  [this] { m_overview->moveCurrent(1); })};
    backup->addSeparator();
    m_jobActions = new JobActions(backup, JobActions::Place::MenuBar);
    m_jobActions->entry(JobAction::Edit)->setShortcut(tr("Ctrl+E"));
    m_jobActions->entry(JobAction::ShowLog)->setShortcut(tr("Ctrl+L"));
    connect(m_jobActions, &JobActions::chosen, this,
            [this](JobAction action) { act(currentJob(), action); });
    connect(backup, &QMenu::aboutToShow, this, &MainWindow::followCurrentJob);
    buildView();
    buildHelp();
}

void MainWindow::buildView()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    const auto add = [this, view](const QString &text, const QKeySequence &key,
                                  const std::function<void()> &act) {
        m_withBackups.push_back(addAction(view, text, key, act));
    };
    add(tr("&Overview"), tr("Alt+1"), [this] { m_nav->setCurrentRow(Overview); });
    add(tr("&Restore"), tr("Alt+2"), [this] { m_nav->setCurrentRow(Restore); });
    add(tr("&Activity"), tr("Alt+3"), [this] { m_nav->setCurrentRow(Activity); });
    add(tr("&Versions of the file"), tr("Ctrl+I"), [this] {
        if (m_nav->currentRow() == Restore)
            m_restore->focusHistory();
    });
    add(tr("Re&fresh"), tr("F5"), [this] { refresh(); });
    add(tr("&Next part of the page"), tr("F6"), [this] { movePane(true); });
    add(tr("&Part before"), tr("Shift+F6"), [this] { movePane(false); });
    view->addSeparator();
    QAction *list = view->addAction(tr("&List view"));
    list->setCheckable(true);
    connect(list, &QAction::triggered, m_overview, &OverviewPage::setListWanted);
    connect(m_overview, &OverviewPage::listChanged, list, &QAction::setChecked);
    buildOrder(view);
    QMenu *look = view->addMenu(tr("Loo&k"));
    const auto addLook = [&](const QString &text, ThemeManager::Mode mode) {
        addAction(look, text, {}, [this, mode] {
            m_theme.setMode(mode);
            saveLook(m_theme);
        });
    };
    addLook(tr("As the &desktop"), ThemeManager::Mode::System);
    addLook(tr("&Light"), ThemeManager::Mode::Light);
    addLook(tr("D&ark"), ThemeManager::Mode::Dark);
    addLook(tr("&High contrast"), ThemeManager::Mode::HighContrast);
}

void MainWindow::buildOrder(QMenu *view)
{
    QMenu *sort = view->addMenu(tr("&Sort by"));
    auto *choices = new QActionGroup(sort);
    const auto add = [&](const QString &text, JobSort by) {
        QAction *choice = addAction(sort, text, {}, [this, by] {
            m_overview->setOrder({by, m_overview->order().isGrouped});
            followMoves();
        });
        choice->setCheckable(true);
        choice->setChecked(m_overview->order().sort == by);
        choices->addAction(choice);
    };
    add(tr("By &hand"), JobSort::ByHand);
    add(tr("&Name"), JobSort::Name);
    add(tr("&State (worst first)"), JobSort::State);
    add(tr("Next &run"), JobSort::NextRun);
    QAction *grouped = view->addAction(tr("Show &groups"));
    grouped->setCheckable(true);
    grouped->setChecked(m_overview->order().isGrouped);
    connect(grouped, &QAction::triggered, this, [this](bool isGrouped) {
        m_overview->setOrder({m_overview->order().sort, isGrouped});
    });
}

void MainWindow::buildHelp()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    addAction(help, tr("&Help and keys"), tr("F1"), [this] { openHelp(); });
    help->addSeparator();
    addAction(help, tr("&About Cairn"), {}, [this] {
        QMessageBox *box =
            tell(tr("About Cairn"), tr("Cairn %1").arg(QStringLiteral(CAIRN_VERSION)), this);
        box->setInformativeText(tr("Encrypted backups that anyone can leave: it reads and writes "
                                   "Duplicati's storage format."));
    });
}

// What does not come by itself; the overview shows each change at once.
void MainWindow::refresh()
{
    if (m_nav->currentRow() == Restore)
        m_restore->refresh();
    else if (m_nav->currentRow() == Activity)
        m_activity->refresh();
}

void MainWindow::movePane(bool forward)
{
    QList<QWidget *> panes{m_nav, m_search};
    panes += panesOf(m_pages->currentWidget());
    panes += m_restoreStrip;
    panes += m_strip;
    focusNextPane(panes, forward);
}

// The keys of the menus as they are, and those that belong to parts of pages.
void MainWindow::openHelp()
{
    if (auto *open = findChild<HelpWindow *>()) {
        open->raise();
        return open->activateWindow();
    }
    static const QRegularExpression mnemonic(u"&(?=.)"_s);
    std::vector<KeyHelp> keys;
    for (const QAction *menu : menuBar()->actions())
        for (const QAction *action : menu->menu()->actions())
            if (!action->shortcut().isEmpty())
                keys.push_back({action->shortcut().toString(QKeySequence::NativeText),
                                action->text().remove(mnemonic)});
    const std::pair<QString, QString> ofPages[] = {
        {tr("Alt+Left, Alt+Right"), tr("Restore: an older or newer version")},
        {tr("Alt+Up, Backspace"), tr("Restore: the folder above")},
        {tr("Space"), tr("Restore: tick")},
        {tr("F3"), tr("Restore: a large preview")},
        {tr("Esc"), tr("Cancel, or back")}};
    for (const auto &[key, action] : ofPages)
        keys.push_back({key, action});
    (new HelpWindow(keys, this))->show();
}

void MainWindow::showState(const Snapshot &state)
{
    if (!state.isOpen && state.failure.isEmpty())
        return;
    const bool isWelcome = state.isOpen && state.jobs.empty();
    const bool locked = isLocked();
    const int before = m_whole->currentIndex();
    m_whole->setCurrentIndex(locked ? 3 : isWelcome ? 1 : 2);
    m_nav->setEnabled(!isWelcome && !locked);
    menuBar()->setEnabled(!locked);
    for (QAction *action : m_withBackups)
        action->setEnabled(!isWelcome && !locked);
    followCurrentJob();
    m_new->setEnabled(state.isOpen && state.readOnly.isEmpty() && !locked);
    m_strip->showState(state);
    int problems = 0;
    for (const JobView &view : state.jobs)
        problems += int(view.problems.size());
    QListWidgetItem *activity = m_nav->item(Activity);
    activity->setText(problems > 0 ? tr("Activity (%1)", "problems").arg(problems)
                                   : tr("Activity"));
    const QString whole =
        problems > 0 ? tr("Activity, %n problem(s)", nullptr, problems) : tr("Activity");
    activity->setData(Qt::AccessibleTextRole, whole);
    activity->setToolTip(whole);
    showPause(state.pausedUntil);
    arrangeSide();
    if (m_whole->currentIndex() != before && m_whole->currentWidget() == m_welcome)
        m_welcome->setFocus(); // else it is where it was when all but one button was off
}

// While all is paused the button resumes, and its arrow has the other times.
void MainWindow::showPause(std::optional<qint64> until)
{
    m_resume->setEnabled(until.has_value());
    m_pause->setPopupMode(until ? QToolButton::MenuButtonPopup : QToolButton::InstantPopup);
    m_pause->setText(until ? resumeText(*until, QDateTime::currentSecsSinceEpoch()) : tr("Pause"));
    if (!until)
        m_pauseClock.stop();
    else if (!m_pauseClock.isActive())
        m_pauseClock.start(kMinuteMs);
    m_pause->setIcon(IconSet::icon(until ? Icon::BackUp : Icon::Pause));
    setNameOf(m_pause, until ? tr("Resume all backups") : tr("Pause all backups"));
    m_pause->setToolTip(
        until
            ? tr("Backups are paused %1").arg(pauseText(*until, QDateTime::currentSecsSinceEpoch()))
            : QString());
}

void MainWindow::newBackup()
{
    setUp({});
}

void MainWindow::setUp(const std::optional<JobView> &original)
{
    auto *wizard = new SetupWizard(m_engine, m_random, this, original);
    connect(wizard, &SetupWizard::existingWanted, this, &MainWindow::adopt);
    wizard->open();
}

void MainWindow::adopt(const std::optional<FoundBackup> &offered)
{
    auto *wizard = new AdoptWizard(m_engine, m_random, this);
    if (offered)
        wizard->offer(*offered);
    connect(wizard, &AdoptWizard::adopted, this, &MainWindow::chooseAfterAdoption);
    wizard->open();
}

void MainWindow::moveIn()
{
    auto *wizard = new ImportWizard(m_engine, this);
    wizard->open();
}

void MainWindow::openPreferences()
{
    auto *dialog = new PreferencesDialog(m_engine, m_theme, this);
    dialog->open();
}

void MainWindow::chooseAfterAdoption(const std::string &job, const AdoptedSettings &settings)
{
    const JobView *view = m_engine.job(job);
    if (!view)
        return;
    auto *choice = new AdoptChoice(*view, settings, this);
    connect(choice, &AdoptChoice::lookWanted, this, &MainWindow::openRestore);
    connect(choice, &AdoptChoice::everythingWanted, this, &MainWindow::restoreEverything);
    connect(choice, &AdoptChoice::goOnWanted, this,
            [this, schedule = settings.schedule](const std::string &id) { goOn(id, schedule); });
    choice->open();
}

void MainWindow::goOn(const std::string &job, Schedule schedule)
{
    // What was missed on the other computer is not owed here.
    schedule.since = QDateTime::currentSecsSinceEpoch();
    if (const JobView *view = m_engine.job(job))
        (new JobEditor(m_engine, *view, this, schedule))->open();
}

void MainWindow::restoreEverything(const std::string &job)
{
    const JobView *view = m_engine.job(job);
    if (!view)
        return;
    if (!mayRestore())
        return trustFirst([this, job] { restoreEverything(job); });
    openRestore(job);
    RestoreOrder order{job, {{view->stored.newest, {}}}, {}};
    order.moved = movedHomes(view->job, FilePath::fromText(QDir::homePath()));
    const QString title =
        tr("Restore everything as of %1")
            .arg(momentText(view->stored.newest, QDateTime::currentSecsSinceEpoch()));
    (new RestoreDialog(m_engine, std::move(order), title, false, this))->open();
}

void MainWindow::openRestore(const std::string &job)
{
    raiseWindow();
    if (!job.empty())
        m_restore->showJob(job);
    m_nav->setCurrentRow(Restore);
}

void MainWindow::openSearch()
{
    raiseWindow();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void MainWindow::openProblems(const std::string &job)
{
    raiseWindow();
    const JobView *view = m_engine.job(job);
    const bool hasProblems = view && !view->problems.empty();
    m_nav->setCurrentRow(hasProblems ? Activity : Overview);
    if (hasProblems)
        m_activity->showProblems(job);
}

void MainWindow::remedy(const RemedyOrder &order)
{
    if (doRemedy(m_engine, order, this))
        return;
    if (order.remedy == Remedy::OpenRestore)
        return openRestore(order.job);
    if (order.remedy == Remedy::UseThatBackup)
        return adopt();
    m_nav->setCurrentRow(Activity);
    m_activity->showLog(order.job);
}

void MainWindow::raiseWindow()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

MainWindow::~MainWindow()
{
    QSettings().setValue("window/geometry", saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_sessionEnds)
        return event->accept();
    if (m_hidesOnClose) {
        hide();
        event->ignore();
        return;
    }
    event->ignore();
    Q_EMIT closeWanted();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrangeSide();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrangeSide();
}

// As wide as its texts, which large letters and long languages make wider; icons alone where the
// pages need the room.
void MainWindow::arrangeSide()
{
    m_new->setText(tr("New backup…"));
    const int texts = std::max(m_nav->sizeHintForColumn(0) + 2 * m_nav->spacing(),
                               m_new->sizeHint().width() + 2 * kSideGap);
    const int wanted = std::max(kNavWidth, texts);
    const bool isNarrow = width() - wanted < kNarrow - kNavWidth;
    m_nav->setFixedWidth(isNarrow ? kIconsWidth : wanted);
    if (isNarrow)
        m_new->setText({});
    setNameOf(m_new, tr("New backup…"));
}

} // namespace cairn::gui
