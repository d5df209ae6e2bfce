// SPDX-License-Identifier: MIT
#include "app/gui/tray_controller.h"

#include "app/gui/main_window.h"
#include "app/gui/widgets/build.h"

#include <QDateTime>

namespace cairn::gui {

using namespace Qt::StringLiterals;

QString trayText(const Snapshot &state, qint64 now)
{
    if (state.jobs.empty())
        return TrayController::tr("No backup yet");
    const Verdict verdict = verdictOf(state, now);
    QStringList lines{verdict.title, verdict.body};
    std::optional<qint64> next;
    for (const JobView &view : state.jobs)
        if (view.turn.next && !view.current && (!next || *view.turn.next < *next))
            next = view.turn.next;
    if (next && !state.pausedUntil && !runningJob(state))
        lines << TrayController::tr("Next run %1.", "“today 19:00”").arg(momentText(*next, now));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

TrayController::TrayController(EngineProxy &engine, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_window(window)
{
    m_menu.setObjectName(u"tray.menu"_s);
    m_icon.setContextMenu(&m_menu);
    connect(&m_menu, &QMenu::aboutToShow, this, &TrayController::fillMenu);
    connect(&m_engine, &EngineProxy::stateChanged, this, &TrayController::showState);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason != QSystemTrayIcon::Trigger)
                    return;
                if (m_window.isVisible() && m_window.isActiveWindow())
                    m_window.hide();
                else
                    m_window.raiseWindow();
            });
    connect(&m_minute, &QTimer::timeout, this, &TrayController::showState);
    m_minute.start(60'000);
    fillMenu(); // some trays show a menu without saying so
    showState();
    m_icon.show();
}

void TrayController::showState()
{
    const Snapshot &state = m_engine.state();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const Verdict verdict = verdictOf(state, now);
    TrayState shown = trayStateOf(verdict.tone);
    if (state.pausedUntil && shown == TrayState::Waiting)
        shown = TrayState::Paused;
    int percent = 0;
    if (const JobView *running = runningJob(state))
        percent = int(shareDone(running->current->state).value_or(0) * 100);
    const int key = int(shown) * 100 + (shown == TrayState::Running ? percent * 12 / 100 : 0);
    if (key != m_shown)
        m_icon.setIcon(IconSet::tray(shown, percent));
    m_shown = key;
    m_icon.setToolTip(trayText(state, now));
}

void TrayController::showNotice(const QString &title, const QString &body, bool isWarning)
{
    m_icon.showMessage(title, body,
                       isWarning ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

void TrayController::fillMenu()
{
    m_menu.clear();
    const Snapshot &state = m_engine.state();
    const Verdict verdict = verdictOf(state, QDateTime::currentSecsSinceEpoch());
    QAction *status =
        m_menu.addAction(state.jobs.empty() ? tr("No backup yet") : inMenu(verdict.title));
    status->setObjectName(u"tray.status"_s);
    status->setEnabled(false);
    for (const JobView &view : state.jobs)
        if (!view.problems.empty())
            connect(m_menu.addAction(tr("Fix: %1…").arg(inMenu(view.job.name))),
                    &QAction::triggered, this,
                    [this, job = view.job.id] { m_window.openProblems(job); });
    m_menu.addSeparator();
    if (!state.jobs.empty()) {
        QMenu *run = m_menu.addMenu(tr("Back up now"));
        connect(run->addAction(tr("All")), &QAction::triggered, this, [this] {
            for (const JobView &view : m_engine.state().jobs)
                m_engine.runJob(view.job.id);
        });
        run->addSeparator();
        for (const JobView &view : state.jobs)
            connect(run->addAction(inMenu(view.job.name)), &QAction::triggered, this,
                    [this, job = view.job.id] { m_engine.runJob(job); });
        if (state.pausedUntil)
            connect(m_menu.addAction(tr("Resume")), &QAction::triggered, this,
                    [this] { m_engine.setPausedUntil({}); });
        else
            m_window.fillPauseMenu(m_menu.addMenu(tr("Pause")));
        connect(m_menu.addAction(tr("Find a file…")), &QAction::triggered, this,
                [this] { m_window.openSearch(); });
        connect(m_menu.addAction(tr("Restore files…")), &QAction::triggered, this,
                [this] { m_window.openRestore(); });
    }
    connect(m_menu.addAction(tr("Open Cairn")), &QAction::triggered, this,
            [this] { m_window.raiseWindow(); });
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &TrayController::quitWanted);
}

} // namespace cairn::gui
