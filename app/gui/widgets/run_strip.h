// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/texts.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn::gui {

class ElidedLabel;
class PartsLabel;
class ProgressStrip;

// The run that goes on, at the foot of the window, whatever page is open.
class RunStrip final : public QFrame
{
    Q_OBJECT
public:
    explicit RunStrip(QWidget *parent = nullptr);
    void showState(const Snapshot &state); // hides itself when nothing goes on

Q_SIGNALS:
    void pauseClicked(const std::string &job);
    void resumeClicked(const std::string &job);
    void stopClicked(const std::string &job);

private:
    std::string m_job;
    bool m_isPaused = false;
    ElidedLabel *m_name;
    ProgressStrip *m_bar;
    PartsLabel *m_text;
    QLabel *m_waiting;
    QPushButton *m_pause;
    QPushButton *m_stop;
};

} // namespace cairn::gui
