// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace cairn::gui {

// What was restored in the last days and can be taken back.
class RestoresTab final : public QWidget
{
    Q_OBJECT
public:
    explicit RestoresTab(EngineProxy &engine, QWidget *parent = nullptr);

private:
    void show(const std::vector<UndoChoice> &choices);
    void undo();
    void undone(const QString &text, bool isWhole);

    EngineProxy &m_engine;
    std::vector<UndoChoice> m_choices;
    QTreeWidget *m_list;
    QLabel *m_said;
    QPushButton *m_undo;
    QStackedWidget *m_content;
    bool m_isUndoing = false;
};

} // namespace cairn::gui
