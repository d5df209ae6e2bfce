// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWidget>

class QListWidget;
class QTabWidget;
class QTreeWidget;

namespace cairn::gui {

// What has run, and what is wrong, by cause.
class ActivityPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityPage(EngineProxy &engine, QWidget *parent = nullptr);
    void showProblems();
    void showRunsOf(const std::string &job); // its newest becomes the current one

protected:
    void showEvent(QShowEvent *event) override; // what was missed while it was hidden

private:
    void showState(const Snapshot &state);
    EngineProxy &m_engine;
    QTabWidget *m_tabs;
    QTreeWidget *m_history;
    QTreeWidget *m_problems;
};

} // namespace cairn::gui
