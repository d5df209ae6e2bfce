// SPDX-License-Identifier: MIT
#include "app/gui/job_actions.h"

#include "app/gui/texts.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

namespace cairn::gui {

namespace {

struct ActionTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::JobActions)
};

QString whyNotSearched(const JobView &view)
{
    return view.stored.versions > 0 ? QString() : ActionTexts::tr("There is no version yet");
}

// What is stored can be worked on: nothing else does, and it is there.
QString whyNotNow(const JobView &view)
{
    if (view.current || view.isQueued)
        return ActionTexts::tr("It runs already");
    if (view.isDriveAbsent && !view.canMountDrive)
        return ActionTexts::tr("Connect the drive “%1” first").arg(view.job.drive->label);
    return whyNotSearched(view);
}

} // namespace

JobActions::JobActions(QMenu *menu, Place place)
    : QObject(menu)
    , m_place(place)
{
    menu->setToolTipsVisible(true); // why something is not possible
    add(menu, JobAction::Edit, tr("&Edit…"));
    add(menu, JobAction::FindFile,
        m_place == Place::Card ? tr("Find a file…") : tr("Find a file &in this backup…"));
    add(menu, JobAction::Check, tr("&Check now"));
    add(menu, JobAction::Sheet, tr("Recovery s&heet…"));
    add(menu, JobAction::ShowPassphrase, tr("Show passphrase…"));
    add(menu, JobAction::Export, tr("E&xport settings…"));
    add(menu, JobAction::Duplicate, tr("Duplica&te…"));
    add(menu, JobAction::CopyCommand, tr("Cop&y as command"));
    menu->addSeparator();
    add(menu, JobAction::ShowLog, tr("Show &log"));
    add(menu, JobAction::DeleteVersions, tr("Delete &versions…"));
    add(menu, JobAction::SwitchSchedule, tr("Turn &off schedule"));
    add(menu, JobAction::Remove, tr("&Delete backup…"));
    follow(nullptr, false);
}

QString JobActions::inPlace(QString text) const
{
    return m_place == Place::Card ? text.remove(u'&') : text;
}

void JobActions::add(QMenu *menu, JobAction action, const QString &text)
{
    QAction *entry = menu->addAction(inPlace(text));
    m_entries[action] = entry;
    connect(entry, &QAction::triggered, this, [this, action] { Q_EMIT chosen(action); });
}

void JobActions::follow(const JobView *view, bool isScheduleOff)
{
    for (const auto &[action, entry] : m_entries)
        entry->setEnabled(view && !view->isBeingRemoved);
    const bool runs = view && view->job.schedule.runsByItself();
    QAction *schedule = entry(JobAction::SwitchSchedule);
    schedule->setVisible(runs || isScheduleOff);
    schedule->setText(inPlace(isScheduleOff ? tr("Turn &on schedule") : tr("Turn &off schedule")));
    entry(JobAction::ShowPassphrase)->setVisible(!view || view->job.encrypted);
    if (!view || view->isBeingRemoved)
        return;
    const auto judge = [this](JobAction action, const QString &whyNot) {
        entry(action)->setEnabled(whyNot.isEmpty());
        entry(action)->setToolTip(whyNot);
    };
    judge(JobAction::FindFile, whyNotSearched(*view));
    judge(JobAction::Check, whyNotNow(*view));
    judge(JobAction::DeleteVersions, whyNotNow(*view));
}

} // namespace cairn::gui
