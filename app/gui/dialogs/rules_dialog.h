// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace cairn::gui {

class RulesModel;

// Rules of one's own: what to skip and what to include, in their order.
class RulesDialog final : public QDialog
{
    Q_OBJECT
public:
    // The first `ofTree` of the job's rules are boxes of the tree and not shown here.
    RulesDialog(EngineProxy &engine, const JobConfig &job, int ofTree, QWidget *parent = nullptr);
    [[nodiscard]] const std::vector<FilterEntry> &rules() const;
    void select(int row);

private:
    void build();
    QLayout *buildTable();
    QLayout *buildCheck();
    void add();
    void edited();
    void arrange();
    void check();
    [[nodiscard]] JobConfig job() const; // with the rules as they are now
    [[nodiscard]] int row() const;

    EngineProxy &m_engine;
    const JobConfig m_job;
    const int m_ofTree;
    RulesModel *m_model;
    QTableView *m_table;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QLabel *m_empty;
    QLineEdit *m_path;
    QLabel *m_answer;
    QLabel *m_reason;
    QPushButton *m_use;
    QTimer m_wait; // after the last change
    RequestId m_counting = 0;
    RequestId m_checking = 0;
};

} // namespace cairn::gui
