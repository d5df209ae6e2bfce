// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace cairn::gui {

class JobCard;

// The run that goes on, and those that wait for their turn, in an order that can be changed by the
// mouse or with Alt+Up and Alt+Down.
class NowTab final : public QWidget
{
    Q_OBJECT
public:
    explicit NowTab(EngineProxy &engine, QWidget *parent = nullptr);
    void showState(const Snapshot &state);

Q_SIGNALS:
    void restoreWanted(const std::string &job);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCard(const Snapshot &state);
    void showQueue(const Snapshot &state);
    void move(int step);
    void dragged(int from, int to);
    void removeCurrent();
    void updateButtons();

    EngineProxy &m_engine;
    QStackedWidget *m_content;
    QVBoxLayout *m_cardPlace;
    JobCard *m_card = nullptr;
    QLabel *m_waiting;
    QLabel *m_none;
    QLabel *m_plan; // its heading
    QLabel *m_planned;
    QListWidget *m_queue;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_remove;
    std::vector<QueuedRun> m_shown;
};

} // namespace cairn::gui
