// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/job_actions.h"
#include "app/gui/texts.h"

#include <QFrame>

#include <optional>

class QBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace cairn::gui {

class ElidedLabel;
class ProgressStrip;

// One backup: how it stands, what it can be told.
class JobCard final : public QFrame
{
    Q_OBJECT
public:
    explicit JobCard(const std::string &job, QWidget *parent = nullptr);
    // isScheduleOff: it has one that can be turned on.
    void setView(const JobView &view, qint64 now, bool isScheduleOff = false);
    void hideMenu();                 // where the card only shows a run
    void setMovable(bool isMovable); // by its title
    [[nodiscard]] const std::string &job() const { return m_job; }

Q_SIGNALS:
    void runClicked();
    void pauseClicked();
    void resumeClicked();
    void stopAfterFile();
    void stopNow();
    void restoreClicked();
    void actionChosen(cairn::gui::JobAction action); // of the menu
    void startHereClicked();                         // on the new drive
    void otherDriveClicked();
    void dragBegun();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeButtons(bool isNarrow);
    void build();
    void buildButtons();
    void nameButtons(const QString &name);

    const std::string m_job;
    bool m_isPaused = false;
    bool m_isMovable = false;
    bool m_isNarrow = false; // the buttons stand below the texts
    QBoxLayout *m_title;
    QBoxLayout *m_texts;
    QWidget *m_buttons;
    std::optional<QPoint> m_pressedAt; // in the title
    QLabel *m_icon;
    ElidedLabel *m_name;
    ElidedLabel *m_destination;
    QLabel *m_state;
    ProgressStrip *m_progress;
    ElidedLabel *m_current;
    QLabel *m_facts;
    DayStrip *m_days;
    QPushButton *m_run;
    QPushButton *m_pause;
    QToolButton *m_stop;
    QPushButton *m_restore;
    QToolButton *m_more;
    JobActions *m_actions;
    QPushButton *m_startHere;
    QPushButton *m_otherDrive;
};

} // namespace cairn::gui
