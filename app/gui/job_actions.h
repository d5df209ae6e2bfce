// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QObject>

#include <map>

class QAction;
class QMenu;

namespace cairn::gui {

// What can be done with a backup besides running it, stopping it and restoring from it.
enum class JobAction : quint8 {
    Edit,
    FindFile,
    Check,
    Sheet,
    ShowPassphrase,
    Export,
    Duplicate,
    CopyCommand,
    SwitchSchedule,
    ShowLog,
    DeleteVersions,
    Remove,
};

// These as the entries of a menu: of a backup's card, and of the menu bar for the current card.
class JobActions final : public QObject
{
    Q_OBJECT
public:
    enum class Place : quint8 { Card, MenuBar }; // the bar has mnemonics
    JobActions(QMenu *menu, Place place);

    // What is possible with this backup now; none: nothing is. isScheduleOff: it has a schedule
    // that can be turned on.
    void follow(const JobView *view, bool isScheduleOff);
    [[nodiscard]] QAction *entry(JobAction action) const { return m_entries.at(action); }

Q_SIGNALS:
    void chosen(cairn::gui::JobAction action);

private:
    [[nodiscard]] QString inPlace(QString text) const;
    void add(QMenu *menu, JobAction action, const QString &text);

    const Place m_place;
    std::map<JobAction, QAction *> m_entries;
};

} // namespace cairn::gui
