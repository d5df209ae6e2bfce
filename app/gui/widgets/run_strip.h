// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/texts.h"

#include <QFrame>

#include <optional>

class QPushButton;
class QToolButton;

namespace cairn::gui {

class ElidedLabel;
class PartsLabel;
class ProgressStrip;

// The run that goes on, at the foot of the window, whatever page is open. To a screen reader a
// progress bar that speaks up when a run begins, and at each quarter of it.
class RunStrip final : public QFrame
{
    Q_OBJECT
public:
    explicit RunStrip(QWidget *parent = nullptr);
    void showState(const Snapshot &state);                  // hides itself when nothing goes on
    [[nodiscard]] int percent() const { return m_percent; } // -1: not known

Q_SIGNALS:
    void pauseClicked(const std::string &job);
    void resumeClicked(const std::string &job);
    void stopAfterFile(const std::string &job);
    void stopNow(const std::string &job);
    void waitingClicked(); // to see what waits

private:
    void buildStop();
    void announce(const std::string &job, std::optional<double> share);

    std::string m_job; // empty: nothing goes on
    bool m_isPaused = false;
    int m_percent = -1;
    ElidedLabel *m_name;
    ProgressStrip *m_bar;
    PartsLabel *m_text;
    QPushButton *m_waiting;
    QPushButton *m_pause;
    QToolButton *m_stop;
};

} // namespace cairn::gui
