// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/error_presenter.h"

#include <QWidget>

class QTabWidget;

namespace cairn::gui {

class HistoryTab;
class NowTab;
class ProblemsTab;
class RestoresTab;

// What runs and waits, what has run, and what is wrong.
class ActivityPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityPage(EngineProxy &engine, QWidget *parent = nullptr);
    void showProblems(const std::string &job = {});
    void showQueue(); // what goes on and waits
    void showLog(const std::string &job);
    void refresh();

Q_SIGNALS:
    void remedyChosen(const cairn::gui::RemedyOrder &order);
    void restoreWanted(const std::string &job);

protected:
    void showEvent(QShowEvent *event) override; // what was missed while it was hidden

private:
    void showState(const Snapshot &state);
    EngineProxy &m_engine;
    QTabWidget *m_tabs;
    NowTab *m_now;
    HistoryTab *m_history;
    ProblemsTab *m_problems;
    RestoresTab *m_restores;
};

} // namespace cairn::gui
