// SPDX-License-Identifier: MIT
// What is done with one backup: by the menu of its card, or by that of the window.
#include "app/gui/dialogs/delete_versions_dialog.h"
#include "app/gui/dialogs/export_dialog.h"
#include "app/gui/dialogs/restore_dialog.h"
#include "app/gui/dialogs/sheet_dialog.h"
#include "app/gui/dialogs/show_passphrase_dialog.h"
#include "app/gui/main_window.h"
#include "app/gui/pages/overview_page.h"
#include "app/gui/pages/restore_page.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/restore_strip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>

namespace cairn::gui {

void MainWindow::followCurrentJob()
{
    const JobView *view = m_engine.job(currentJob());
    m_jobActions->follow(view, m_engine.isScheduleOff(currentJob()));
    followMoves();
}

// Elsewhere their keys mean something else.
void MainWindow::followMoves()
{
    const bool isOverview = m_nav->currentRow() == Overview;
    for (QAction *action : m_moves) {
        action->setEnabled(isOverview && m_overview->canMove());
        action->setToolTip(m_overview->order().sort == JobSort::ByHand
                               ? QString()
                               : tr("Choose View ▸ Sort by ▸ By hand first"));
    }
}

void MainWindow::act(const std::string &job, JobAction action)
{
    switch (action) {
    case JobAction::Edit:
        return remedy({job, Remedy::Edit, {}});
    case JobAction::FindFile:
        return findIn(job);
    case JobAction::Check:
        return m_engine.check(job);
    case JobAction::Sheet:
        return openSheet(job);
    case JobAction::ShowPassphrase:
        if (const JobView *view = m_engine.job(job))
            (new ShowPassphraseDialog(m_engine, view->job, this))->open();
        return;
    case JobAction::Export:
        if (const JobView *view = m_engine.job(job))
            (new ExportDialog(m_engine, view->job, this))->open();
        return;
    case JobAction::Duplicate:
        if (const JobView *view = m_engine.job(job))
            setUp(*view);
        return;
    case JobAction::CopyCommand:
        m_commandAsked = m_engine.askCommand(job);
        return;
    case JobAction::SwitchSchedule:
        return m_engine.setScheduleOn(job, m_engine.isScheduleOff(job));
    case JobAction::ShowLog:
        return remedy({job, Remedy::ShowLog, {}});
    case JobAction::DeleteVersions:
        return openDeleteVersions(job);
    case JobAction::Remove:
        return m_overview->askToRemove(job);
    }
}

// What was looked for before was meant for another place.
void MainWindow::findIn(const std::string &job)
{
    m_search->clear();
    openRestore(job);
    m_restore->searchThisBackup();
    openSearch();
}

void MainWindow::openSheet(const std::string &job)
{
    if (const JobView *view = m_engine.job(job))
        (new SheetDialog(m_engine, view->job, this))->open();
}

void MainWindow::openDeleteVersions(const std::string &job)
{
    const JobView *view = m_engine.job(job);
    if (!view)
        return;
    auto *dialog = new DeleteVersionsDialog(m_engine, view->job, this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, job] { m_engine.deleteVersions(job, dialog->moments()); });
    dialog->open();
}

void MainWindow::takeCommand(RequestId id, const QString &command, const QString &problem)
{
    if (id != m_commandAsked)
        return;
    if (!problem.isEmpty()) {
        tell(tr("Not possible now"), problem, this);
        return;
    }
    QGuiApplication::clipboard()->setText(command);
    QMessageBox *box = tell(tr("Copy as command"),
                            tr("The command that makes this backup is in the clipboard."), this);
    box->setInformativeText(tr("No passphrase and no password is in it. It takes the passphrase "
                               "from the variable PASSPHRASE, or asks for it."));
}

// The restore's own window may be hidden meanwhile; it comes back at the end.
void MainWindow::followRestores()
{
    connect(&m_engine, &EngineProxy::restoreProgress, m_restoreStrip, &RestoreStrip::showProgress);
    connect(&m_engine, &EngineProxy::restoreEnded, m_restoreStrip, &RestoreStrip::end);
    connect(m_restoreStrip, &RestoreStrip::stopClicked, &m_engine, &EngineProxy::stopRestore);
    connect(m_restoreStrip, &RestoreStrip::showClicked, this, [this] {
        for (auto *dialog : findChildren<RestoreDialog *>())
            if (dialog->isRunning())
                dialog->open();
    });
}

} // namespace cairn::gui
