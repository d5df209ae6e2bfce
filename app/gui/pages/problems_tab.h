// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/error_presenter.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace cairn::gui {

class MessagePane;
class ProblemModel;

// The open problems by cause, and beside them what helps against the current one.
class ProblemsTab final : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemsTab(QWidget *parent = nullptr);
    void showState(const Snapshot &state);
    void select(const std::string &job); // its first problem
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void remedyChosen(const cairn::gui::RemedyOrder &order);

private:
    void showCurrent();

    ProblemModel *m_model;
    QTreeView *m_view;
    MessagePane *m_pane;
    QStackedWidget *m_content;
    QLabel *m_none;
};

} // namespace cairn::gui
