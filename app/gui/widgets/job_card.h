// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/texts.h"

#include <QFrame>

class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace cairn::gui {

// One backup: how it stands, what it can be told.
class JobCard final : public QFrame
{
    Q_OBJECT
public:
    explicit JobCard(const std::string &job, QWidget *parent = nullptr);
    void setView(const JobView &view, qint64 now);
    [[nodiscard]] const std::string &job() const { return m_job; }

Q_SIGNALS:
    void runClicked();
    void pauseClicked();
    void resumeClicked();
    void stopAfterFile();
    void stopNow();
    void restoreClicked();
    void editClicked();
    void removeClicked();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildButtons();
    void nameButtons(const QString &name);
    void showPath();

    const std::string m_job;
    QString m_path;
    bool m_isPaused = false;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_destination;
    QLabel *m_state;
    QProgressBar *m_progress;
    QLabel *m_current;
    QLabel *m_facts;
    class DayStrip *m_days;
    QPushButton *m_run;
    QPushButton *m_pause;
    QToolButton *m_stop;
    QPushButton *m_restore;
    QToolButton *m_more;
};

} // namespace cairn::gui
